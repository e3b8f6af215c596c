import { assertEquals } from "@std/assert";
import {
  addressFor,
  type Edit,
  indented,
  isInCode,
  linked,
  marked,
  nextItem,
  type Written,
} from "../../../../../static/page/screen/composer/writing.ts";

/** `a <b> c` is a text in which "b" is selected, and `a | c` one with the caret. */
function written(shown: string): Written {
  const start = shown.search(/[<¦]/);
  const end = shown.includes("¦") ? start : shown.indexOf(">") - 1;
  return { text: shown.replace(/[<>¦]/g, ""), start, end };
}

function after(shown: string, edit: (written: Written) => Edit | undefined): string | undefined {
  const before = written(shown);
  const done = edit(before);
  if (done === undefined) return undefined;
  const text = before.text.slice(0, done.from) + done.text + before.text.slice(done.to);
  const { start, end } = done;
  return start === end
    ? `${text.slice(0, start)}¦${text.slice(start)}`
    : `${text.slice(0, start)}<${text.slice(start, end)}>${text.slice(end)}`;
}

Deno.test("marked puts marks around what is selected, and takes them away again", () => {
  const cases: [mark: string, before: string, after: string][] = [
    ["**", "a <b> c", "a **<b>** c"],
    ["**", "a **<b>** c", "a <b> c"],
    ["*", "a **<b>** c", "a ***<b>*** c"],
    ["**", "a ***<b>*** c", "a *<b>* c"],
    ["**", "a <b > c", "a **<b>**  c"],
    ["`", "a¦", "a`¦`"],
    ["`", "a`¦`", "a¦"],
  ];
  for (const [mark, before, expected] of cases) {
    assertEquals(after(before, (it) => marked(it, mark)), expected, before);
  }
});

Deno.test("linked makes a link of words or of an address, and a pasted address one of words", () => {
  assertEquals(after("see <this> now", linked), "see [this](¦) now");
  assertEquals(after("see <https://a.example/b>", linked), "see [¦](https://a.example/b)");
  assertEquals(
    after("see <this>", (it) => linked(it, "https://a.example")),
    "see [this](https://a.example)¦",
  );
  const cases: [before: string, pasted: string, address: string | undefined][] = [
    ["see <this>", " https://a.example/b\n", "https://a.example/b"],
    ["see <this>", "https://a.example and more", undefined],
    ["see <this>", "javascript:alert(1)", undefined],
    ["see ¦", "https://a.example", undefined],
    ["<https://b.example>", "https://a.example", undefined],
    ["<a\nb>", "https://a.example", undefined],
  ];
  for (const [before, pasted, address] of cases) {
    assertEquals(addressFor(written(before), pasted), address, before);
  }
});

Deno.test("nextItem goes on with a list, and ends it where an item is empty", () => {
  const cases: [before: string, after: string | undefined][] = [
    ["- a¦", "- a\n- ¦"],
    ["  * a¦b", "  * a\n  * ¦b"],
    ["9. a¦", "9. a\n10. ¦"],
    ["1) a¦\n2) b", "1) a\n2) ¦\n2) b"],
    ["- [x] a¦", "- [x] a\n- [ ] ¦"],
    ["- a\n- ¦", "- a\n¦"],
    ["a¦", undefined],
    ["-a¦", undefined],
    ["- a\nb¦", undefined],
    ["¦- a", undefined],
    ["- <a>", undefined],
  ];
  for (const [before, expected] of cases) assertEquals(after(before, nextItem), expected, before);
});

Deno.test("indented puts an item further in, and out again, and nothing else", () => {
  assertEquals(after("- a\n- b¦", (it) => indented(it, false)), "- a\n  - b¦");
  assertEquals(after("- a\n  - b¦", (it) => indented(it, true)), "- a\n- b¦");
  assertEquals(after("- b¦", (it) => indented(it, true)), undefined);
  assertEquals(after("b¦", (it) => indented(it, false)), undefined);
});

Deno.test("isInCode knows a block of code that is not ended yet", () => {
  const cases: [before: string, isIn: boolean][] = [
    ["```js\nlet a¦", true],
    ["```¦", true],
    ["```js\na\n```¦", false],
    ["```js\na\n```\nb¦", false],
    ["~~~\n```\na¦", true],
    ["````\n```\na¦", true],
    ["```code```¦", false],
    ["a `b¦", false],
    ["¦```", false],
  ];
  for (const [before, isIn] of cases) assertEquals(isInCode(written(before)), isIn, before);
});
