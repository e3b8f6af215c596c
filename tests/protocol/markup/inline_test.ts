import { assertEquals } from "@std/assert";
import { parseMarkup } from "../../../protocol/markup.ts";
import { reads } from "./brief.ts";

Deno.test("parseMarkup reads bold, italic and both at once by underscores, at the edge of words", () => {
  reads([
    ["__a__ and ___b___", "b(a) and b(i(b))"],
    ["__a *b* c__", "b(a i(b) c)"],
    ["_a __b___", "i(a b(b))"],
    ["snake__case__name and a__b", "snake__case__name and a__b"],
    ["__ a __", "__ a __"],
    ["**a\nb** *c\nd*", "b(a\nb) i(c\nd)"],
    ["**a\n\nb**", "**a\n\nb**"],
  ]);
});

Deno.test("parseMarkup reads what a backslash is before as it stands", () => {
  reads([
    ["\\*not italic\\*", "*not italic*"],
    ["\\**a*", "*i(a)"],
    ["\\`a\\` \\~~b~~ \\||c||", "`a` ~~b~~ ||c||"],
    ["\\[a](https://a.example)", "[a](a(https://a.example))"],
    ["\\\\*a*", "\\i(a)"],
    ["`\\*`", "c(\\*)"],
    ["\\# a\n\\- b\n1\\. c\n\\> d", "# a\n- b\n1. c\n> d"],
    ["\\@ada", "@ada"],
    // What means nothing behind it leaves it there.
    ['C:\\temp \\d+ \\"a\\" \\', 'C:\\temp \\d+ \\"a\\" \\'],
    ["¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯"],
  ]);
});

Deno.test("parseMarkup reads what is hidden", () => {
  reads([
    ["||Ann|| did it", "h(Ann) did it"],
    ["|| Ann ||", "h( Ann )"],
    ["||a||b||", "h(a)b||"],
    ["||**a** `||`||", "h(b(a) c(||))"],
    ["**||a||**", "b(h(a))"],
    ["||https://a.example/b||", "h(a(https://a.example/b))"],
    ["||a\nb||", "h(a\nb)"],
    ["||\na\n\nb\n||", "h(\na\n\nb\n)"],
    ["> ||a||", "q[h(a)]"],
    // "Or", in a program.
    ["if (a || b || c)", "if (a || b || c)"],
    ["a | b", "a | b"],
    ["||a", "||a"],
    ["||||", "||||"],
  ]);
});

Deno.test("parseMarkup reads links by a name that lead to the web, or to a mailbox", () => {
  reads([
    ["see [the plan](https://a.example/b)!", "see l(the plan>https://a.example/b)!"],
    ["[**bold** `c`](http://a.example)", "l(b(bold) c(c)>http://a.example/)"],
    ["[write](mailto:a@b.example)", "l(write>mailto:a@b.example)"],
    ["[a](https://a.example/b_(c))", "l(a>https://a.example/b_(c))"],
    ['[a](https://a.example "A title")', "l(a>https://a.example/)"],
    ["![a cat](https://a.example/cat.png)", "l(a cat>https://a.example/cat.png)"],
    ["[a [b] c](https://a.example)", "l(a [b] c>https://a.example/)"],
    [
      "[a [b](https://b.example) c](https://c.example)",
      "[a l(b>https://b.example/) c](a(https://c.example))",
    ],
    ["[https://b.example](https://a.example)", "l(https://b.example>https://a.example/)"],
    ["*a [b*](https://a.example)", "*a l(b*>https://a.example/)"],
    [
      "[a](https://a.example)[b](https://b.example)",
      "l(a>https://a.example/)l(b>https://b.example/)",
    ],
    ["<https://a.example/b>", "a(https://a.example/b)"],
  ]);
  for (
    const text of [
      "[a](javascript:alert(1))",
      "[a](data:text/html,x)",
      "[a](//a.example)",
      "[a](b.html)",
      "[a](https://)",
      "[](x)",
      "[a] (x)",
      "[a](x",
      "[x]",
      "a[0](1)",
    ]
  ) reads([[text, text]]);
});

Deno.test("parseMarkup leaves marks alone that are in too many others", () => {
  const text = "**a _b ".repeat(20) + "c_ d** ".repeat(20);
  const depth = (blocks: readonly object[]): number =>
    Math.max(0, ...blocks.map((one) => "inside" in one ? 1 + depth(one.inside as object[]) : 0));
  assertEquals(depth(parseMarkup(text)), 1 + 16);
});
