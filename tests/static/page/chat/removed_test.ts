/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import type { RoomState } from "../../../../protocol.ts";
import { Chat } from "../../../../static/page/chat.ts";
import { summary } from "../../../client/connection/support/scripted_server.ts";

/** What the page knows after ada joined these rooms. */
function chatIn(...rooms: string[]): Chat {
  const chat = new Chat();
  const log = { epoch: "first", head: 0, first: 1, count: 1, members: ["ada"], topic: "" };
  for (const room of rooms) chat.handle({ type: "joined", room, ...log });
  return chat;
}

Deno.test("A room that you were sent out of is listed no more until the server lists it again", () => {
  const chat = chatIn("lobby", "garden");
  const rooms = ["lobby", "Garden", "den"].map((room) => summary(room, 1));
  chat.handle({ type: "rooms", rooms });
  chat.handle({ type: "left", room: "garden", reason: "banned" });
  assertEquals(chat.otherSummaries.map(({ room }) => room), ["den"]);
  chat.handle({ type: "rooms", rooms });
  assertEquals(chat.otherSummaries.map(({ room }) => room), ["Garden", "den"]);
});

Deno.test("Where you are muted you can say nothing, and are looked at again when it ends soon", () => {
  const chat = chatIn("den");
  const silenceAfter = (settings: RoomState) => {
    chat.handle({ type: "settings", room: "den", ...settings });
    return chat.shown?.silence;
  };
  assertEquals(silenceAfter({ muted: { ms: 3_600_000 }, role: "moderator" }), "muted");
  assertEquals(chat.changesByItself(Date.now()), false);
  assertEquals(silenceAfter({ muted: { ms: 50_000, reason: "a raid" } }), "muted");
  assertEquals(chat.changesByItself(Date.now()), true);
  assertEquals(silenceAfter({ archived: true, muted: { ms: 50_000 } }), "archived");
  assertEquals(silenceAfter({}), undefined);
});
