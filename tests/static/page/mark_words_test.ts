/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { piecesOf } from "../../../static/page/mark_words.js";

/** A text with the words in brackets. */
function marked(text: string, words: string): string {
  return piecesOf(text, words).map(({ text, isWord }) => isWord ? `[${text}]` : text).join("");
}

Deno.test("The words that were looked for are marked, whatever their case", () => {
  assertEquals(marked("Tea for two", "TEA two"), "[Tea] for [two]");
  assertEquals(marked("我们明天喝茶", "明天"), "我们[明天]喝茶");
  assertEquals(marked("1 + (2)?", "(2)? +"), "1 [+] [(2)?]");
  assertEquals(marked("nothing", "  "), "nothing");
});

Deno.test("Of a long text the piece around the first word is shown", () => {
  const shown = marked(`${"hay ".repeat(100)}needle${" hay".repeat(100)}`, "needle");
  assertEquals(/^….{25,35}\[needle\].{150,220}…$/.test(shown), true, shown);
});
