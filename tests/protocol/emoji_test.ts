import { assertEquals } from "@std/assert";
import { qualified, qualifiedKeys } from "../../protocol/emoji.ts";

/** Emoji as they are kept, each with other spellings that clients send. */
const SPELLINGS: string[][] = [
  ["👍", "👍\ufe0f"],
  // As text, and as a picture, and with the selector twice.
  ["❤\ufe0f", "❤", "❤\ufe0e", "❤\ufe0f\ufe0f"],
  ["☀\ufe0f", "☀"],
  ["©\ufe0f", "©"],
  // Keycaps.
  ["1\ufe0f\u20e3", "1\u20e3"],
  ["#\ufe0f\u20e3", "#\u20e3"],
  // Joined, with all selectors, some and none.
  ["👁\ufe0f\u200d🗨\ufe0f", "👁\u200d🗨\ufe0f", "👁\ufe0f\u200d🗨", "👁\u200d🗨"],
  ["🏳\ufe0f\u200d🌈", "🏳\u200d🌈"],
  ["❤\ufe0f\u200d🔥", "❤\u200d🔥"],
  ["🕵\ufe0f\u200d♂\ufe0f", "🕵\u200d♂\ufe0f", "🕵\ufe0f\u200d♂", "🕵\u200d♂"],
  ["👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏻", "👩🏽\u200d❤\u200d💋\u200d👨🏻"],
  // Skin tones, on what is a picture by itself and on what is not.
  ["👍🏽"],
  ["✌🏽", "✌\ufe0f🏽"],
  ["⛹🏿\u200d♀\ufe0f", "⛹🏿\u200d♀"],
  // Flags.
  ["🇫🇷"],
  ["🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
  ["👩\u200d👩\u200d👧"],
];

Deno.test("An emoji is kept in one spelling, however a client sends it", () => {
  for (const [kept = "", ...others] of SPELLINGS) {
    for (const emoji of [kept, ...others]) assertEquals(qualified(emoji), kept, emoji);
  }
});

Deno.test("What is not one emoji is none", () => {
  const strangers = ["", "a", "1", "#", "1\ufe0f", "\ufe0f", "\u200d", "👍👍", "👍 ", "👍a", "🇫"];
  const more = ["<b>", "\ud83d", "__proto__", "👩\u200d", "❤\ufe0f".repeat(2), "\ufe0f".repeat(99)];
  for (const text of [...strangers, ...more, `❤${"\ufe0f".repeat(60_000)}`]) {
    assertEquals(qualified(text), undefined, text.slice(0, 9));
  }
});

Deno.test("Names under two spellings of an emoji come together, each once", () => {
  const kept = { "❤": ["ada", "bob"], "👍": ["eve"], "❤\ufe0f": ["bob", "carol"] };
  assertEquals(qualifiedKeys(kept), { "❤\ufe0f": ["ada", "bob", "carol"], "👍": ["eve"] });
});
