/**
 * Read positions over a journal in memory.
 *
 * @module
 */
import type { NotifyLevel } from "../../../protocol.ts";
import type { BlockList } from "../../../hub/people/block_list.ts";
import { keysOf } from "../../../hub/people/member/names.ts";
import type { Head } from "../../../hub/log/journal.ts";
import {
  type Position,
  type Read,
  type Reader,
  readOn,
  type ReadPositions,
  type ReadState,
  type ReadTo,
} from "../../../hub/people/read_positions.ts";
import type { MemoryJournal } from "./memory_journal.ts";
import {
  CALLS_MAX,
  type KnownRoom,
  MARKED_MAX,
  othersIn,
  positionsOf,
  type ReadKept,
} from "../../../hub/people/unread.ts";
import { Shares, UNREAD_DIRECT_MAX } from "../../../hub/people/unread.ts";

/** Keeps the positions of a journal in memory. */
export class MemoryReadPositions implements ReadPositions {
  readonly #journal: MemoryJournal;
  /** The newest entry read, by person and by room. */
  readonly #read = new Map<string, Map<string, ReadTo>>();
  /** Where direct rooms were when somebody left them, likewise. */
  readonly #left = new Map<string, Map<string, Position>>();
  /** What calls somebody, likewise. */
  readonly #levels = new Map<string, Map<string, NotifyLevel>>();
  /** People who are gone: of others, the journal knows which rooms are theirs. */
  readonly #gone = new Set<string>();

  constructor(journal: MemoryJournal) {
    this.#journal = journal;
  }

  of(reader: Reader, blocks?: BlockList): Promise<ReadState[]> {
    const rooms = this.#rooms(reader).slice(0, MARKED_MAX);
    return positionsOf(rooms, reader, blocks, this.#readKept);
  }

  readonly #readKept: ReadKept = (room, after, limit) =>
    Promise.resolve(this.#journal.keptAfter(room, after).slice(-limit));

  read({ id }: Reader, room: string, seq: number): Promise<void> {
    const rooms = this.#read.getOrInsertComputed(id, () => new Map<string, ReadTo>());
    const nth = this.#journal.saidUpTo(room, seq);
    const known = rooms.get(room);
    if (seq >= (known?.seq ?? 0)) rooms.set(room, readOn({ seq, nth }, known));
    return Promise.resolve();
  }

  async setBack(
    reader: Reader,
    room: string,
    { seq, back }: { seq: number; back: number },
    blocks?: BlockList,
  ): Promise<ReadState | undefined> {
    const read = { seq, nth: this.#journal.saidUpTo(room, seq), back };
    const rooms = this.#read.getOrInsertComputed(reader.id, () => new Map<string, ReadTo>());
    rooms.set(room, read);
    const head = await this.#journal.head(room);
    if (!head) return undefined;
    const known = [{ key: room, head, read, called: 0 }];
    return (await positionsOf(known, reader, blocks, this.#readKept))[0];
  }

  async readAll(reads: readonly Read[]): Promise<void> {
    for (const { reader, room, at } of reads) await this.read(reader, room, at.seq);
  }

  choose({ id }: Reader, room: string, level: NotifyLevel | undefined): Promise<boolean> {
    const levels = this.#levels.getOrInsertComputed(id, () => new Map<string, NotifyLevel>());
    if (level === undefined) levels.delete(room);
    else levels.set(room, level);
    return Promise.resolve(true);
  }

  async leave(reader: Reader, room: string, at: Position): Promise<void> {
    await this.read(reader, room, at.seq);
    this.#left.getOrInsertComputed(reader.id, () => new Map()).set(room, at);
  }

  directs({ id }: Reader, name: string): Promise<string[]> {
    const isTheirs = ({ people }: Head) => people?.includes(id) && !this.#gone.has(id);
    const found = this.#journal.newest(this.#journal.directsOf(id))
      .filter(([, head]) => head.name === name && isTheirs(head));
    return Promise.resolve(found.map(([key]) => key));
  }

  forget({ id, key: name }: { id: string; key?: string }): Promise<void> {
    this.#read.delete(id);
    this.#left.delete(id);
    this.#gone.add(id);
    if (name !== undefined) this.#journal.forgetMentions(name);
    return Promise.resolve();
  }

  /** The rooms that somebody may have something to read in, those that something happened in first. */
  #rooms(reader: Reader): KnownRoom[] {
    const { id } = reader;
    const read = this.#read.get(id);
    const calls = keysOf(reader).flatMap((name) => this.#journal.calls(name));
    const called = new Map(calls.map((call) => [call.room, call]));
    const [directs, shares] = [new Shares(UNREAD_DIRECT_MAX), new Shares(CALLS_MAX)];
    const levels = this.#levels.get(id);
    const keys = [...read?.keys() ?? [], ...called.keys(), ...levels?.keys() ?? []];
    keys.push(...this.#journal.directsOf(id));
    return this.#journal.newest(keys).flatMap(([key, head]) => {
      const call = called.get(key);
      const isOwn = head.people
        ? head.people.includes(id) && !this.#gone.has(id)
        : read?.has(key) || call !== undefined || levels?.has(key);
      if (!isOwn) return [];
      const isNew = !read?.has(key);
      if (isNew && head.people && !directs.take(othersIn(key, id))) return [];
      if (isNew && !head.people && call && !shares.take([call.by])) return [];
      const notify = levels?.get(key);
      const left = this.#left.get(id)?.get(key);
      return [{ key, head, read: read?.get(key), left, called: call?.seq ?? 0, notify }];
    });
  }
}
