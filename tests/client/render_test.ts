import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { Renderer } from "../../client/render.ts";
import type { Said } from "../../protocol.ts";

const NOON = Date.UTC(2026, 10, 20, 12, 0);
const LOOKS = { colour: false, locale: "en-GB", timeZone: "UTC" };

function plain(): Renderer {
  return new Renderer(LOOKS, NOON);
}

function message(fields: Partial<Said>): Said {
  return {
    type: "said",
    room: "lobby",
    seq: 1,
    id: "1",
    from: "ada",
    at: NOON,
    text: "",
    ...fields,
  };
}

Deno.test("A message has its time and who said it", () => {
  const lines = plain().said(message({ text: "hello" }), "bob", "lobby");
  assertEquals(lines, ["12:00 ada  hello"]);
});

Deno.test("A message of another room than the one we look at says from where it is", () => {
  const lines = plain().said(message({ room: "games", text: "hello" }), "bob", "LOBBY");
  assertEquals(lines, ["12:00 #games ada  hello"]);
});

Deno.test("The lines of a message stand below its first, clear of the times", () => {
  const lines = plain().said(message({ text: "one\r\ntwo\n12:01 bob  not me" }), "bob", "lobby");
  assertEquals(lines, ["12:00 ada  one", "      two", "      12:01 bob  not me"]);
});

Deno.test("A new day is told once", () => {
  const renderer = plain();
  const tomorrow = NOON + 24 * 3_600_000;
  const [day, line] = renderer.said(message({ at: tomorrow, text: "morning" }), "bob", "lobby");
  assertEquals([day, line], ["── Saturday, 21 November 2026 ──", "12:00 ada  morning"]);
  assertEquals(renderer.said(message({ at: tomorrow }), "bob", "lobby").length, 1);
});

Deno.test("Someone has one colour, however their name is written, and others have others", () => {
  const renderer = new Renderer({ ...LOOKS, colour: true }, NOON);
  const colourOf = (name: string) => renderer.name(name).split("m", 1)[0];
  assertEquals(colourOf("Ada"), colourOf("ａｄａ"));
  const people = ["ada", "bob", "cyd", "dee", "eve", "fay", "gus", "hal"];
  assert(new Set(people.map(colourOf)).size > people.length / 2);
});

Deno.test("A message that names you stands out, but not one that has your name in a word", () => {
  const renderer = new Renderer({ ...LOOKS, colour: true }, NOON);
  const drawn = (text: string) =>
    renderer.said(message({ text }), "bob", "lobby")[0]?.split("  ")[1];
  assertNotEquals(drawn("hi @Bob!"), "hi @Bob!");
  assertEquals(drawn("a bobcat"), "a bobcat");
});

Deno.test("A name from the wire can't command the terminal", () => {
  const [line] = plain().said(message({ from: "\x1b[31m", room: "\x1b[2J" }), "bob", "lobby");
  assertEquals(line, "12:00 #␛[2J ␛[31m  ");
});
