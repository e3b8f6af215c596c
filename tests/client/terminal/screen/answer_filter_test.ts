import { assertEquals } from "@std/assert";
import { AnswerFilter } from "../../../../client/terminal/screen/answer_filter.ts";

const KIND = "\x1b[?62;4;22c";
const CELL = "\x1b[6;20;10t";
const NAME = "\x1bP>|kitty(0.32.2)\x1b\\";
const PICTURE = "\x1b_Gi=31;OK\x1b\\";

/** What comes through, and what is heard, of pieces that come one after the other. */
function filtered(pieces: string[], isAsking = true): { keys: string; answers: string[] } {
  const answers: string[] = [];
  const filter = new AnswerFilter((answer) => answers.push(answer));
  filter.isAsking = isAsking;
  for (const piece of pieces) filter.write(piece);
  filter.stopAsking();
  return { keys: String(filter.read() ?? ""), answers };
}

Deno.test("What a terminal answers is heard, and is not typed, wherever it is cut", () => {
  const all = [KIND, CELL, NAME, PICTURE];
  const text = `ab${KIND}c\x1b[A${CELL}${NAME}d${PICTURE}é`;
  for (let cut = 0; cut <= text.length; cut++) {
    const { keys, answers } = filtered([text.slice(0, cut), text.slice(cut)]);
    assertEquals([keys, answers], ["abc\x1b[Adé", all], `cut at ${cut}`);
  }
  assertEquals(filtered([...text]), { keys: "abc\x1b[Adé", answers: all });
});

Deno.test("An answer that comes too late is not typed, either", () => {
  assertEquals(filtered([`a${KIND}`, `${PICTURE}b`], false).keys, "ab");
  assertEquals(filtered(["\x1b[?62", ";4c", "\x1b_Gi=3", "1;OK\x1b\\x"], false).keys, "x");
});

Deno.test("Keys that begin as an answer does come through, at once when none is expected", () => {
  const keys = ["\x1b", "\x1b[", "\x1bP", "\x1b_", "\x1b[6~", "\x1bOP", "\x1b[1;5C"];
  for (const key of keys) {
    assertEquals(filtered([key]).keys, key);
    const filter = new AnswerFilter(() => {});
    filter.write(key);
    assertEquals(filter.read(), key);
  }
});

Deno.test("What never ends is no answer, and fills no memory", () => {
  const { keys, answers } = filtered(["\x1b_G", ..."x".repeat(1_000)], false);
  assertEquals([keys.endsWith("x".repeat(700)), answers], [true, []]);
});
