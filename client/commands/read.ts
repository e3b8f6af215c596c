/**
 * `read`: a room's log, from anywhere in it, and on with what is said from now on.
 *
 * @module
 */

import type { Entry } from "../../protocol.ts";
import { type Call, countOf, timeOf, UsageError } from "./spec/call.ts";
import type { Output } from "./output.ts";
import type { Server } from "./server.ts";
import { Stream } from "./server/stream.ts";

/** Messages that are printed unless said. */
const LAST = 50;
/** Only one of them says where to begin. */
const BEGINNINGS = ["last", "all", "since", "after"];

/** Prints a room's entries, each once and in order; what is missing is told. */
export async function read(call: Call, server: Server, output: Output): Promise<void> {
  const given = BEGINNINGS.filter((option) => call.has(option));
  if (given.length > 1) throw new UsageError(`Only one of --${given.join(" and --")} can be given`);
  const room = server.room(call.words[0] ?? "");
  const after = call.values("after").at(-1);
  const begin = after === undefined
    ? await beginning(call, server, room)
    : countOf(after, "--after", 0);
  const log = new PrintedLog(room, output, after === undefined ? undefined : begin);
  // Where the stream begins is asked for first: what is said meanwhile is in the log or in the stream.
  const stream = call.has("follow") ? await Stream.open(server, room, call.timeoutMs) : undefined;
  const printed = await printLog(log, server, room, begin);
  if (stream === undefined) return;
  for await (const event of stream.readAfter(printed)) {
    if (event.type === "reset") await log.restart(event.first);
    else await log.take(event.entry);
  }
}

/** Prints what is in the log, and resolves with the number of the last that is there. */
async function printLog(
  log: PrintedLog,
  server: Server,
  room: string,
  begin: number,
): Promise<number> {
  let at = begin;
  for (let more = true; more;) {
    const page = await server.page(room, { after: at });
    for (const entry of page.entries) await log.take(entry);
    at = page.entries.at(-1)?.seq ?? at;
    more = page.more && page.entries.length > 0;
  }
  return at;
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

/** A log as it is printed: entries are numbered without holes, so a hole is told. */
class PrintedLog {
  readonly #room: string;
  readonly #output: Output;
  /** The newest that was printed; nothing is known before the first. */
  #last: number | undefined;

  constructor(room: string, output: Output, last: number | undefined) {
    this.#room = room;
    this.#output = output;
    this.#last = last;
  }

  async take(entry: Entry): Promise<void> {
    if (this.#last !== undefined && entry.seq <= this.#last) return;
    await this.#tellGap(entry.seq);
    this.#last = entry.seq;
    await this.#output.entry(entry);
  }

  /** The room's log is another now, or begins later than where we were. */
  async restart(first: number): Promise<void> {
    const after = this.#last ?? 0;
    await this.#output.entry({ type: "gap", room: this.#room, after, before: first });
    this.#last = first - 1;
  }

  async #tellGap(next: number): Promise<void> {
    if (this.#last === undefined || next <= this.#last + 1) return;
    const after = this.#last;
    await this.#output.entry({ type: "gap", room: this.#room, after, before: next });
  }
}
