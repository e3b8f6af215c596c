/**
 * ReadPositions in Deno KV.
 *
 * @module
 */
import type { BlockList } from "../../../hub/people/block_list.ts";
import {
  type LookMeter,
  type Position,
  type Read,
  type Reader,
  readOn,
  type ReadPositions,
  type ReadState,
  type Unread,
} from "../../../hub/people/read_positions.ts";
import {
  type KnownRoom,
  MARKED_MAX,
  positionsOf,
  type ReadKept,
} from "../../../hub/people/unread.ts";
import { keysOf } from "../../../hub/people/member/names.ts";
import type { NotifyLevel } from "../../../protocol.ts";
import { type PreferencesStore, withLevel } from "../../service/push/preferences.ts";
import { setImmediate as turn } from "node:timers/promises";
import type { Background } from "../background/background.ts";
import type { Heads } from "../log/heads.ts";
import { keys } from "../keys.ts";
import { byAge, callsIn, newCalls, roomsOf, unreadDirects } from "./read_positions/rows.ts";
import { KvPreferencesStore } from "../push/preferences_store.ts";
import type { LogReader } from "../pages/log_reader.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** Rows of a kind that are looked at for one person, which hold no more than a place. */
const ROWS_MAX = { reads: 1_500, directs: 3_000, mentions: 2_000 } as const;
/** Of the rooms that are told, how many may be such that a person has read in. */
const READ_MAX = 300;
/** Positions in one commit: each is up to two of the 100 checks that it may have. */
const READ_AT_ONCE = 50;
/** Keys that a commit checks for each. */
const READ_CHECKS = 2;
/** Rows that are deleted at once. */
const BATCH = 500;
/** Rows that are read before others are served. */
const STEP_ROWS = 250;

/** What tells of rooms' logs. What is forgotten it writes between the commits of what people say. */
interface Logs {
  readonly heads: Pick<Heads, "look" | "newest">;
  readonly reader: LogReader;
  readonly background: Pick<Background, "commit">;
}

export class KvReadPositions implements ReadPositions {
  readonly #store: Store;
  readonly #journal: Logs;
  readonly #preferences: PreferencesStore;

  constructor(
    store: Store,
    journal: Logs,
    preferences: PreferencesStore = new KvPreferencesStore(store),
  ) {
    this.#store = store;
    this.#journal = journal;
    this.#preferences = preferences;
  }

  async of(reader: Reader, blocks?: BlockList, meter?: LookMeter): Promise<ReadState[]> {
    const { rooms, looked } = await this.#rooms(reader);
    meter?.onLooked(looked);
    return await positionsOf(rooms, reader, blocks, this.#readKept);
  }

  readonly #readKept: ReadKept = async (room, after, limit) => {
    const kept = await this.#journal.reader.read(room, { before: Infinity, limit });
    await turn();
    return kept.filter(({ entry }) => entry.seq > after);
  };

  async read(reader: Reader, room: string, seq: number): Promise<void> {
    const { id } = reader;
    const key = keys.read(id, room);
    const nth = await this.#saidUpTo(room, seq);
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Stored["read"]>(key));
      if (known.value && known.value.seq >= seq) return;
      const result = await this.#store.write((kv) =>
        kv.atomic().check(known).set(key, readOn({ seq, nth }, known.value)).commit()
      );
      // Otherwise another of their sockets has read on meanwhile, perhaps less far.
      if (result.ok) break;
    }
    for (const name of keysOf(reader)) await this.#forgetMention(name, room, seq);
  }

  async setBack(
    reader: Reader,
    room: string,
    { seq, back }: { readonly seq: number; readonly back: number },
    blocks?: BlockList,
  ): Promise<Unread | undefined> {
    const read = { seq, nth: await this.#saidUpTo(room, seq), back };
    await this.#store.write((kv) => kv.set(keys.read(reader.id, room), read));
    const known = await this.#journal.heads.look(room);
    if (!known) return undefined;
    const rooms: KnownRoom[] = [{ key: room, head: known.head, read, called: 0 }];
    return (await positionsOf(rooms, reader, blocks, this.#readKept))[0];
  }

  async readAll(reads: readonly Read[]): Promise<void> {
    const atOnce = Math.min(READ_AT_ONCE, Math.floor(this.#store.checksMax / READ_CHECKS));
    for (let i = 0; i < reads.length; i += atOnce) {
      const some = reads.slice(i, i + atOnce);
      if (!await this.#readAll(some)) {
        // Another socket of one of them has read on meanwhile.
        for (const { reader, room, at } of some) await this.read(reader, room, at.seq);
        continue;
      }
      for (const { reader, room, at } of some) {
        const others = keysOf(reader).filter((name) => name !== reader.key);
        for (const name of others) await this.#forgetMention(name, room, at.seq);
      }
    }
  }

  /** Writes how far people have read in one commit; `false` when that was changed meanwhile. */
  async #readAll(reads: readonly Read[]): Promise<boolean> {
    const known = await this.#store.getMany<Stored["read"]>(
      reads.map(({ reader, room }) => keys.read(reader.id, room)),
    );
    const mentions = await this.#store.getMany<Stored["mention"]>(
      reads.map(({ reader, room }) => keys.mention(reader.key, room)),
    );
    const { ok } = await this.#store.write((kv) => {
      const atomic = kv.atomic();
      for (const [i, { at }] of reads.entries()) {
        const [read, mention] = [known[i]!, mentions[i]!];
        if (!read.value || read.value.seq < at.seq) {
          atomic.check(read).set(read.key, readOn(at, read.value));
        }
        if (mention.value && mention.value.seq <= at.seq) {
          atomic.check(mention).delete(mention.key);
        }
      }
      return atomic.commit();
    });
    return ok;
  }

  async choose({ id }: Reader, room: string, level: NotifyLevel | undefined): Promise<boolean> {
    let isFull = false;
    await this.#preferences.change(id, (known) => {
      const chosen = withLevel(known, room, level);
      isFull = chosen === undefined;
      return chosen ?? known;
    });
    return !isFull;
  }

  async leave(reader: Reader, room: string, at: Position): Promise<void> {
    await this.read(reader, room, at.seq);
    await this.#store.write((kv) => kv.set(keys.direct(reader.id, room), { left: at }));
  }

  async directs({ id }: Reader, name: string): Promise<string[]> {
    const [start, end] = [keys.direct(id, `${name} `), keys.direct(id, `${name}!`)];
    const found = await this.#list<Stored["direct"]>({ start, end }, BATCH);
    return roomsOf(found.sort(byAge));
  }

  async forget({ id, key: name }: { id: string; key?: string }): Promise<void> {
    const own = [keys.reads(id), keys.directs(id), keys.devices(id), keys.calls(id)];
    for (const prefix of own) await this.#delete({ prefix });
    const chosen = await this.#store.use((kv) => kv.get(keys.notify(id)));
    if (chosen.value !== null) {
      await this.#journal.background.commit((atomic) => void atomic.delete(chosen.key));
    }
    if (name !== undefined) await this.#delete({ prefix: keys.mentions(name) });
  }

  /**
   * The rooms that somebody may have something to read in, those that something happened in first, and
   * how many rows were looked at to find them.
   */
  async #rooms(reader: Reader): Promise<{ rooms: KnownRoom[]; looked: number }> {
    const { id } = reader;
    const reads = await this.#newest<Stored["read"]>(keys.reads(id), ROWS_MAX.reads);
    const directs = await this.#newest<Stored["direct"]>(keys.directs(id), ROWS_MAX.directs);
    const mentions: Deno.KvEntry<Stored["mention"]>[] = [];
    for (const name of keysOf(reader)) {
      const limit = ROWS_MAX.mentions - mentions.length;
      if (limit > 0) {
        mentions.push(...await this.#newest<Stored["mention"]>(keys.mentions(name), limit));
      }
    }
    mentions.sort(byAge);
    const { levels } = await this.#preferences.of(id);
    const read = new Map(reads.map(({ key, value }) => [String(key[2]), value]));
    const own = new Map(directs.map(({ key, value }) => [String(key[2]), value]));
    const called = callsIn(mentions);
    const wanted = new Set([
      ...roomsOf(reads).slice(0, READ_MAX),
      ...unreadDirects(roomsOf(directs).filter((room) => !read.has(room)), id),
      ...newCalls(called, (room) => read.has(room) || own.has(room)),
      ...Object.keys(levels),
    ]);
    const heads = await this.#journal.heads.newest([...wanted].slice(0, MARKED_MAX));
    const looked = reads.length + directs.length + mentions.length + heads.length;
    const rooms = heads.flatMap(([room, head]) => {
      // Anybody may be named in a direct room that is not theirs.
      if (head.people && !own.has(room) && !read.has(room)) return [];
      const direct = own.get(room);
      const left = direct && direct !== true ? direct.left : undefined;
      const call = called.get(room)?.seq ?? 0;
      return [{ key: room, head, read: read.get(room), left, called: call, notify: levels[room] }];
    });
    return { rooms, looked };
  }

  /** How many messages were said up to an entry. What is not kept any more is older than the rest. */
  async #saidUpTo(room: string, seq: number): Promise<number> {
    const kept = await this.#journal.reader.from(room, seq);
    if (kept) return kept.entry.seq > seq && kept.entry.type === "said" ? kept.nth - 1 : kept.nth;
    return (await this.#journal.heads.look(room))?.head.said ?? 0;
  }

  /** Makes place for new mentions: one that was read counts no more. */
  async #forgetMention(name: string, room: string, seq: number): Promise<void> {
    const key = keys.mention(name, room);
    const known = await this.#store.use((kv) => kv.get<Stored["mention"]>(key));
    if (!known.value || known.value.seq > seq) return;
    await this.#store.write((kv) => kv.atomic().check(known).delete(key).commit());
  }

  /** Deletes what is under keys, some at a time. */
  async #delete(selector: Deno.KvListSelector): Promise<void> {
    while (true) {
      const found = await this.#list<unknown>(selector, BATCH);
      if (found.length === 0) return;
      const fill = (atomic: Deno.AtomicOperation) => {
        for (const { key } of found) atomic.delete(key);
      };
      await this.#journal.background.commit(fill);
      if (found.length < BATCH) return;
    }
  }

  /** What is under keys of a kind, the newest first: some at a time, for the sake of others. */
  async #newest<T>(prefix: Deno.KvKey, limit: number): Promise<Deno.KvEntry<T>[]> {
    const found: Deno.KvEntry<T>[] = [];
    for await (const row of this.#store.scan<T>(prefix, STEP_ROWS)) {
      if (found.push(row) === limit) break;
      if (found.length % STEP_ROWS === 0) await turn();
    }
    return found.sort(byAge);
  }

  #list<T>(selector: Deno.KvListSelector, limit: number): Promise<Deno.KvEntry<T>[]> {
    return this.#store.list<T>(selector, { limit, batchSize: limit });
  }
}
