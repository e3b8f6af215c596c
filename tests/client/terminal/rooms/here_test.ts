import { assertEquals, assertMatch } from "@std/assert";
import type { RoomState } from "../../../../protocol.ts";
import type { ConnectionEvent } from "../../../../client/connection.ts";
import { Here } from "../../../../client/terminal/rooms/here.ts";
import { StatusBar } from "../../../../client/terminal/view/status_bar.ts";

const HOUR_MS = 60 * 60_000;

function set(settings: RoomState): ConnectionEvent {
  return { type: "settings", room: "lobby", ...settings };
}

Deno.test("Whoever is muted reads until when and why, once, and sees it beside the room while it lasts", () => {
  const here = new Here();
  here.joined({ room: "lobby", count: 2, members: ["ada", "bob"] });
  const below: string[] = [];
  const showBelow = (lines: () => string[]) => void below.splice(0, below.length, ...lines());
  using bar = new StatusBar(
    { columns: 100, print: () => {}, showBelow, callOut: () => {} },
    (line) => line,
  );
  bar.take({ type: "status", state: "open" });
  const hears = (event: ConnectionEvent) => {
    const lines = here.heard(event, (room) => `#${room}`);
    bar.draw(() => ({ room: "lobby", label: "#lobby", isReturn: true, here, others: [] }));
    return lines.join("\n");
  };
  const muted = { ms: 48 * HOUR_MS, reason: "a raid" };
  const told = /^You are muted until \d{4}-\d\d-\d\d \d\d:\d\d in #lobby: a raid$/;
  assertMatch(hears(set({ muted })), told);
  assertMatch(below.join("\n"), /2 here · muted until \d{4}-\d\d-\d\d \d\d:\d\d$/);
  // The room became slow, and they came back: that is no news.
  assertEquals(hears(set({ slow: 5_000, muted })), "");
  here.joined({ room: "lobby", count: 2, members: ["ada", "bob"] });
  assertEquals(hears(set({ muted: { ...muted, ms: muted.ms - 2_000 } })), "");
  assertMatch(
    hears(set({ muted: { ms: 49 * HOUR_MS } })),
    /^You are muted until [^:]+:\d\d in #lobby$/,
  );
  assertEquals(hears(set({})), "");
  assertMatch(below.join("\n"), /2 here$/);
  assertEquals(hears(set({ muted: { ms: 3650 * 24 * HOUR_MS } })), "You are muted in #lobby");
});
