/**
 * Who is mentioned by what is written: one table for all that read messages, so that what is drawn as a
 * mention, what rings, and what is counted are the same.
 *
 * @module
 */

import { below } from "./random/random.ts";

/** Texts, and the keys of those whom they mention. */
export const MENTIONS: readonly (readonly [text: string, called: string[]])[] = [
  ["@ada", ["ada"]],
  ["hello @Ada, @bob!", ["ada", "bob"]],
  ["@ADA @ａｄａ @ada", ["ada"]],
  ["two lines\n@ada", ["ada"]],
  ["two lines\r\n@ada\r\n", ["ada"]],
  ["@中文：你好", ["中文"]],
  ["@ada_l-1.", ["ada_l-1"]],
  ["@__proto__", ["__proto__"]],
  ["", []],
  ["ada", []],
  ["@", []],
  ["@ ada", []],
  ["@!ada", []],
  // Beside punctuation.
  ["(@ada)", ["ada"]],
  ["“@ada”", ["ada"]],
  ["@ada's", ["ada"]],
  ["@ada’s", ["ada"]],
  ["@ada. @bob: @cyd?", ["ada", "bob", "cyd"]],
  ["@ada/@bob", ["ada", "bob"]],
  ["[@ada](https://a.example/@bob)", ["ada"]],
  ["<@ada>", ["ada"]],
  ["cc:@ada", ["ada"]],
  ["👍@ada", ["ada"]],
  ["--@ada", ["ada"]],
  // Set in bold or italic.
  ["**@ada**", ["ada"]],
  ["*@ada*", ["ada"]],
  ["***@ada***", ["ada"]],
  ["_@ada_", ["ada"]],
  ["_@ada_, _@bob_", ["ada", "bob"]],
  ["_thanks @ada_", ["ada"]],
  ["_thanks @ada_l_", ["ada_l"]],
  ["**_@ada_**", ["ada"]],
  ["_done_ @ada_", ["ada_"]],
  ["@ada_", ["ada_"]],
  ["_@ada", ["ada"]],
  ["snake_case @ada_", ["ada_"]],
  // Behind words of scripts without spaces.
  ["谢谢@ada", ["ada"]],
  ["谢谢，@ada", ["ada"]],
  ["ありがとう@ada", ["ada"]],
  ["고마워@ada", ["ada"]],
  ["ขอบคุณ@ada", ["ada"]],
  ["谢谢**@ada**", ["ada"]],
  // Addresses of other kinds.
  ["ada@example.org", []],
  ["mail me: bob.b+tea@ada", []],
  ["first_@ada", []],
  ["first-@ada", []],
  ["josé@ada", []],
  ["jose\u0301@ada", []],
  ["9@ada", []],
  ["用户@example.org", []],
  ["@@ada", []],
  ["@ada@example.org", []],
  ["@ada@bob", []],
  ["https://a.example/@ada", []],
  ["https://a.example/@ada @bob", ["bob"]],
  ["(https://a.example/@ada)@bob", ["bob"]],
  ["https://a.example/x，@ada", ["ada"]],
  ["https://a.example/x”@ada", ["ada"]],
  ["https://@ada", []],
  ["HTTPS://a.example/@ada", []],
  ["ssh://git/@ada", []],
  ["**https://a.example/@ada**@bob", ["bob"]],
  // In code.
  ["`@ada`", []],
  ["`@ada` @bob", ["bob"]],
  ["`` `@ada` ``", []],
  ["`@ada", ["ada"]],
  ["`\n@ada`", ["ada"]],
  ["``@ada`", ["ada"]],
  ["```\n@ada\n```", []],
  ["```\n@ada\n```\n@bob", ["bob"]],
  ["```js \r\n@ada\r\n``` \r\n@bob", ["bob"]],
  ["```@ada```", []],
  ["```@ada``` @bob", ["bob"]],
  ["````\n```\n@ada\n````\n@bob", ["bob"]],
  ["~~~\n@ada\n~~~\n@bob", ["bob"]],
  ["```\n@ada", []],
  ["```two words @ada", ["ada"]],
  ["    @ada", ["ada"]],
  // In quotes, where they are drawn, too.
  ["> @ada", ["ada"]],
  ["> > @ada\n> `@bob`", ["ada"]],
  ["> ```\n> @ada\n> ```\n@bob", ["bob"]],
  // No more than the first five, and no name that is too long to be one.
  ["@a @b @c @d @e @f @g @a", ["a", "b", "c", "d", "e"]],
  ["`@a` @b @c @d @e @f @g", ["b", "c", "d", "e", "f"]],
  [`@${"a".repeat(32)}`, ["a".repeat(32)]],
  [`@${"a".repeat(33)}`, []],
];

/** Pieces that texts are made of which are hard to read. */
const PIECES = [
  ..."@`*_~>:/.,()[]- \n\r",
  "@ada",
  "@Bob",
  "@ada_",
  "_",
  "**",
  "``",
  "```",
  "````",
  "~~~",
  "\n```\n",
  "\n> ",
  "js",
  "x",
  "谢谢",
  "é",
  "，",
  "”",
  "https://",
  "http://a.example/",
  "ftp://",
  "𠀀",
  "\u0301",
  "\u200f",
];

/** A text that nobody would write. */
export function knottyText(random: () => number): string {
  const count = 1 + below(24, random);
  return Array.from({ length: count }, () => PIECES[below(PIECES.length, random)]).join("");
}
