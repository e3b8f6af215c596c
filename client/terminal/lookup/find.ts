/**
 * Looking for what was said.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { withLocalDays } from "../../connection/rooms/from_date.ts";
import type { Connection } from "../../connection.ts";
import { askWhenAllowed } from "../../connection/ask_when_allowed.ts";

/** Messages that are listed. */
const FOUND_MAX = 20;
/** How long it is waited for a server that has too much to search, in milliseconds. */
const LOOK_MS = 60_000;

/** The newest messages of a room that have all words, oldest first. Rejects as `ask` does. */
export async function find(connection: Connection, room: string, q: string): Promise<Said[]> {
  const found: Said[] = [];
  const end = performance.now() + LOOK_MS;
  for (let before = Infinity; before > 0 && found.length < FOUND_MAX;) {
    const range = { limit: FOUND_MAX - found.length, ...(before < Infinity && { before }) };
    const ask = () => connection.ask({ type: "search", room, q: withLocalDays(q), ...range });
    const answer = await askWhenAllowed(ask, end);
    found.push(...answer.entries);
    before = answer.before ?? 0;
  }
  return found.reverse();
}
