/**
 * Looking for what was said.
 *
 * @module
 */

import type { Said } from "../protocol.ts";
import type { Connection } from "../static/connection.js";

/** Messages that are told. */
const FOUND_MAX = 20;

/** The newest messages of a room that have all words, oldest first. Rejects as `ask` does. */
export async function find(connection: Connection, room: string, q: string): Promise<Said[]> {
  const found: Said[] = [];
  for (let before = Infinity; before > 0 && found.length < FOUND_MAX;) {
    const range = { limit: FOUND_MAX - found.length, ...(before < Infinity && { before }) };
    const answer = await connection.ask({ type: "search", room, q, ...range });
    found.push(...answer.entries);
    before = answer.before ?? 0;
  }
  return found.reverse();
}
