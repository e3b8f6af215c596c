/**
 * A room's log, from anywhere in it, and on with what is said from now on.
 *
 * @module
 */

import type { Entry } from "../../../protocol.ts";
import type { Server } from "../server.ts";
import type { Stream } from "./stream.ts";

/**
 * Entries between two numbers that are not kept any more; all, where the second is not above the first:
 * then the room's log begins anew, as on a server that keeps nothing and was restarted.
 */
export interface Gap {
  readonly type: "gap";
  readonly room: string;
  readonly after: number;
  readonly before: number;
}

/** Where to begin, and whether to go on at the end of the log. */
export interface Range {
  readonly after: number;
  /** Whether somebody has what is before that: only then what is missing is a gap. */
  readonly isKnown: boolean;
  /** Opened before the log is read: what is said meanwhile is in one of them. */
  readonly stream: Stream | undefined;
}

/** A room's entries, each once and in order. They are numbered without holes, so a hole is a gap. */
export async function* entriesOf(
  server: Server,
  room: string,
  { after, isKnown, stream }: Range,
): AsyncGenerator<Entry | Gap, void, void> {
  let at = after;
  let last = isKnown ? after : undefined;
  for (let more = true; more;) {
    const page = await server.page(room, { after: at });
    for (const entry of page.entries) {
      if (last !== undefined && entry.seq > last + 1) yield gap(room, last, entry.seq);
      yield entry;
      at = last = entry.seq;
    }
    more = page.more && page.entries.length > 0;
  }
  if (stream === undefined) return;
  for await (const event of stream.readAfter(at)) {
    if (event.type === "reset") {
      yield gap(room, last ?? 0, event.first);
      last = event.first - 1;
      continue;
    }
    const { entry } = event;
    if (last !== undefined && entry.seq <= last) continue;
    if (last !== undefined && entry.seq > last + 1) yield gap(room, last, entry.seq);
    last = entry.seq;
    yield entry;
  }
}

function gap(room: string, after: number, before: number): Gap {
  return { type: "gap", room, after, before };
}
