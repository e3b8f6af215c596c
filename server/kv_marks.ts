/**
 * Marks in Deno KV.
 *
 * @module
 */
import type { Head } from "../hub/journal.ts";
import type { Mark, Marks, Reader } from "../hub/marks.ts";
import { keys, type Stored } from "./keys.ts";
import { Pages } from "./kv_pages.ts";
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
      this.#list<Stored["read"]>(keys.reads(id)),
      this.#list<Stored["direct"]>(keys.directs(id)),
      this.#list<Stored["mention"]>(keys.mentions(name)),
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

  async read({ id }: Reader, room: string, seq: number): Promise<void> {
    const key = keys.read(id, room);
    const known = await this.#store.use((kv) => kv.get<Stored["read"]>(key));
    if (known.value && known.value.seq >= seq) return;
    const nth = (await this.#pages.kept(room, seq))?.nth ?? 0;
    await this.#store.write((kv) => kv.atomic().check(known).set(key, { seq, nth }).commit());
  }

  #list<T>(prefix: Deno.KvKey): Promise<Deno.KvEntry<T>[]> {
    return this.#store.list<T>({ prefix }, { limit: LOOKED_MAX, batchSize: LOOKED_MAX });
  }
}
