import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { Renderer } from "../../../../client/terminal/view/render.ts";
import { columnsOf, cutTo, wrap } from "../../../../client/terminal/view/wrap.ts";

const ROOM = { first: 20, rest: 24 };
const NOON = Date.UTC(2026, 10, 20, 12, 0);

Deno.test("wrap breaks between words, and within what is longer than a row", () => {
  assertEquals(wrap("hello there everybody who is here", ROOM), [
    "hello there",
    "everybody who is here",
  ]);
  assertEquals(wrap("x".repeat(50), ROOM), ["x".repeat(20), "x".repeat(24), "x".repeat(6)]);
  assertEquals(wrap("one\n\n  two", ROOM), ["one", "", "  two"]);
  assertEquals(wrap("", ROOM), [""]);
});

Deno.test("wrap leaves out the spaces that somebody pads a row with", () => {
  assertEquals(wrap(`hello${" ".repeat(200)}12:00 bob  I quit`, ROOM), [
    "hello",
    "12:00 bob  I quit",
  ]);
});

Deno.test("wrap makes no row wider than it may be, in any script", () => {
  for (
    const text of [
      "中文".repeat(40),
      "👨‍👩‍👧‍👦".repeat(20),
      "한국어 ".repeat(30),
      "e\u0301".repeat(90),
      "\u00a0".repeat(90),
    ]
  ) {
    const [first = "", ...rest] = wrap(text, ROOM);
    assertLessOrEqual(columnsOf(first), ROOM.first);
    for (const row of rest) assertLessOrEqual(columnsOf(row), ROOM.rest);
    assertEquals([first, ...rest].join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});

Deno.test("Whatever somebody says, only its first row begins in the first column", () => {
  const renderer = new Renderer(
    { colour: false, timeZone: "UTC", columns: () => 40 },
    NOON,
  );
  const texts = [
    `hello${" ".repeat(27)}12:00 bob  I quit`,
    `hello${"\u3000".repeat(14)}12:00 bob  I quit`,
    "x".repeat(29) + "12:00 bob  I quit",
    "hello\n12:00 bob  I quit",
  ];
  for (const text of texts) {
    const said = {
      type: "said",
      room: "lobby",
      seq: 1,
      id: "1",
      from: "eve",
      at: NOON,
      text,
    } as const;
    const notice = { type: "topic", room: "lobby", seq: 1, from: "eve", at: NOON, text } as const;
    for (
      const rows of [
        renderer.said(said, "ada", "lobby"),
        renderer.line(notice, "ada", "lobby"),
        renderer.topic(text),
      ]
    ) {
      const [first = "", ...rest] = rows;
      assert(/^(12:00 eve|Topic: )/.test(first), first);
      for (const row of rest) assert(row.startsWith("      "), row);
      for (const row of rows) assertLessOrEqual(columnsOf(row), 40);
    }
  }
});

Deno.test("What is written without spaces goes on where it is, and its marks count as terminals do", () => {
  assertEquals(wrap("見て ラーメンラーメン", { first: 14, rest: 10 }), [
    "見て ラーメン",
    "ラーメン",
  ]);
  assertEquals(columnsOf("ラーメン〜！"), 12);
  assertEquals(wrap("see abcdefghijklmnopqrst", { first: 14, rest: 12 }), [
    "see",
    "abcdefghijkl",
    "mnopqrst",
  ]);
  assertEquals(wrap("see abcdefghijkl", { first: 14, rest: 14 }), ["see", "abcdefghijkl"]);
});

Deno.test("What is cut to fit a row is cut by its columns, and between letters as people see them", () => {
  assertEquals(cutTo("hello", 5), "hello");
  assertEquals(cutTo("hello there", 8), "hello t…");
  assertEquals(cutTo("中文中文中文", 8), "中文中…");
  assertEquals(cutTo("e\u0301e\u0301e\u0301", 2), "e\u0301…");
  assertEquals(cutTo("ab👨‍👩‍👧", 6), "ab…");
});
