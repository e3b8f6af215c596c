/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import type { Entry } from "../../../../../protocol.ts";
import { LINES_KEPT } from "../../../../../client/connection/log.ts";
import { Past } from "../../../../../static/page/screen/timeline/past.ts";
import { Reader, SHOWN_MAX } from "../../../../../static/page/screen/timeline/reader.ts";
import { Room } from "../../../../../static/page/chat/room.ts";
import { said } from "../../../../client/connection/support/scripted_server.ts";

type Ask = ConstructorParameters<typeof Past>[0];

/** A room of so many messages of which the newest came by a join, and a server that has them all. */
function roomOf(count: number, came: number): { room: Room; past: Past; asked: () => number } {
  const room = new Room("lobby", "ada");
  const joined = {
    type: "joined",
    room: "lobby",
    epoch: "e",
    first: 1,
    count: 1,
    topic: "",
  } as const;
  room.enter({ ...joined, head: count, members: ["ada"] });
  for (let seq = count - came + 1; seq <= count; seq++) room.hear(said("lobby", seq));
  let asked = 0;
  const ask: Ask = ({ before, after, limit = 50 }) => {
    asked++;
    const from = after === undefined ? Math.max(1, (before ?? Infinity) - limit) : after + 1;
    const to = after === undefined ? (before ?? count + 1) - 1 : Math.min(count, after + limit);
    const entries: Entry[] = [];
    for (let seq = from; seq <= to; seq++) entries.push(said("lobby", seq));
    const more = after === undefined ? from > 1 : to < count;
    return Promise.resolve({ type: "history", room: "lobby", entries, more });
  };
  return { room, past: new Past(ask), asked: () => asked };
}

/** Where what is read begins and ends, and that nothing is missing between. */
function span({ stretch }: Reader): [number, number] {
  const seqs = stretch.lines.map(({ seq }) => seq);
  assertEquals(seqs, seqs.map((_, index) => (seqs[0] ?? 0) + index));
  return [seqs[0] ?? 0, seqs.at(-1) ?? 0];
}

Deno.test("Reader begins at the newest, and goes back to the beginning piece by piece", async () => {
  const { room, past } = roomOf(1_000, 50);
  const reader = new Reader(room, () => Promise.resolve(past));
  assertEquals(span(reader), [951, 1_000]);
  for (let i = 0; i < 4; i++) await reader.older();
  assertEquals(span(reader), [551, 1_000]);
  while (!reader.isAtBeginning) await reader.older();
  assertEquals(span(reader), [1, SHOWN_MAX]);
  assertEquals(reader.hasMore, true);
});

Deno.test("Reader comes back from the past to the newest without a hole", async () => {
  const { room, past } = roomOf(2_000, 50);
  const reader = new Reader(room, () => Promise.resolve(past));
  while (!reader.isAtBeginning) await reader.older();
  while (reader.hasMore) await reader.newer();
  assertEquals(span(reader), [1_501, 2_000]);
});

Deno.test("Reader at the end follows all new entries, and one who scrolled up loses nothing", async () => {
  const { room, past } = roomOf(490, 490);
  const reader = new Reader(room, () => Promise.resolve(past));
  for (let seq = 491; seq <= 520; seq++) room.hear(said("lobby", seq));
  reader.fill();
  assertEquals([span(reader), reader.hasMore], [[1, 500], true]);
  await reader.newer();
  assertEquals([span(reader), reader.hasMore], [[21, 520], false]);
  room.hear(said("lobby", 521));
  reader.follow();
  assertEquals(span(reader), [22, 521]);
});

Deno.test("Reader fetches entries when more arrive than the log keeps", async () => {
  const { room, past, asked } = roomOf(10 + 3 * LINES_KEPT, 0);
  for (let seq = 1; seq <= 10; seq++) room.hear(said("lobby", seq));
  const reader = new Reader(room, () => Promise.resolve(past));
  for (let seq = 11; seq <= 10 + 3 * LINES_KEPT; seq++) room.hear(said("lobby", seq));
  reader.fill();
  assertEquals(span(reader), [1, 10], "nothing that would leave a hole is taken");
  await reader.newer();
  assertEquals([span(reader), asked()], [[1, 110], 1]);
  reader.follow();
  assertEquals(span(reader), [11 + 2 * LINES_KEPT, 10 + 3 * LINES_KEPT]);
});

Deno.test("Reader goes to a message anywhere, and from there in both directions", async () => {
  const { room, past } = roomOf(5_000, 50);
  const reader = new Reader(room, () => Promise.resolve(past));
  await reader.goTo(2_345);
  assertEquals(span(reader), [2_316, 2_415]);
  await reader.older();
  await reader.newer();
  assertEquals(span(reader), [2_216, 2_515]);
  await reader.goTo(2_300);
  assertEquals(span(reader), [2_216, 2_515], "it is here already");
});

Deno.test("Reader shows what became of a message that is read", () => {
  const { room, past } = roomOf(3, 3);
  const reader = new Reader(room, () => Promise.resolve(past));
  room.hear({ type: "edited", room: "lobby", seq: 4, of: 2, from: "bob", at: 9, text: "better" });
  reader.follow();
  reader.revise();
  const line = reader.stretch.lines.find(({ seq }) => seq === 2);
  assertEquals(line?.type === "said" && line.text, "better");
  assertEquals(reader.hasMore, false);
});
