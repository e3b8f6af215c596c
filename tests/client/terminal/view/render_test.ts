import { assert, assertEquals } from "@std/assert";
import { Renderer } from "../../../../client/terminal/view/render.ts";
import type { Said } from "../../../../protocol.ts";
import { MENTIONS } from "../../../support/mentions.ts";

const NOON = Date.UTC(2026, 10, 20, 12, 0);
const LOOKS = { colour: false, timeZone: "UTC" };

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

Deno.test("A new day is announced once", () => {
  const renderer = plain();
  const tomorrow = NOON + 24 * 3_600_000;
  const [day, line] = renderer.said(message({ at: tomorrow, text: "morning" }), "bob", "lobby");
  assertEquals([day, line], ["— 2026-11-21 —", "12:00 ada  morning"]);
  assertEquals(renderer.said(message({ at: tomorrow }), "bob", "lobby").length, 1);
});

Deno.test("A person has one colour, however their name is spelled", () => {
  const renderer = new Renderer({ ...LOOKS, colour: true }, NOON);
  const colourOf = (name: string) => renderer.name(name).split("m", 1)[0];
  assertEquals(colourOf("Ada"), colourOf("ａｄａ"));
  const people = ["ada", "bob", "cyd", "dee", "eve", "fay", "gus", "hal"];
  assert(new Set(people.map(colourOf)).size > people.length / 2);
});

Deno.test("A message stands out for those whom it calls, as on the page, and for nobody else", () => {
  const renderer = new Renderer({ ...LOOKS, colour: true }, NOON);
  // What is said may be bold by its own marks: the name before it is bold only for whom it calls.
  const isLoud = (text: string, you: string) =>
    renderer.said(message({ text, from: "eve" }), you, "lobby").some((line) =>
      /\[1;[\d;]*meve/.test(line)
    );
  for (const [text, called] of MENTIONS) {
    for (const name of ["ada", "bob", "中文"]) {
      assertEquals(isLoud(text, name), called.includes(name), `${name}: ${text}`);
    }
  }
});

Deno.test("A name from the wire can't command the terminal", () => {
  const [line] = plain().said(message({ from: "\x1b[31m", room: "\x1b[2J" }), "bob", "lobby");
  assertEquals(line, "12:00 #␛[2J ␛[31m  ");
});

Deno.test("A message shows what became of it", () => {
  const changed = message({ text: "one\ntwo", edited: NOON, reactions: { "👍": ["ada", "bob"] } });
  assertEquals(plain().said(changed, "bob", "lobby"), [
    "12:00 ada  one",
    "      two (changed)",
    "      👍 2",
  ]);
  assertEquals(plain().said(message({ deleted: true }), "bob", "lobby"), ["12:00 ada  deleted"]);
});

Deno.test("Nothing is printed of what somebody said who is blocked", () => {
  assertEquals(plain().said(message({ text: "", blocked: true }), "bob", "lobby"), []);
  const edited = { type: "edited", room: "lobby", seq: 2, of: 1, at: NOON, from: "eve" } as const;
  const target = message({ text: "" });
  assertEquals(plain().revision({ ...edited, text: "", blocked: true }, target, "bob"), []);
});

Deno.test("What was said to somebody alone is theirs by name", () => {
  const secret = message({ room: "@ada,bob,cyd", text: "psst" });
  assertEquals(plain().said(secret, "bob", "lobby"), ["12:00 @ada,cyd ada  psst"]);
  assertEquals(plain().said(secret, "bob", "@ada,bob,cyd"), ["12:00 ada  psst"]);
});

Deno.test("What happens to a room or a message is told in a line, with where and who", () => {
  const renderer = plain();
  const entry = { room: "games", seq: 2, at: NOON, from: "bob" };
  const line = (one: Parameters<Renderer["line"]>[0]) => renderer.line(one, "ada", "lobby");
  const about = (one: Parameters<Renderer["revision"]>[0]) =>
    renderer.revision(one, message({ text: "one two three four five six seven" }), "ada", "lobby");
  assertEquals(
    [
      line({ type: "topic", ...entry, text: "Tea" }),
      line({ type: "topic", ...entry, text: "" }),
      line({ type: "notice", room: "games", seq: 2, at: NOON, text: "Back\x1b[2J soon" }),
      about({ type: "edited", ...entry, of: 1, text: "better\nworse" }),
      about({ type: "deleted", ...entry, of: 1 }),
      about({ type: "reacted", ...entry, of: 1, emoji: "👍", on: true }),
    ].flat(),
    [
      "12:00 #games bob set the topic: Tea",
      "12:00 #games bob removed the topic",
      "12:00 #games Back␛[2J soon",
      "12:00 #games bob changed: better",
      "      worse",
      "12:00 #games bob deleted a message",
      "12:00 #games bob reacted 👍 to “one two three four five six se…”",
    ],
  );
  const gone = { type: "deleted" as const, ...entry, of: 1, from: "ada" };
  assertEquals(
    [message({ text: "one" }), message({ text: "two", from: "bob" }), undefined]
      .flatMap((target) => renderer.revision(gone, target, "ada", "games")),
    [
      "12:00 ada deleted “one”",
      "12:00 ada deleted what bob said: “two”",
      "12:00 ada deleted a message",
    ],
  );
  const off = { type: "reacted" as const, ...entry, of: 1, emoji: "👍", on: false };
  assertEquals(renderer.revision(off, undefined), ["12:00 #games bob took back 👍"]);
});

Deno.test("What is read from the right turns nothing around that stands beside it", () => {
  const renderer = plain();
  const seen = (lines: string[]) => lines.map((line) => line.replaceAll(/[\u2068\u2069]/g, "|"));
  const said = message({ from: "נועה", room: "תה", text: "3 חתולים\nthree cats" });
  assertEquals(seen(renderer.said(said, "bob", "lobby")), [
    "12:00 |#תה| |נועה|  |3 חתולים|",
    "      three cats",
  ]);
  // Marks that came with the text end nothing of ours.
  const turned = message({ text: "\u2069\u202eא\u2067" });
  assertEquals(seen(renderer.said(turned, "bob", "lobby")), ["12:00 ada  |א|"]);
  assertEquals(
    seen(
      renderer.line(
        { type: "topic", room: "lobby", seq: 1, at: NOON, from: "נועה", text: "תה" },
        "bob",
        "lobby",
      ),
    ),
    ["12:00 |נועה set the topic: תה|"],
  );
  assertEquals(
    renderer.members({ room: "lobby", count: 2, members: ["נועה", "ada"] }),
    "In lobby, 2: \u2068נועה\u2069, ada",
  );
});

Deno.test("The days of a terminal are those of its calendar, also where one has 23 hours", () => {
  const newYork = { colour: false, timeZone: "America/New_York" };
  // A quarter to midnight on Saturday, 7 March 2026. On Sunday the clocks go forward.
  const saturday = Date.UTC(2026, 2, 8, 4, 45);
  const renderer = new Renderer(newYork, saturday);
  const hour = 3_600_000;
  const days = [0, 1, 23, 24, 25].map((hours) =>
    renderer.said(message({ at: saturday + hours * hour }), "bob", "lobby")[0]
  );
  assertEquals(days, [
    "23:45 ada  ",
    "— 2026-03-08 —",
    "23:45 ada  ",
    "— 2026-03-09 —",
    "01:45 ada  ",
  ]);
});

Deno.test("Without colours what calls somebody is bold, and a plain terminal gets letters alone", () => {
  const lineOf = (looks: { colour: boolean; weight: boolean }) =>
    new Renderer({ ...LOOKS, ...looks }, NOON)
      .said(message({ text: "@bob!", from: "eve" }), "bob", "lobby").join("");
  const without = lineOf({ colour: false, weight: true });
  const codes = without.split("\x1b[").slice(1).map((part) => part.split("m", 1)[0]);
  // Bold, faint, and the end of both.
  assertEquals(new Set(codes), new Set(["1", "2", "0"]));
  assertEquals(lineOf({ colour: false, weight: false }).includes("\x1b"), false);
});
