import { assertEquals } from "@std/assert";
import { plainLine, plainText } from "../../client/plain_text.ts";

Deno.test("A message can't command the terminal that shows it", () => {
  assertEquals(plainText("\x1b[2J\x1b]0;pwned\x07"), "␛[2J␛]0;pwned␇");
  assertEquals(plainText("a\x9b31mb\x7f"), "a\ufffd31mb␡");
});

Deno.test("A message can't write over what stands before it", () => {
  assertEquals(plainText("root: \b\b\b\b"), "root: ␈␈␈␈");
  assertEquals(plainText("one\rtwo\r\nthree\u2028four"), "one\ntwo\nthree\nfour");
});

Deno.test("A message can't turn the order in which the next one is read", () => {
  assertEquals(plainText("\u202eevil\u202c \u2067x\u2069"), "evil x");
});

Deno.test("A message in any language stays as it is", () => {
  const text = "Grüße, 你好, שלום, مرحبا, 👩‍👩‍👧 \n zweite Zeile";
  assertEquals(plainText(text), text);
});

Deno.test("A name stays on its line", () => {
  assertEquals(plainLine("a\nb\tc"), "a␊b    c");
});
