import { assert, assertEquals, assertThrows } from "@std/assert";
import { LIMITS, ProtocolError } from "../../protocol.ts";
import { parseCommand } from "../../protocol/command.ts";
import { compose, MARKS_MAX, TextError } from "../../protocol/text.ts";
import { longestNormalized } from "../support/measure/normalized.ts";

/** One letter, and marks of two classes that have to be put in order: n² steps for n of them. */
const HOSTILE = `a${"\u0301".repeat(16_000)}${"\u0327".repeat(16_000)}`;
/** No longer than a message may be, in code units; its marks change their class with each. */
const LEGAL_LENGTH = "\u0301\u0327".repeat(LIMITS.text / 2);

/** Commands with a text in each field that has one. */
function commandsWith(text: string): Record<string, unknown>[] {
  const room = "lobby";
  return [
    { type: "join", room: text },
    { type: "join", room: `@${text},bob` },
    { type: "join", room, epoch: text },
    { type: "say", room, id: "1", text },
    { type: "say", to: text, id: "1", text: "tea" },
    { type: "say", to: ["bob", text], id: "1", text: "tea" },
    { type: "edit", room, of: 1, text },
    { type: "topic", room, text },
    { type: "search", room, q: text },
    { type: "react", room, of: 1, emoji: text, on: true },
    { type: "kick", room, name: text },
    { type: "ban", name: text },
    { type: text },
  ];
}

Deno.test("No command has a text composed before its length and its marks are looked at", async () => {
  for (const text of [HOSTILE, LEGAL_LENGTH]) {
    for (const command of commandsWith(text)) {
      const longest = await longestNormalized(() =>
        assertThrows(() => parseCommand(JSON.stringify(command)), ProtocolError)
      );
      assertEquals(longest, 0, Object.keys(command).join());
    }
  }
});

Deno.test("A text with too many marks on one letter is refused, and says so", () => {
  const say = (text: string) => {
    const command = JSON.stringify({ type: "say", room: "lobby", id: "1", text });
    return parseCommand(command);
  };
  const most = `a${"\u0323".repeat(MARKS_MAX)}`;
  say(`${most} ${most}`);
  const error = assertThrows(() => say(`${most}\u0301`), ProtocolError);
  assertEquals(error.reason, "malformed");
  assertEquals(
    error.message,
    "Cannot read text: must be a text with at most 30 marks on one letter",
  );
});

Deno.test("A text is too long by its code units only if it is by its code points, too", () => {
  let longest = 0;
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const letter = String.fromCodePoint(codePoint);
    if (!letter.isWellFormed() || letter.normalize("NFC") !== letter) continue;
    longest = Math.max(longest, letter.normalize("NFD").length);
  }
  assertEquals(longest, 6);
  // Nothing in NFC has more code units when it is taken apart.
  for (const letter of ["\u{16126}", "\u1f87", "각", "ệ", "👍"]) {
    const most = letter.repeat(10);
    assertEquals(compose(most.normalize("NFD"), 10), most);
    assertThrows(() => compose(`${most}!`.normalize("NFD"), 10), TextError, "at most 10");
  }
});

Deno.test("The marks of every script are counted, and those that become some when folded", () => {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const letter = String.fromCodePoint(codePoint);
    const parts = letter.toWellFormed().normalize("NFKD");
    // What begins with a mark goes on with the row of marks before it.
    if (!/^\p{M}+$/u.test(parts)) continue;
    assertThrows(() => compose(letter.repeat(MARKS_MAX + 1), 99), TextError, "marks");
  }
});

Deno.test("Texts as people write them are taken in all scripts", () => {
  for (
    const text of [
      "",
      "tea",
      "Việt Nam",
      "한국어",
      "हिन्दी",
      "བཀྲ་ཤིས་བདེ་ལེགས།",
      "عَرَبِيّ",
      "Z̴̢̛͈a̵lgo",
      "日本語",
      "👩🏽‍❤️‍💋‍👨🏻",
    ]
  ) {
    assertEquals(compose(text.normalize("NFD"), 60), text.normalize("NFC"));
  }
  assert(compose("\ud83d", 1) === "\ufffd");
});
