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

Deno.test("Whoever was sent out is told so, though what they had read was on its way to the room", () => {
  const chat = chatIn("lobby", "garden");
  chat.handle({ type: "left", room: "garden", reason: "banned" });
  const message = "Cannot reach garden: join it first";
  chat.handle({ type: "refused", reason: "not-a-member", message });
  assertEquals(chat.notice?.text, "You were banned from #garden");
  assertEquals(chat.shown?.name, "lobby");
});

Deno.test("A mute is known until it ends, and looked at often when that is soon", () => {
  const chat = chatIn("den");
  const mutedMs = (muted: RoomState["muted"]) => {
    chat.handle({ type: "settings", room: "den", ...(muted && { muted }) });
    return Math.ceil(((chat.shown?.mutedUntil ?? 0) - Date.now()) / 10_000) * 10_000;
  };
  assertEquals(mutedMs({ ms: 3_600_000, reason: "a raid" }), 3_600_000);
  assertEquals(chat.shown?.settings.muted?.reason, "a raid");
  assertEquals(chat.changesByItself(Date.now()), false);
  assertEquals(mutedMs({ ms: 50_000 }), 50_000);
  assertEquals(chat.changesByItself(Date.now()), true);
  assertEquals(mutedMs(undefined), 0);
  assertEquals(chat.changesByItself(Date.now()), false);
});
