/**
 * `read`: a room's log, from anywhere in it, and on with what is said from now on.
 *
 * @module
 */

import type { Entry } from "../../protocol.ts";
import { type Call, countOf, timeOf, UsageError } from "./spec/call.ts";
import type { Output } from "./output.ts";
import type { Server } from "./server.ts";
import { entriesOf } from "./server/log.ts";
import { opened, placeOf } from "./server/private_room.ts";
import { Stream } from "./server/stream.ts";

/** Messages that are printed unless said. */
const LAST = 50;
/** Only one of them says where to begin. */
const BEGINNINGS = ["last", "all", "since", "after"];

/** Prints a room's entries, each once and in order; what is missing is told. */
export async function read(call: Call, server: Server, output: Output): Promise<void> {
  const given = BEGINNINGS.filter((option) => call.has(option));
  if (given.length > 1) throw new UsageError(`Only one of --${given.join(" and --")} can be given`);
  const place = await placeOf(server, call.words[0] ?? "");
  const { room } = place;
  const after = call.values("after").at(-1);
  const begin = after === undefined
    ? await beginning(call, server, room)
    : countOf(after, "--after", 0);
  // Where the stream begins is asked for first: what is said meanwhile is in the log or in the stream.
  const stream = call.has("follow") ? await Stream.open(server, room, call.timeoutMs) : undefined;
  const range = { after: begin, isKnown: after !== undefined, stream };
  const entries = opened(entriesOf(server, room, range), server, place);
  for await (const entry of entries) await output.entry(entry);
}

/** After which number to begin. Only numbers are kept of what is looked through for that. */
async function beginning(call: Call, server: Server, room: string): Promise<number> {
  if (call.has("all")) return 0;
  const since = call.values("since").at(-1);
  const start = since === undefined ? undefined : timeOf(since, Date.now());
  let left = countOf(call.values("last").at(-1) ?? String(LAST), "--last", 0);
  let before: number | undefined;
  while (true) {
    const { entries, more } = await server.page(room, before === undefined ? {} : { before });
    for (const entry of entries.toReversed()) {
      if (start === undefined ? left === 0 : entry.at < start) return entry.seq;
      if (isMessage(entry)) left--;
    }
    before = entries[0]?.seq;
    if (!more || before === undefined) return 0;
  }
}

function isMessage(entry: Entry): boolean {
  return entry.type === "said" && !entry.deleted && !entry.blocked;
}
