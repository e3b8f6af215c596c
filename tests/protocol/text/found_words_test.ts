/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { piecesOf } from "../../../protocol/text/found_words.ts";

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

Deno.test("What is marked is what a search finds: by Unicode's cases, widths and accents", () => {
  assertEquals(marked("das ΣΥΣΤΗΜΑ", "συς"), "das [ΣΥΣ]ΤΗΜΑ");
  assertEquals(marked("in İSTANBUL, ISTANBUL", "istanbul"), "in [İSTANBUL], [ISTANBUL]");
  assertEquals(marked("Die STRASSE, die Straße", "straße"), "Die [STRASSE], die [Straße]");
  assertEquals(marked("un café, UN CAFÉ", "cafe"), "un [café], UN [CAFÉ]");
  assertEquals(marked("un cafe", "café"), "un [cafe]");
  assertEquals(marked("ｆｕｌｌ width", "full"), "[ｆｕｌｌ] width");
  assertEquals(marked("がか 한하", "か 하"), "が[か] 한[하]");
  assertEquals(marked("a❤️b", "❤"), "a[❤️]b");
  // Half of a letter that is two when folded is all of it.
  assertEquals(marked("aßb ﬀ", "s f"), "a[ß]b [ﬀ]");
});

Deno.test("The longest of the words that begin at a letter is marked", () => {
  assertEquals(marked("teapot tea", "tea teapot"), "[teapot] [tea]");
});

Deno.test("Of a long text the piece around the first word is shown", () => {
  const shown = marked(`${"hay ".repeat(100)}needle${" hay".repeat(100)}`, "needle");
  assertEquals(/^….{25,35}\[needle\].{150,220}…$/.test(shown), true, shown);
});

Deno.test("No piece has half a character, wherever it is cut", () => {
  for (let length = 0; length < 4; length++) {
    const pieces = piecesOf("x".repeat(length) + "👍".repeat(300), "none");
    assert(pieces.every(({ text }) => text.isWellFormed()));
  }
});
