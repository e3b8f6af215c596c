import { assert, assertEquals } from "@std/assert";
import { noticeRows } from "../../../../client/terminal/view/render/notice.ts";
import { columnsOf } from "../../../../client/terminal/view/wrap.ts";

Deno.test("A sentence of the program ends its rows between words, and indents those below", () => {
  const sentence = "Not sent: you started it in #den, and are in #lobby now";
  assertEquals(noticeRows(sentence, 80), [sentence]);
  assertEquals(noticeRows(sentence, Infinity), [sentence]);
  assertEquals(noticeRows(sentence, 30), [
    "Not sent: you started it in",
    "      #den, and are in #lobby",
    "      now",
  ]);
});

Deno.test("A path that is longer than a row stays in one piece, which can be copied", () => {
  const path = `/tmp/${"folder/".repeat(8)}mine.bin`;
  assertEquals(noticeRows(`Saved ${path} (300 kB)`, 40), ["Saved", path, "      (300 kB)"]);
  assertEquals(noticeRows(path, 40), [path]);
});

Deno.test("Whatever somebody writes into a sentence of the program, no row of it begins as a message", () => {
  for (const space of [" ", "\u00a0", "\u3000", "\u2003"]) {
    const reason = `${"x".repeat(60)}${space.repeat(20)}12:00${space}bob${space.repeat(2)}I agree`;
    for (let columns = 16; columns < 120; columns++) {
      const [, ...below] = noticeRows(`You were removed from #den: ${reason}`, columns);
      for (const row of below) assert(!/^\d/.test(row), `${columns}: ${row}`);
      assert(below.every((row) => columnsOf(row) <= columns || /^[!-~]+$/.test(row)));
    }
  }
});
