/**
 * `rooms`, `who` and `search`: what the server knows.
 *
 * @module
 */

import { ProtocolError, type RoomSummary, type Said } from "../../protocol.ts";
import { isDirect, isSealed, roomKey } from "../../protocol/name.ts";
import { withLocalDays } from "../connection/rooms/from_date.ts";
import { compare, fits, parseQuery, roomsIn } from "../../protocol/text/query.ts";
import { type Call, countOf, UsageError } from "./spec/call.ts";
import type { Output } from "./output.ts";
import { isSealedPlace, newestFirst, placeOf, type SealedPlace } from "./server/private_room.ts";
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
  const { room } = await placeOf(server, call.words[0] ?? "");
  const path = `${pathOf(room)}/members`;
  const { members, count } = await server.ask<{ members: string[]; count: number }>("GET", path);
  for (const name of members) await output.line([name], { name });
  const others = count - members.length;
  if (others > 0 && !call.isQuiet) console.error(`and ${others} more`);
}

/** Prints messages that have all of some words. */
export async function search(call: Call, server: Server, output: Output): Promise<void> {
  const [written = "", ...words] = call.words;
  const last = countOf(call.values("last").at(-1) ?? String(FOUND), "--last", 1);
  const q = withLocalDays(words.join(" "));
  if (written !== "-") {
    const place = await placeOf(server, written);
    const found = isSealedPlace(place)
      ? await searchHere(place, q, last, server)
      : await searchRoom(place.room, q, last, server);
    return await print(found, output);
  }
  const { rooms } = await server.ask<{ rooms: RoomSummary[] }>("GET", "rooms");
  // In a private room the server finds no word, and is not to be told any.
  const own = rooms.filter(({ room, read, back, joined }) =>
    !isSealed(room) && (isDirect(room) || read > 0 || back !== undefined || joined === true)
  );
  const found: Said[] = [];
  for (const room of roomsIn(q, own.map(({ room }) => room))) {
    found.push(...await searchRoom(room, q, last, server));
  }
  await print(found.sort((one, other) => other.at - one.at).slice(0, last), output);
}

async function print(found: readonly Said[], output: Output): Promise<void> {
  for (const entry of found) await output.entry(entry);
}

/** The newest messages of a room, as many as are wanted. */
async function searchRoom(room: string, q: string, last: number, server: Server): Promise<Said[]> {
  const all: Said[] = [];
  let left = last;
  let before: number | undefined;
  while (left > 0) {
    const query = new URLSearchParams({ q, limit: `${Math.min(left, PAGE)}` });
    if (before !== undefined) query.set("before", String(before));
    const path = `${pathOf(room)}/search?${query}`;
    const found = await server.ask<{ entries: Said[]; before?: number }>("GET", path);
    const newest = found.entries.toSorted((one, other) => other.seq - one.seq).slice(0, left);
    all.push(...newest);
    left -= newest.length;
    before = found.before;
    if (before === undefined) break;
  }
  return all;
}

/** The same of a private room: the server is not told what is looked for. */
async function searchHere(
  place: SealedPlace,
  q: string,
  last: number,
  server: Server,
): Promise<Said[]> {
  const query = queryOf(q);
  const found: Said[] = [];
  if (query.rooms.length > 0 && !query.rooms.includes(roomKey(place.room))) return found;
  for await (const said of newestFirst(server, place)) {
    if (found.length === last || said.at < query.after) break;
    if (fits(said, query) && compare(said, query).isFound) found.push(said);
  }
  return found;
}

function queryOf(q: string): ReturnType<typeof parseQuery> {
  try {
    return parseQuery(q);
  } catch (error) {
    throw error instanceof ProtocolError ? new UsageError(error.message) : error;
  }
}
