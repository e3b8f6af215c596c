import { assertEquals } from "@std/assert";
import { mentionsIn, parseMarkup, roomCallIn, roomCallOf } from "../../protocol/markup.ts";

Deno.test("A text calls the room where a mention may stand, and those who are here only by @here alone", () => {
  const calls: [string, ReturnType<typeof roomCallIn>][] = [
    ["@room", "room"],
    ["Hi @here!", "here"],
    ["@HERE, @Room", "room"],
    ["@ｒｏｏｍ", "room"],
    ["大家好@room", "room"],
    ["> @here", "here"],
    ["`@room`", undefined],
    ["```\n@here\n```", undefined],
    ["ada@room.example", undefined],
    ["https://a.example/@room", undefined],
    ["@rooms and @here-and-there", undefined],
    ["@a @b @c @d @e @f @room", "room"],
  ];
  for (const [text, call] of calls) assertEquals(roomCallIn(text), call, text);
  assertEquals(mentionsIn("@room @here @ada"), ["ada"]);
});

Deno.test("@room is drawn as a mention only in a message that calls everybody", () => {
  assertEquals(parseMarkup("@room"), [
    { type: "paragraph", inside: [{ type: "text", text: "@room" }] },
  ]);
  assertEquals(parseMarkup("@room", "room"), [
    { type: "paragraph", inside: [{ type: "mention", text: "@room" }] },
  ]);
});

Deno.test("An edit may take a call of everybody away, and adds none", () => {
  assertEquals(roomCallOf({ text: "@room", calls: "room" }), "room");
  assertEquals(roomCallOf({ text: "nobody", calls: "room" }), undefined);
  assertEquals(roomCallOf({ text: "@here", calls: "room" }), "here");
  assertEquals(roomCallOf({ text: "@room", calls: "here" }), "here");
  assertEquals(roomCallOf({ text: "@room" }), undefined);
});
