import { assert, assertEquals } from "@std/assert";
import { isEmojiOnly, parseMarkup } from "../../protocol/markup.ts";
import { plainWords } from "../../protocol/markup/plain_words.ts";
import { stepsOf } from "../support/measure/steps.ts";
import { reads } from "./markup/brief.ts";

Deno.test("parseMarkup reads bold, italic and code", () => {
  reads([
    ["a **b** c", "a b(b) c"],
    ["*a* and _b_", "i(a) and i(b)"],
    ["**a _b_ c**", "b(a i(b) c)"],
    ["`**a**` **`b`**", "c(**a**) b(c(b))"],
    ["***a*** **b *c*** *d **e***", "b(i(a)) b(b i(c)) i(d b(e))"],
    ["_snake_case_", "i(snake_case)"],
    ["**a `**` b**", "b(a c(**) b)"],
    ["`` `a` `` `b", "c(`a`) `b"],
  ]);
});

Deno.test("parseMarkup reads what is struck out, at the edge of words and by two marks", () => {
  reads([
    ["~~gone~~ and ~~**so** is this~~.", "s(gone) and s(b(so) is this)."],
    ["**~~a~~** ~~_b_~~", "b(s(a)) s(i(b))"],
    ["~~https://a.example/~b~~", "s(a(https://a.example/~b))"],
    ["~~@ada~~", "s(@(@ada))"],
    ["`~~a~~`", "c(~~a~~)"],
  ]);
  for (
    const text of ["~a~", "~~~a~~", "~~ a ~~", "好~~谢谢~~", "10~~20 30~~40", "~~a", "~~a ~b~~c"]
  ) {
    reads([[text, text]]);
  }
});

Deno.test("parseMarkup leaves alone what only looks like a mark", () => {
  for (
    const text of ["2 * 3 * 4", "snake_case_name", "a ** b **", "** a**", "*", "``", "_a", "a*b*c"]
  ) {
    reads([[text, text]]);
  }
});

Deno.test("parseMarkup makes links of http and https, without the sentence around them", () => {
  reads([
    ["see https://a.example/b?c=d#e.", "see a(https://a.example/b?c=d#e)."],
    ["(http://a.example/b_(c))", "(a(http://a.example/b_(c)))"],
    ["**https://a.example**", "b(a(https://a.example))"],
    ["看https://a.example/茶。好", "看a(https://a.example/茶)。好"],
    [
      "javascript:alert(1) data:text/html,x file:///etc",
      "javascript:alert(1) data:text/html,x file:///etc",
    ],
    ["https://", "https://"],
    ["https://a.example/\u202egpj.exe", "a(https://a.example/)\u202egpj.exe"],
  ]);
});

Deno.test("parseMarkup ends a link where the sentence goes on", () => {
  const ends = [..."，。、；：！？…”’»›」』】》）〉〕｝］～"];
  for (const end of ends) {
    reads([[`https://a.example/b${end}好`, `a(https://a.example/b)${end}好`]]);
  }
  for (const end of [...".,;:!?'\"", "...", "?!", ").", "،", "۔", "।"]) {
    reads([[`https://a.example/b${end}`, `a(https://a.example/b)${end}`]]);
  }
  reads([
    ["https://en.wikipedia.org/wiki/Foo_(bar)", "a(https://en.wikipedia.org/wiki/Foo_(bar))"],
    ["(https://en.wikipedia.org/wiki/Foo_(bar))", "(a(https://en.wikipedia.org/wiki/Foo_(bar)))"],
    ["[a](https://a.example/[b]{c})d", "l(a>https://a.example/[b]%7Bc%7D)d"],
    ["看（https://a.example）", "看（a(https://a.example)）"],
    ["**https://a.example**b", "b(a(https://a.example))b"],
    ["_https://a.example/b_c_", "i(a(https://a.example/b_c))"],
    ["https://a.example/2*3*4", "a(https://a.example/2*3*4)"],
  ]);
});

Deno.test("parseMarkup makes links of addresses in any script", () => {
  const addresses = [
    "https://bücher.example/straße?q=ä#ö",
    "https://例え.テスト/パス/ー",
    "https://a.example/%E8%8C%B6?x=%20y",
    "https://xn--bcher-kva.example:8443/~ada/@bob/",
    "https://[2001:db8::1]:8000/a",
    "Https://a.example/🙂",
  ];
  for (const address of addresses) reads([[address, `a(${address})`]]);
});

Deno.test("parseMarkup finds who is called", () => {
  reads([
    ["hey @ada, @余 and me@example.com", "hey @(@ada), @(@余) and me@example.com"],
    ["`@ada`", "c(@ada)"],
    ["_@ada_ and **@bob**", "i(@(@ada)) and b(@(@bob))"],
    ["@a @b @c @d @e @f", "@(@a) @(@b) @(@c) @(@d) @(@e) @f"],
  ]);
});

Deno.test("parseMarkup reads code blocks and quotes", () => {
  reads([
    ["a\n```ts\n**b**\n  c\n```\nd", "a|p[**b**\n  c]|d"],
    ["```\nnever ends", "p[never ends]"],
    ["> a\n> **b**\nc", "q[a\nb(b)]|c"],
    ["> > a", "q[q[a]]"],
    ["> a\n\nb", "q[a]|b"],
    [">_< is a face", ">_< is a face"],
    ["a\n\n\nb", "a\n\n\nb"],
  ]);
});

Deno.test("parseMarkup reads fences as people write them", () => {
  reads([
    ["```js \na\n```", "p[a]"],
    ["``` js\na\n```", "p[a]"],
    ["```\na\n```  \nb", "p[a]|b"],
    ["```js\r\na\r\n  b\r\n```\r\nc", "p[a\n  b]|c"],
    ["```code```", "p[code]"],
    ["see ```code``` here", "see c(code) here"],
    ["```code``` and `more`", "c(code) and c(more)"],
    ["````\n```js\na\n```\n````\nb", "p[```js\na\n```]|b"],
    ["```\na\n````\nb", "p[a]|b"],
    ["~~~js\na ```\n~~~\nb", "p[a ```]|b"],
    ["```let a = 1;\nlet b = 2;```\nc", "p[let a = 1;\nlet b = 2;]|c"],
    ["```js\na```\nb", "p[a]|b"],
    ["```three ticks and\nwords", "```three ticks and\nwords"],
    ["> ```\n> a\n> ```\nb", "q[p[a]]|b"],
    ["  ```\n    a\n  ```", "p[    a]"],
    ["```\n\n    a\n\n```", "p[\n    a\n]"],
  ]);
});

Deno.test("parseMarkup keeps the indentation of a first line", () => {
  reads([
    ["    indented code\n  less", "    indented code\n  less"],
    ["```\n    indented\n```", "p[    indented]"],
    ["\n\n  a\n\n", "  a"],
    [">   a", "q[  a]"],
    ["a\n\n    ```\n", "a\n\n    ```"],
  ]);
});

Deno.test("parseMarkup keeps every letter of a text without marks", () => {
  const text = "<img src=x onerror=alert(1)>\n\u202eright to left\u202c &amp; Z̸̡̛̦̼";
  reads([[text, text]]);
});

Deno.test("parseMarkup takes little time for the worst that fits into a message", () => {
  for (
    const mark of ["*", "**", "_", "`", "> ", "**a ", "_a ", "@", "https://", "```\n", "*a _b "]
  ) {
    const steps = stepsOf(() => void parseMarkup(mark.repeat(4000 / mark.length)));
    assert(steps < 40 * 4000, `${mark} takes ${steps} steps`);
  }
});

Deno.test("isEmojiOnly knows a few emoji and nothing else", () => {
  for (const text of ["🎉", "👍🏽 👨‍👩‍👧‍👦", "❤️🇫🇷", "🎉".repeat(8)]) assert(isEmojiOnly(text), text);
  for (const text of ["", "1", "a🎉", "🎉".repeat(9), "©"]) assert(!isEmojiOnly(text), text);
});

Deno.test("plainWords leaves the words of what is marked, and what marks nothing", () => {
  const cases = [
    ["**Two** things: *a* and `b`", "Two things: a and b"],
    ["> one\n> > two\nthree", "one\ntwo\nthree"],
    ["```js\n2 ** 3\n```\nis 8", "2 ** 3\nis 8"],
    ["**_both_** of @ada's https://a.example/b", "both of @ada's https://a.example/b"],
    ["It was ||**Ann**, of course||!", "It was ▒▒▒▒!"],
    ["# Plan\n- [x] tea\n- [ ] cake\n  1. eggs", "Plan\n☑ tea\n☐ cake\n1. eggs"],
    ["- a\n- [b](https://a.example)\n---", "• a\n• b\n———"],
    ["|a|b|\n|-|-|\n|c|\\*|", "a | b\nc | *"],
    ["2 * 3 and snake_case", "2 * 3 and snake_case"],
    ["", ""],
  ];
  for (const [text = "", words] of cases) assertEquals(plainWords(text), words);
});
