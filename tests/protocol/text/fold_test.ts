import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { fold, foldWithPlaces } from "../../../protocol/text/fold.ts";

/** What is looked for, where it is found, and where it is not. */
const CASES: { q: string; found: string[]; not?: string[] }[] = [
  { q: "ΣΥΣ", found: ["ΣΥΣΤΗΜΑ", "σύστημα", "συς", "Σύς"] },
  { q: "συσ", found: ["ΣΥΣ", "συς"], not: ["συ"] },
  { q: "istanbul", found: ["İSTANBUL", "ISTANBUL", "İstanbul", "ıstanbul"] },
  { q: "İstanbul", found: ["istanbul", "ISTANBUL"] },
  { q: "straße", found: ["STRASSE", "Straße", "STRAẞE"] },
  { q: "STRASSE", found: ["straße"] },
  { q: "cafe", found: ["café", "CAFÉ", "Cafe\u0301", "ｃａｆé"], not: ["caf"] },
  { q: "café", found: ["cafe", "CAFE"] },
  { q: "viet nam".split(" ")[0]!, found: ["Việt", "VIỆT"] },
  { q: "ελλαδα", found: ["Ελλάδα", "ΕΛΛΆΔΑ"] },
  { q: "елка", found: ["ёлка", "ЁЛКА"] },
  { q: "office", found: ["oﬃce", "OFFICE"] },
  { q: "tea", found: ["Ｔｅａ", "𝐓𝐞𝐚", "te\u00ada"] },
  { q: "❤", found: ["❤\ufe0f"] },
  { q: "❤\ufe0f", found: ["❤"] },
  // A mark is another letter here.
  { q: "か", found: ["かき"], not: ["がき"] },
  { q: "ハ", found: ["ﾊ"], not: ["バ", "ﾊﾞ"] },
  { q: "하", found: ["하나"], not: ["한"] },
  { q: "한국", found: ["한국어"] },
  { q: "कि", found: ["किताब"], not: ["कताब"] },
  { q: "明天", found: ["我们明天喝茶"] },
  { q: "=", found: ["a = b"], not: ["a ≠ b"] },
];

Deno.test("A search has no regard to case, width and accents, and tears no letter apart", () => {
  for (const { q, found, not = [] } of CASES) {
    for (const text of found) assert(fold(text).includes(fold(q)), `${q} in ${text}`);
    for (const text of not) assert(!fold(text).includes(fold(q)), `${q} not in ${text}`);
  }
});

Deno.test("A text is folded letter by letter as it is as a whole", () => {
  const texts = CASES.flatMap(({ q, found, not = [] }) => [q, ...found, ...not]);
  for (const text of [...texts, texts.join(" ")]) {
    assertEquals(foldWithPlaces(text.normalize("NFC")).folded, fold(text), text);
  }
});

Deno.test("To fold what is folded changes nothing", () => {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const folded = fold(String.fromCodePoint(codePoint).toWellFormed());
    if (fold(folded) !== folded) throw new Error(`U+${codePoint.toString(16)}: ${folded}`);
  }
});

Deno.test("A folded text is longer by no more than its letters can be", () => {
  assertLessOrEqual(fold("\ufdfa".repeat(100)).length, 1800);
});
