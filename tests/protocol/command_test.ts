import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import {
  type AskedRange,
  type Command,
  HISTORY_DEFAULT,
  LIMITS,
  ProtocolError,
} from "../../protocol.ts";
import { parseCommand } from "../../protocol/command.ts";

type Fields = Record<string, unknown>;

/** The commands that are about a room. */
const IN_ROOMS = [
  ...["join", "leave", "say", "typing", "who", "history", "search"],
  ...["edit", "delete", "react", "topic", "read", "report"],
  ...["invite", "uninvite", "kick", "mute", "moderator", "access", "close", "slow"],
];
const NO_POSITIONS = [-1, 0.5, 2 ** 53, "7", true, {}];

/** A command as a client sends it. */
function line(fields: Fields): string {
  return JSON.stringify(fields);
}

function refusal(sent: string): ProtocolError {
  return assertThrows(() => parseCommand(sent), ProtocolError, "", sent.slice(0, 200));
}

/** What a `say` with these fields says. */
function textOf(fields: Fields): string {
  const command = parseCommand(line({ type: "say", room: "lobby", id: "1", ...fields }));
  assert(command.type === "say");
  return command.text;
}

const ABSENT = { after: undefined, epoch: undefined, make: undefined };

Deno.test("parseCommand reads every command", () => {
  const commands: Command[] = [
    { type: "join", ref: 1, room: "lobby", after: 7, epoch: "e1", make: false },
    { type: "join", room: "中文", ref: undefined, ...ABSENT },
    { type: "join", ref: 0, room: "__proto__", ...ABSENT, after: 0 },
    { type: "leave", ref: 2, room: "lobby" },
    { type: "say", ref: 3, room: "lobby", id: "~ !", text: "hello\nworld", reply: undefined },
    { type: "say", ref: 3, room: "@ada,bob", id: "1", text: "hello", reply: 7 },
    { type: "edit", ref: 7, room: "lobby", of: 1, text: "hello" },
    { type: "delete", ref: 8, room: "@ada,bob", of: Number.MAX_SAFE_INTEGER },
    { type: "react", ref: 9, room: "lobby", of: 1, emoji: "👍", on: true },
    { type: "react", ref: 9, room: "lobby", of: 1, emoji: "👍", on: false },
    { type: "topic", ref: 10, room: "lobby", text: "Tea" },
    { type: "topic", ref: 10, room: "lobby", text: "" },
    { type: "read", ref: 11, room: "lobby", seq: 0 },
    { type: "typing", ref: 4, room: "lobby" },
    { type: "who", ref: 5, room: "lobby" },
    { type: "search", ref: 12, room: "lobby", q: "tea 茶", before: 7, limit: 3 },
    { type: "rooms", ref: 6 },
    { type: "invite", ref: 12, room: "den", name: "bob" },
    { type: "uninvite", ref: 12, room: "den", name: "bob" },
    { type: "kick", ref: 13, room: "den", name: "中文" },
    { type: "mute", ref: 14, room: "den", name: "bob", ms: 0 },
    { type: "ban", ref: 15, room: "den", name: "bob", ms: 60_000, address: true },
    { type: "ban", ref: 15, name: "bob", ms: undefined, address: undefined },
    { type: "moderator", ref: 16, room: "den", name: "bob", on: false },
    { type: "access", ref: 17, room: "den", access: "hidden" },
    { type: "close", ref: 18, room: "den" },
    { type: "ping", ref: Number.MAX_SAFE_INTEGER },
  ];
  for (const command of commands) assertEquals(parseCommand(line(command)), command);
});

Deno.test("parseCommand reads to whom something is said", () => {
  const say = { type: "say", id: "1", text: "hello" };
  const seven = Array.from({ length: LIMITS.people - 1 }, (_, i) => `guest-${i}`);
  const said: [unknown, string[]][] = [
    ["Bob", ["Bob"]],
    [["Bob"], ["Bob"]],
    [["bob", "中文"], ["bob", "中文"]],
    [seven, seven],
  ];
  for (const [to, people] of said) {
    const command = parseCommand(line({ ...say, to }));
    assertEquals(command, {
      type: "say",
      ref: undefined,
      to: people,
      id: "1",
      text: "hello",
      reply: undefined,
    });
  }
  for (const to of [null, [], "", "a b", [7], [["bob"]], ["bob", ""], [...seven, "eve"]]) {
    assertEquals(refusal(line({ ...say, to })).reason, "malformed", JSON.stringify(to));
  }
  const both = refusal(line({ ...say, room: "lobby", to: "bob", ref: 7 }));
  assertEquals([both.reason, both.about], ["malformed", { ref: 7, id: "1" }]);
});

Deno.test("parseCommand takes emoji that are one, however they are made", () => {
  const react = { type: "react", room: "lobby", of: 1, on: true };
  for (const emoji of ["👍", "❤️", "👍🏽", "🇫🇷", "👩‍👩‍👧", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]) {
    const command = parseCommand(line({ ...react, emoji }));
    assertEquals(command.type === "react" && command.emoji, emoji);
  }
  for (const emoji of ["", "a", "1", "👍👍", "👍 ", "<b>", "\ud83d", 7, null, "__proto__"]) {
    const { reason, message } = refusal(line({ ...react, emoji }));
    assertEquals(reason, "malformed", String(emoji));
    assert(message.startsWith("Cannot read emoji: must be one emoji"), message);
  }
});

Deno.test("parseCommand reads which piece of a log is asked for", () => {
  const ranges: [Fields, AskedRange][] = [
    [{}, { before: Infinity, limit: HISTORY_DEFAULT }],
    [{ before: 0 }, { before: 0, limit: HISTORY_DEFAULT }],
    [{ before: 51, limit: 1 }, { before: 51, limit: 1 }],
    [{ after: 0 }, { after: 0, limit: HISTORY_DEFAULT }],
    [{ after: 7, limit: LIMITS.history }, { after: 7, limit: LIMITS.history }],
    [{ at: 0, limit: 7 }, { at: 0, limit: 7 }],
    [{ before: null, after: null, limit: null }, { before: Infinity, limit: HISTORY_DEFAULT }],
  ];
  for (const [asked, range] of ranges) {
    const command = parseCommand(line({ type: "history", room: "lobby", ...asked }));
    assertEquals(command, { type: "history", ref: undefined, room: "lobby", range });
  }
});

Deno.test("parseCommand leaves out what it does not know", () => {
  const command = parseCommand(
    '{"type":"who","room":"lobby","at":1,"__proto__":{"admin":true},"constructor":1}',
  );
  assertEquals(Object.keys(command).sort(), ["ref", "room", "type"]);
  assertEquals("admin" in command, false);
});

Deno.test("parseCommand takes null for a field that may be absent", () => {
  const command = parseCommand(
    line({ type: "join", room: "a", ref: null, after: null, epoch: null }),
  );
  assertEquals(command, { type: "join", ref: undefined, room: "a", ...ABSENT });
});

Deno.test("parseCommand refuses what is not a JSON object", () => {
  const deep = "[".repeat(LIMITS.frame / 2) + "]".repeat(LIMITS.frame / 2);
  for (const sent of ["hello", "{", '{"type":"ping"', "null", "7", '"ping"', "[]", "{}{}", deep]) {
    const { reason, message } = refusal(sent);
    assertEquals(reason, "malformed", sent);
    assert(message.startsWith("Cannot read command: must be a JSON object"), message);
  }
});

Deno.test("parseCommand refuses what is nested deeper than any command", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  assertEquals(parseCommand(`{"type":"ping","x":${nested(15)}}`), { type: "ping", ref: undefined });
  for (const depth of [16, 1_000, 30_000]) {
    const objects = `${'{"x":'.repeat(depth)}1${"}".repeat(depth)}`;
    for (const deep of [nested(depth), objects]) {
      for (const text of [`{"type":"ping","ref":1,"x":${deep}}`, `{"type":${deep}}`]) {
        assertEquals(refusal(text).reason, "malformed", `${depth}`);
      }
    }
    assertEquals(refusal(nested(depth)).reason, "malformed");
    assertEquals(refusal("[".repeat(depth)).reason, "malformed");
  }
});

Deno.test("parseCommand refuses types that it does not know", () => {
  const types = [undefined, null, 7, "", "Ping", "shout", "__proto__", "constructor", ["ping"], {}];
  for (const type of types) {
    const { reason, message } = refusal(line({ type, ref: 7 }));
    assertEquals([reason, message.split(":")[0]], ["unknown-command", "Cannot read command"]);
  }
  assertEquals(refusal('{"__proto__":{"type":"ping"}}').reason, "unknown-command");
});

/** Commands with a field that is not what it must be, by what the refusal calls it. */
function mistakes(): Record<string, Fields[]> {
  const say = { type: "say", room: "lobby", id: "1", text: "hello" };
  const history = { type: "history", room: "lobby" };
  const search = { type: "search", room: "lobby", q: "tea" };
  const edit = { type: "edit", room: "lobby", of: 1, text: "hello" };
  const react = { type: "react", room: "lobby", of: 1, emoji: "👍", on: true };
  return {
    name: IN_ROOMS.flatMap((type) => [
      { ...say, type, room: "the lobby", of: 1, seq: 1, emoji: "👍", on: true },
      { ...say, type, room: undefined, of: 1, seq: 1, emoji: "👍", on: true },
    ]),
    room: IN_ROOMS.flatMap((type) =>
      ["@ada,ADA", "@ada", `@${"abcdefghi".split("").join(",")}`].map((room) => ({
        ...{ ...say, type, room, of: 1, seq: 1, emoji: "👍", on: true },
      }))
    ),
    ref: NO_POSITIONS.map((ref) => ({ type: "ping", ref })),
    position: NO_POSITIONS.flatMap((position) => [
      { type: "join", room: "lobby", after: position },
      { ...history, after: position },
      { ...history, before: position },
      { ...search, before: position },
      { type: "read", room: "lobby", seq: position },
    ]),
    limit: [...NO_POSITIONS, 0, LIMITS.history + 1].map((limit) => ({ ...history, limit })),
    question: [undefined, "", " \n", 1].map((q) => ({ ...search, q })),
    range: [{ ...history, before: 9, after: 1 }],
    epoch: [1, "x".repeat(65)].map((epoch) => ({ type: "join", room: "lobby", epoch })),
    id: [undefined, 1, "", "x".repeat(LIMITS.id + 1), "é", "a\nb", "\x7f"].map((id) => ({
      ...say,
      id,
    })),
    text: [undefined, "", 1, ["hello"]].flatMap((text) => [
      { ...say, text },
      ...(text === "" ? [] : [{ ...edit, text }]),
    ]),
    topic: [undefined, null, 1, ["hello"]].map((text) => ({ type: "topic", room: "lobby", text })),
    switch: [undefined, null, 1, "true"].map((on) => ({ ...react, on })),
    "number of a message": [...NO_POSITIONS, 0].flatMap((of) => [
      { ...edit, of },
      { ...react, of },
      { type: "delete", room: "lobby", of },
      { ...say, reply: of },
    ]),
  };
}

Deno.test("parseCommand refuses fields that are not what they must be", async (t) => {
  for (const [kind, commands] of Object.entries(mistakes())) {
    await t.step(kind, () => {
      for (const command of commands) {
        const { reason, message } = refusal(line(command));
        assertEquals(reason, "malformed", line(command));
        assert(message.startsWith(`Cannot read ${kind}: must be `), message);
      }
    });
  }
});

Deno.test("parseCommand says which command it refuses, as far as that can be read", () => {
  const say = { type: "say", room: "lobby", text: "" };
  assertEquals(refusal(line({ ...say, ref: 7, id: "m1" })).about, { ref: 7, id: "m1" });
  assertEquals(refusal(line({ ...say, ref: 0, id: "" })).about, { ref: 0, id: undefined });
  assertEquals(refusal(line({ ...say, ref: -1, id: "m1" })).about, { ref: undefined, id: "m1" });
  assertEquals(refusal(line({ type: "shout", ref: 8 })).about.ref, 8);
  assertEquals(refusal("{").about, {});
});

Deno.test("parseCommand quotes little of what it refuses", () => {
  const long = "x".repeat(LIMITS.frame);
  for (const sent of [long, line({ type: long }), line({ type: "say", room: long })]) {
    assertLess(refusal(sent).message.length, 200);
  }
});

Deno.test("parseCommand takes a text of as many code points as there may be", () => {
  const longest = "👍".repeat(LIMITS.text);
  assertEquals(textOf({ text: longest }), longest);
  for (const text of [longest + "!", "x".repeat(LIMITS.text + 1)]) {
    const { reason, message, about } = refusal(
      line({ type: "say", room: "lobby", id: "1", ref: 7, text }),
    );
    assertEquals([reason, about], ["too-long", { ref: 7, id: "1" }]);
    assert(message.endsWith("at most 4000 code points, received 4001"), message);
  }
});

Deno.test("parseCommand takes a topic of as many code points as there may be", () => {
  const text = "👍".repeat(LIMITS.topic);
  const command = parseCommand(line({ type: "topic", room: "lobby", text }));
  assertEquals(command.type === "topic" && command.text, text);
  const { reason, about } = refusal(
    line({ type: "topic", room: "lobby", ref: 7, text: text + "!" }),
  );
  assertEquals([reason, about], ["too-long", { ref: 7, id: undefined }]);
});

Deno.test("parseCommand takes an edit of as many code points as a message", () => {
  const edit = { type: "edit", room: "lobby", of: 1 };
  const text = "👍".repeat(LIMITS.text);
  assertEquals(parseCommand(line({ ...edit, text })), { ...edit, ref: undefined, text } as Command);
  assertEquals(refusal(line({ ...edit, text: text + "!" })).reason, "too-long");
});

Deno.test("parseCommand composes a text before it measures it", () => {
  const decomposed = "e\u0301".repeat(LIMITS.text);
  assertEquals(textOf({ text: decomposed }), "é".repeat(LIMITS.text));
});

Deno.test("parseCommand mends half a character, which could not be stored", () => {
  assertEquals(textOf({ text: "a\ud83d" }), "a\ufffd");
  assertEquals(textOf({ text: "\udc4d\ud83d" }), "\ufffd\ufffd");
  assertEquals(textOf({ text: "\ud83d\udc4d" }), "👍");
});

Deno.test("parseCommand takes an id of any printable ASCII characters", () => {
  for (const id of ["0", " ", "~", "__proto__", "x".repeat(LIMITS.id)]) {
    const command = parseCommand(line({ type: "say", room: "lobby", id, text: "hello" }));
    assertEquals(command.type === "say" && command.id, id);
  }
});
