/**
 * A room's log without its room.
 *
 * @module
 */
import type { Cursor, Log } from "../../../hub/log/cursor.ts";
import type { Draft, Head, Journal } from "../../../hub/log/journal.ts";
import { Backlog } from "../../../hub/log/backlog.ts";
import { Tail } from "../../../hub/log/tail.ts";
import { encode, type RoomSummary } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";

/** A log that has a journal and a tail, and nobody in it. */
export class BareLog implements Log {
  readonly key: string;
  readonly tail = new Tail(0);
  readonly backlog: Backlog;
  readonly failed: Cursor[] = [];

  readonly journal: Journal;
  readonly epoch = "epoch";
  readonly name: string;

  constructor(journal: Journal, name = "lobby") {
    this.journal = journal;
    this.name = name;

    this.key = nameKey(name);
    this.backlog = new Backlog(this.key, journal, this.tail);
  }

  /** Stores messages, shows them at the tail, and gives the lines that they are. */
  async grow(texts: readonly string[]): Promise<string[]> {
    const { seq } = await this.journal.createRoom(this.key, this.name);
    const drafts = texts.map((text, i) => saying(this.name, `${seq + i}`, { text }));
    const appended = await this.journal.append(this.key, drafts);
    const lines = appended.flatMap((outcome) => "entry" in outcome ? encode(outcome.entry) : []);
    this.tail.push(lines);
    return lines;
  }

  retryLater(cursor: Cursor): void {
    this.failed.push(cursor);
  }

  onError(error: unknown): void {
    throw error;
  }
}

/** Who says something, and what; by default it is ada, and her id is made of her name. */
export interface Saying {
  from?: string;
  by?: string;
  text?: string;
  at?: number;
  reply?: number;
}

/** A message on its way to a room's log. What it says is its id, unless a text is given. */
export function saying(
  room: string,
  id: string,
  { from = "ada", by = `guest:${nameKey(from)}`, text = id, at = 1, reply }: Saying = {},
): Draft {
  const entry = { type: "said", room, id, from, at, text } as const;
  return { by, entry: reply === undefined ? entry : { ...entry, reply } };
}

/** A room in a list of rooms, as it is to who never was there. */
export function summary(room: string, rest: Partial<RoomSummary> = {}): RoomSummary {
  return { room, topic: "", head: 0, count: 0, read: 0, unread: 0, mentions: 0, ...rest };
}

/** `count` short texts. */
export function words(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `word ${i + 1}`);
}

/** The integers from `first` to `last`. */
export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** How many ids were made here. */
let made = 0;

/** An id as clients make them, the time first; by a clock that is so far ahead, in milliseconds. */
export function timedId(aheadMs = 0): string {
  const time = (Date.now() + aheadMs).toString(16).padStart(12, "0");
  return time + `${made++}`.padStart(20, "0");
}

/** The head of a room's log in which nothing was said yet. */
export function openHead(name: string): Head {
  return { name, epoch: `epoch of ${name}`, first: 1, seq: 0, said: 0, topic: "" };
}
