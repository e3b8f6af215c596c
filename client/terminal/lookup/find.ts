/**
 * Looking for what was said.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Connection } from "../../connection.ts";
import { isSealed } from "../../../protocol/name.ts";
import { findSealed } from "./sealed_search.ts";
import { RoomsSearch } from "../../connection/rooms/search_rooms.ts";

/** Messages that are listed. */
const FOUND_MAX = 20;
/** How long it is waited for a server that has too much to search, in milliseconds. */
const LOOK_MS = 60_000;

/** The newest messages of some rooms that are what is looked for, oldest first. Rejects as `ask` does. */
export async function find(
  connection: Connection,
  rooms: readonly string[],
  q: string,
): Promise<Said[]> {
  const found: Said[] = [];
  const end = performance.now() + LOOK_MS;
  const [only] = rooms;
  if (rooms.length === 1 && only !== undefined && isSealed(only)) {
    return (await findSealed(connection, only, q, { count: FOUND_MAX, end })).reverse();
  }
  // What is looked for in several rooms is looked for where the server can read it.
  const readable = rooms.filter((room) => !isSealed(room));
  const search = new RoomsSearch(readable, q, (question) => connection.ask(question));
  while (!search.isOver && found.length < FOUND_MAX && performance.now() < end) {
    for await (const some of search.look(FOUND_MAX, end)) found.push(...some);
  }
  return found.sort((a, b) => a.at - b.at || a.seq - b.seq).slice(-FOUND_MAX);
}
