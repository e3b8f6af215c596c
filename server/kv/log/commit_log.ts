/**
 * The log of commits, in memory: what is stored and not in its room's pages yet.
 *
 * A commit is a row, or a few, with entries of any rooms. `docs/storage.md` says why, and what must be
 * true of it.
 *
 * @module
 */
import { identityOf, type Kept } from "../../../hub/log/kept_entry.ts";
import { type Head, pinsAfter, type Topic, topicIn } from "../../../hub/log/journal.ts";
import type { Identity } from "../ids/ids.ts";
import { keys } from "../keys.ts";
import { readRow, type RoomEntry } from "./log_rows.ts";
import type { Stored } from "../schema.ts";
import { standInFor } from "../pages/stored.ts";
import type { Store } from "../store.ts";

/** How long it may become until it is compacted: what a start reads, and memory holds. */
const LONG = { bytes: 4_000_000, rows: 16_000 } as const;
/** How many times as long it may be until less is committed at once, so that it is compacted faster. */
const BEHIND = 1.5;
/** Rows that are read at once, each of at most 64 KiB. */
const ROWS_AT_ONCE = 100;

/** A row of the log. */
export interface LogRow {
  readonly n: number;
  readonly bytes: number;
  entries: Logged[];
}

/** An entry that is in the log, and in which row. */
export interface Logged extends RoomEntry {
  kept: Kept;
  row: LogRow;
}

export class CommitLog {
  readonly #store: Store;
  #rows = new Map<number, LogRow>();
  /** What each room has in it, in order. */
  #rooms = new Map<string, Logged[]>();
  /** Its messages, by their ids: almost always one, as it is rare that two people use the same. */
  #ids = new Map<string, Logged | Logged[]>();
  #bytes = 0;
  #last = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The number of the newest row. */
  get last(): number {
    return this.#last;
  }

  /** Whether it is to be compacted. */
  get isLong(): boolean {
    return this.#bytes > LONG.bytes || this.#rows.size > LONG.rows;
  }

  /** Whether compacting it has to catch up with what is committed. */
  get isBehind(): boolean {
    return this.#bytes > BEHIND * LONG.bytes;
  }

  /** What a room has in it, in order. */
  of(room: string): readonly Logged[] {
    return this.#rooms.get(room) ?? [];
  }

  /** The newest entries that a room has in it, without a gap: older ones are in pages, too. */
  tail(room: string): readonly Logged[] {
    const logged = this.of(room);
    const [first, last] = [logged[0], logged.at(-1)];
    if (!first || !last) return logged;
    if (last.kept.entry.seq - first.kept.entry.seq === logged.length - 1) return logged;
    const start = logged.findLastIndex(({ kept }, i) =>
      logged[i - 1]?.kept.entry.seq !== kept.entry.seq - 1
    );
    return logged.slice(start);
  }

  find(room: string, seq: number): Logged | undefined {
    const logged = this.of(room);
    const first = logged[0]?.kept.entry.seq ?? Infinity;
    const one = logged[seq - first];
    return one?.kept.entry.seq === seq ? one : logged.find(({ kept }) => kept.entry.seq === seq);
  }

  /** The head of a room as it is, or was with an entry, given that of its last page. */
  advance(room: string, head: Head, last = Infinity): Head {
    let { seq, said, pins } = head;
    let topic: Topic | undefined;
    for (const { kept: { entry, nth, by } } of this.of(room)) {
      if (entry.seq <= head.seq) continue;
      if (entry.seq > last) break;
      seq = entry.seq;
      said = nth;
      if (entry.type === "topic") topic = topicIn(entry, by);
      pins = pinsAfter(pins, entry);
    }
    return seq === head.seq ? head : { ...head, seq, said, ...topic, ...(pins && { pins }) };
  }

  /** Where a message is that is in it. */
  place([id, from]: Identity): Stored["said"] | undefined {
    const found = [this.#ids.get(id) ?? []].flat().find(({ kept: { entry } }) =>
      identityOf(entry)?.[1] === from
    );
    return found && { room: found.kept.entry.room, seq: found.kept.entry.seq };
  }

  /** The rows up to one, in order. */
  rowsUpTo(last: number): LogRow[] {
    return [...this.#rows.values()].filter(({ n }) => n <= last);
  }

  /** Takes what is stored into memory, and gives the rows that can't be read, or not all of them. */
  async load(): Promise<Deno.KvEntry<unknown>[]> {
    const damaged: Deno.KvEntry<unknown>[] = [];
    const found: LogRow[] = [];
    for await (const stored of this.#store.scan<unknown>(keys.commits, ROWS_AT_ONCE)) {
      const bytes = stored.value instanceof Uint8Array ? stored.value.length : 0;
      const row: LogRow = { n: Number(stored.key[1]), bytes, entries: [] };
      const { entries, isDamaged } = readRow(stored.value);
      row.entries = entries.map(({ room, kept }) => ({ room, kept, row }));
      found.push(row);
      if (isDamaged) damaged.push(stored);
    }
    this.clear();
    for (const row of found) this.add(row);
    const moved = new Set<Logged>();
    for (const logged of this.#rooms.values()) {
      sortBySeq(logged);
      // Where others write meanwhile, as they do for who makes a backup, an entry that moved between
      // two reads was in both rows. It is as it is in the newer one.
      logged.forEach((one, i) => {
        if (logged[i + 1]?.kept.entry.seq === one.kept.entry.seq) moved.add(one);
      });
    }
    if (moved.size > 0) this.drop(moved);
    return damaged;
  }

  clear(): void {
    this.#rows = new Map();
    this.#rooms = new Map();
    this.#ids = new Map();
    this.#bytes = 0;
    this.#last = 0;
  }

  /** Takes a row that is stored. Its entries follow those of their rooms. */
  add(row: LogRow): void {
    this.#rows.set(row.n, row);
    this.#bytes += row.bytes;
    this.#last = row.n;
    for (const logged of row.entries) {
      const { room, kept: { entry } } = logged;
      const others = this.#rooms.get(room);
      if (others) others.push(logged);
      else this.#rooms.set(room, [logged]);
      if (entry.type !== "said") continue;
      const same = this.#ids.get(entry.id);
      this.#ids.set(entry.id, same ? [same, logged].flat() : logged);
    }
  }

  /** Takes a revised entry into a row, out of the one that it was in. */
  move(logged: Logged, kept: Kept, row: LogRow): void {
    logged.row.entries = logged.row.entries.filter((one) => one !== logged);
    logged.kept = kept;
    logged.row = row;
    row.entries.push(logged);
  }

  /** Forgets entries that are in pages. */
  drop(dropped: ReadonlySet<Logged>): void {
    const rooms = new Set<string>();
    const rows = new Set<LogRow>();
    for (const logged of dropped) {
      rooms.add(logged.room);
      rows.add(logged.row);
      this.#dropId(logged);
    }
    for (const row of rows) row.entries = row.entries.filter((one) => !dropped.has(one));
    for (const room of rooms) this.#keep(room, this.of(room).filter((one) => !dropped.has(one)));
  }

  /** Forgets rows that were deleted. */
  delete(rows: readonly LogRow[]): void {
    this.drop(new Set(rows.flatMap(({ entries }) => entries)));
    for (const row of rows) {
      if (this.#rows.delete(row.n)) this.#bytes -= row.bytes;
    }
  }

  /** Has notices stand in where entries of a room are missing that come after one of its pages. */
  fill(room: string, paged: number): void {
    const logged = this.of(room);
    let last = paged;
    const isWhole = logged.every(({ kept: { entry: { seq } } }) => {
      if (seq > last + 1) return false;
      last = Math.max(last, seq);
      return true;
    });
    if (isWhole) return;
    let before = paged;
    this.#keep(
      room,
      logged.flatMap((one) => {
        const missing: Logged[] = [];
        for (let seq = before + 1; seq < one.kept.entry.seq; seq++) {
          missing.push({ room, kept: standInFor(room, seq, one.kept, []), row: one.row });
        }
        before = Math.max(before, one.kept.entry.seq);
        return [...missing, one];
      }),
    );
  }

  #dropId(logged: Logged): void {
    const { entry } = logged.kept;
    if (entry.type !== "said") return;
    const rest = [this.#ids.get(entry.id) ?? []].flat().filter((one) => one !== logged);
    if (rest.length === 0) this.#ids.delete(entry.id);
    else this.#ids.set(entry.id, rest);
  }

  #keep(room: string, logged: Logged[]): void {
    if (logged.length === 0) this.#rooms.delete(room);
    else this.#rooms.set(room, logged);
  }
}

/** Entries that moved into another row come out of order. */
function sortBySeq(logged: Logged[]): void {
  const isSorted = logged.every(({ kept }, i) =>
    i === 0 || logged[i - 1]!.kept.entry.seq < kept.entry.seq
  );
  if (!isSorted) logged.sort((a, b) => a.kept.entry.seq - b.kept.entry.seq);
}
