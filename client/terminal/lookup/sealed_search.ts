/**
 * Looking for what was said in a private room: here, as the server cannot read it, and is not to learn what
 * somebody looks for.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { compare, fits, parseQuery } from "../../../protocol/text/query.ts";
import type { Connection } from "../../connection.ts";
import { askWhenAllowed } from "../../connection/ask_when_allowed.ts";
import { withLocalDays } from "../../connection/rooms/from_date.ts";

/**
 * The newest messages that are what is looked for, newest first. Rejects as `ask` does.
 *
 * @param most how many, and until when, by `performance.now()`
 * @throws {ProtocolError} If it can't be looked for.
 */
export async function findSealed(
  connection: Pick<Connection, "ask">,
  room: string,
  q: string,
  most: { count: number; end: number },
): Promise<Said[]> {
  const query = parseQuery(withLocalDays(q));
  const found: Said[] = [];
  let before: number | undefined;
  while (performance.now() < most.end) {
    const question = { type: "history", room, ...(before !== undefined && { before }) } as const;
    const { entries, more } = await askWhenAllowed(() => connection.ask(question), most.end);
    for (const entry of entries.toReversed()) {
      if (entry.type !== "said" || isHidden(entry)) continue;
      if (found.length === most.count || entry.at < query.after) return found;
      if (fits(entry, query) && compare(entry, query).isFound) found.push(entry);
    }
    const first = entries[0]?.seq;
    // A server that tells the same again and again would be asked for ever.
    if (!more || first === undefined || first >= (before ?? Infinity)) break;
    before = first;
  }
  return found;
}

function isHidden({ deleted, blocked, sealed }: Said): boolean {
  return deleted === true || blocked === true || sealed !== undefined;
}
