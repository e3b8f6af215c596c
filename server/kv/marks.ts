/**
 * Marks in Deno KV.
 *
 * @module
 */
import type { Head } from "../../hub/journal.ts";
import type { Mark, Marks, Reader } from "../../hub/marks.ts";
import { keys, type Stored } from "./keys.ts";
import { Pages } from "./pages.ts";
import type { Store } from "./store.ts";

/** Rooms, direct rooms and mentions that are looked at for one person. */
const LOOKED_MAX = 500;

export class KvMarks implements Marks {
  readonly #store: Store;
  readonly #pages: Pages;

  constructor(store: Store) {
    this.#store = store;
    this.#pages = new Pages(store);
  }

  async of({ id, key: name }: Reader): Promise<Mark[]> {
    const [reads, directs, mentions] = await Promise.all([
      this.#list<Stored["read"]>({ prefix: keys.reads(id) }),
      this.#list<Stored["direct"]>({ prefix: keys.directs(id) }),
      this.#list<Stored["mention"]>({ prefix: keys.mentions(name) }),
    ]);
    const read = new Map(reads.map(({ key, value }) => [String(key[2]), value]));
    const own = new Set(directs.map(({ key }) => String(key[2])));
    const rooms = new Set([...read.keys(), ...own, ...mentions.map(({ key }) => String(key[2]))]);
    const heads = await this.#store.getMany<Head>([...rooms].map(keys.room));
    return heads.flatMap(({ key, value: head }) => {
      const room = String(key[1]);
      // Anybody may be named in a direct room that is not theirs.
      if (!head || head.people && !own.has(room)) return [];
      const { seq, nth } = read.get(room) ?? { seq: 0, nth: 0 };
      const called = mentions.filter(({ key }) => key[2] === room && Number(key[3]) > seq);
      const { name, topic } = head;
      return [{
        key: room,
        room: name,
        topic,
        head: head.seq,
        read: seq,
        unread: head.said - nth,
        mentions: called.length,
      }];
    });
  }

  async read({ id, key: name }: Reader, room: string, seq: number): Promise<void> {
    const key = keys.read(id, room);
    const nth = await this.#saidUpTo(room, seq);
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Stored["read"]>(key));
      if (known.value && known.value.seq >= seq) return;
      const result = await this.#store.write((kv) =>
        kv.atomic().check(known).set(key, { seq, nth }).commit()
      );
      // Otherwise another of their sockets has read on meanwhile, perhaps less far.
      if (result.ok) break;
    }
    await this.#forgetMentions(name, room, seq);
  }

  async forget({ id, key: name }: Reader): Promise<void> {
    for (const prefix of [keys.reads(id), keys.directs(id), keys.mentions(name)]) {
      await this.#delete({ prefix });
    }
  }

  /** How many messages were said up to an entry. What is not kept any more is older than the rest. */
  async #saidUpTo(room: string, seq: number): Promise<number> {
    const page = await this.#pages.page(room, seq);
    const kept = page?.value.find(({ entry }) => entry.seq >= seq);
    if (kept) return kept.entry.seq > seq && kept.entry.type === "said" ? kept.nth - 1 : kept.nth;
    const { value: head } = await this.#store.use((kv) => kv.get<Stored["room"]>(keys.room(room)));
    return head?.said ?? 0;
  }

  /** Makes place for new mentions: those that were read count no more. */
  async #forgetMentions(name: string, room: string, seq: number): Promise<void> {
    const [start, end] = [keys.mention(name, room, 0), keys.mention(name, room, seq + 1)];
    await this.#delete({ start, end });
  }

  /** Deletes what is under keys, some at a time. */
  async #delete(selector: Deno.KvListSelector): Promise<void> {
    while (true) {
      const found = await this.#list<unknown>(selector);
      if (found.length === 0) return;
      await this.#store.write((kv) => {
        const atomic = kv.atomic();
        for (const { key } of found) atomic.delete(key);
        return atomic.commit();
      });
      if (found.length < LOOKED_MAX) return;
    }
  }

  #list<T>(selector: Deno.KvListSelector): Promise<Deno.KvEntry<T>[]> {
    return this.#store.list<T>(selector, { limit: LOOKED_MAX, batchSize: LOOKED_MAX });
  }
}
