import { assertEquals } from "@std/assert";
import { parseMarkup } from "../../../protocol/markup.ts";
import { reads } from "./brief.ts";

Deno.test("parseMarkup reads lists", () => {
  reads([
    ["- a\n- b", "u[a][b]"],
    ["* a\n* b", "u[a][b]"],
    ["1. a\n2. b", "o1[a][b]"],
    ["7) a\n8) b", "o7[a][b]"],
    ["- a\n+ b", "u[a]|u[b]"],
    ["- a\n1. b", "u[a]|o1[b]"],
    ["a\n- **b**", "a|u[b(b)]"],
    ["- a\nb", "u[a]|b"],
    ["- a\n\n- b\n\nc", "u[a][b]|c"],
    ["- a\n  b\n\n  c", "u[a\nb\n\nc]"],
    ["- a\n-\n- b", "u[a][][b]"],
    ["- a\n  ```\n  b\n    c\n  ```\n- d", "u[a|p[b\n  c]][d]"],
    ["- > a\n  > b", "u[q[a\nb]]"],
    ["> - a\n> - b", "q[u[a][b]]"],
    ["- # a", "u[h1[a]]"],
    // What is no list.
    ["-a\n-b", "-a\n-b"],
    ["-", "-"],
    ["-5 degrees, 1.5 apples, 3.a", "-5 degrees, 1.5 apples, 3.a"],
    ["Born in\n1980. Long ago", "Born in\n1980. Long ago"],
    ["1980. Long ago", "o1980[Long ago]"],
    ["1234567890. a", "1234567890. a"],
  ]);
});

Deno.test("parseMarkup reads lists in lists, however far they are indented", () => {
  reads([
    ["- a\n  - b\n    - c\n- d", "u[a|u[b|u[c]]][d]"],
    ["- a\n    - b\n        - c", "u[a|u[b|u[c]]]"],
    ["1. a\n   - b\n   - c\n2. d", "o1[a|u[b][c]][d]"],
    ["1. a\n  - b\n    - c\n2. d", "o1[a|u[b|u[c]]][d]"],
    ["- a\n\t- b\n\t\t- c", "u[a|u[b|u[c]]]"],
    ["- a\n  1. b\n  2. c\n- d", "u[a|o1[b][c]][d]"],
    // One space more is none, as in CommonMark.
    ["- a\n - b\n  - c\n   - d\n- e", "u[a][b][c][d][e]"],
    ["- - a", "u[u[a]]"],
    // Not deeper than anybody reads.
    [`${"- ".repeat(9)}a`, `${"u[".repeat(6)}- - - a${"]".repeat(6)}`],
    [`${"> ".repeat(9)}a`, `${"q[".repeat(6)}> > > a${"]".repeat(6)}`],
  ]);
});

Deno.test("parseMarkup reads tasks", () => {
  reads([
    ["- [ ] a\n- [x] b\n- [X] c", "u[o:a][x:b][x:c]"],
    ["1. [ ] a\n   - [x] b", "o1[o:a|u[x:b]]"],
    ["- [] a\n- [y] b\n- [ ]", "u[[] a][[y] b][[ ]]"],
    ["[ ] a", "[ ] a"],
  ]);
});

Deno.test("parseMarkup reads headings and rules", () => {
  reads([
    ["# a\n### b *c*\nd", "h1[a]|h3[b i(c)]|d"],
    ["## a ##\n# a#\n# C#", "h2[a]|h1[a#]|h1[C#]"],
    ["a\n# b", "a|h1[b]"],
    ["#a\n####### a\n#", "#a\n####### a\n#"],
    ["a\n---\nb", "a|---|b"],
    ["* * *\n___\n- - -", "---|---|---"],
    ["--\n**\n-- -x", "--\n**\n-- -x"],
  ]);
});

Deno.test("parseMarkup reads tables", () => {
  reads([
    ["| a | b |\n|---|---|\n| c | d |", "t[a/b][c/d]"],
    ["a | b\n-|-\nc | d\ne", "t[a/b][c/d]|e"],
    ["|a|\n|-|", "t[a]"],
    ["| a | b |\n|:--|--:|\n| **c** | `d|e` \\| f |", "t[a/b][b(c)/c(d|e) | f]"],
    ["a\n|b|c|\n|-|-|\n|d|e|\n\nf", "a|t[b/c][d/e]|f"],
    // Nothing is lost where a row has more, or less.
    ["|a|b|\n|-|-|\n|c|\n|d|e|f|\n||g|", "t[a/b][c][d/e|f][/g]"],
    ["|[x|y](https://a.example)|\n|-|-|", "t[[x/y](a(https://a.example))]"],
    // What is no table.
    ["|a|b|\n|-|", "|a|b|\n|-|"],
    ["|a|\n|x|", "|a|\n|x|"],
    ["a|b\n\n-|-", "a|b\n\n-|-"],
    [`${"|a".repeat(25)}\n${"|-".repeat(25)}`, `${"|a".repeat(25)}\n${"|-".repeat(25)}`],
  ]);
  const [table] = parseMarkup("|a|b|c|d|\n|-|:-|:-:|-:|");
  assertEquals(table?.type === "table" && table.aligned, [undefined, "left", "center", "right"]);
});

Deno.test("parseMarkup tells the language of code", () => {
  const languages = ["```js\na\n```", "~~~ C++\na", "```\na\n```", "```a```", "```a b\nc```"]
    .map((text) => {
      const [block] = parseMarkup(text);
      return block?.type === "code" ? block.language : "none";
    });
  assertEquals(languages, ["js", "C++", undefined, undefined, undefined]);
});
