/// <reference lib="dom" />
import { assert } from "@std/assert";
import { cpuUsage } from "node:process";
import { readInput } from "../client/terminal/commands.ts";
import { complete } from "../client/terminal/commands/completion.ts";
import { plainLine, plainText } from "../client/plain_text.ts";
import { Renderer } from "../client/terminal/view/render.ts";
import { mentionsIn } from "../protocol/markup.ts";
import type { Said } from "../protocol.ts";
import { readSlash } from "../client/connection/slash.ts";
import { piecesOf } from "../protocol/text/found_words.ts";
import { isEmojiOnly, mentions, parseMarkup } from "../protocol/markup.ts";
import { plainWords } from "../protocol/markup/plain_words.ts";
import { HOSTILE_TEXTS } from "./support/hostile_texts.ts";
import { stepsOf } from "./support/measure/steps.ts";

/** As long as a message can be, and half of it. */
const LONG = 4_000;
/** Twice as much to read costs twice as much, and a little. */
const GROWTH_MAX = 2.5;
/** How often a letter is looked at: by the lines, the blocks, the marks, and what is shown. */
const LOOKS_MAX = 40;

const terminal = new Renderer({ colour: true, timeZone: "UTC" }, 0);
const narrow = new Renderer({ colour: true, timeZone: "UTC", columns: () => 40 }, 0);

function said(text: string): Said {
  return { type: "said", room: "lobby", seq: 1, id: "1", from: "ada", at: 0, text };
}

/** All that reads what others have written. */
const READERS: Readonly<Record<string, (text: string) => void>> = {
  "the page that draws it": (text) => void parseMarkup(text),
  "the page that tells it in passing": (text) => void plainWords(text),
  "the page that looks for emoji": (text) => void isEmojiOnly(text),
  "the page that rings": (text) => void mentions(text, "ada"),
  "the page that has found it": (text) => void piecesOf(text, "tea two"),
  "the server that counts calls": (text) => void mentionsIn(text),
  "the terminal": (text) => void plainText(text),
  "the terminal, in one line": (text) => void plainLine(text),
  "the terminal that prints it": (text) => void terminal.said(said(text), "bob", "lobby"),
  "the narrow terminal that prints it": (text) => void narrow.said(said(text), "bob", "lobby"),
  "the terminal that prints a reaction to it": (text) => {
    const revision = { room: "lobby", seq: 2, at: 0, from: "bob", of: 1, emoji: "👍", on: true };
    terminal.revision({ type: "reacted", ...revision }, said(text));
  },
  "the terminal that prints a topic": (text) => {
    terminal.line({ type: "topic", room: "lobby", seq: 2, at: 0, from: "bob", text }, "bob");
  },
  "the terminal into which it is pasted": (text) => void readInput(text, "lobby"),
  "the terminal that completes it": (text) => void complete(text, ["ada"], ["lobby"]),
  "commands": (text) => void readSlash(`/topic ${text}`, "lobby"),
};

Deno.test("There are more than thirty texts that are hard to read", () => {
  const texts = Object.values(HOSTILE_TEXTS).map((make) => make(LONG));
  assert(new Set(texts).size >= 30);
  for (const text of texts) assert(text.length === LONG);
});

for (const [reader, read] of Object.entries(READERS)) {
  Deno.test(`A text twice as long costs ${reader} twice as much, whatever is in it`, () => {
    for (const [name, make] of Object.entries(HOSTILE_TEXTS)) {
      const [half, whole] = [LONG / 2, LONG].map((length) => {
        const text = make(length);
        return stepsOf(() => read(text));
      });
      assert(whole! <= GROWTH_MAX * half! + 100, `${name}: ${half} steps, then ${whole}`);
      assert(whole! <= LOOKS_MAX * LONG, `${name}: ${whole} steps for ${LONG} letters`);
    }
  });
}

/** The processor's time that it takes to read all texts of a length: the shortest of a few times. */
function timeOf(read: (text: string) => void, length: number): number {
  const texts = Object.values(HOSTILE_TEXTS).map((make) => make(length));
  const times = Array.from({ length: 3 }, () => {
    const { user, system } = cpuUsage();
    for (const text of texts) read(text);
    const used = cpuUsage({ user, system });
    // In microseconds. What is less says nothing.
    return Math.max(1_000, used.user + used.system);
  });
  return Math.min(...times);
}

Deno.test("No regular expression goes back over a text again and again", () => {
  // Steps inside of an expression are not counted, so here is a time: of our process alone, whoever
  // else keeps the machine busy, and of texts so long that going back would cost seconds.
  for (const [reader, read] of Object.entries(READERS)) {
    const growths = [];
    do {
      const half = timeOf(read, 2 * LONG);
      growths.push(timeOf(read, 4 * LONG) / half);
    } while (growths.at(-1)! > 3 && growths.length < 8);
    assert(growths.at(-1)! <= 3, `${reader}: ${growths}`);
  }
});
