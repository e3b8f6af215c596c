/**
 * `rooms`, `who` and `search`: what the server knows.
 *
 * @module
 */

import type { RoomSummary, Said } from "../../protocol.ts";
import { isDirect } from "../../protocol/name.ts";
import { type Call, countOf } from "./spec/call.ts";
import type { Output } from "./output.ts";
import { pathOf, type Server } from "./server.ts";

/** Messages that `search` prints unless said. */
const FOUND = 50;
/** As many as a server gives at once. */
const PAGE = 200;

/** Lists the rooms that one may know of. */
export async function rooms(_call: Call, server: Server, output: Output): Promise<void> {
  const { rooms } = await server.ask<{ rooms: RoomSummary[] }>("GET", "rooms");
  for (const room of rooms) {
    const name = isDirect(room.room) ? room.room : `#${room.room}`;
    await output.line([name, room.topic ?? ""], room);
  }
}

/** Lists who is in a room. */
export async function who(call: Call, server: Server, output: Output): Promise<void> {
  const room = server.room(call.words[0] ?? "");
  const path = `${pathOf(room)}/members`;
  const { members, count } = await server.ask<{ members: string[]; count: number }>("GET", path);
  for (const name of members) await output.line([name], { name });
  const others = count - members.length;
  if (others > 0 && !call.isQuiet) console.error(`and ${others} more`);
}

/** Prints messages that have all of some words. */
export async function search(call: Call, server: Server, output: Output): Promise<void> {
  const [written = "", ...words] = call.words;
  const room = server.room(written);
  let left = countOf(call.values("last").at(-1) ?? String(FOUND), "--last", 1);
  let before: number | undefined;
  while (left > 0) {
    const query = new URLSearchParams({ q: words.join(" "), limit: `${Math.min(left, PAGE)}` });
    if (before !== undefined) query.set("before", String(before));
    const path = `${pathOf(room)}/search?${query}`;
    const found = await server.ask<{ entries: Said[]; before?: number }>("GET", path);
    const newest = found.entries.toSorted((one, other) => other.seq - one.seq).slice(0, left);
    for (const entry of newest) await output.entry(entry);
    left -= newest.length;
    before = found.before;
    if (before === undefined) return;
  }
}
