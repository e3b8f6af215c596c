/**
 * How many bytes rooms' logs take: counted where a room has few pages, else by some of them, as nobody
 * reads millions of messages for a list.
 *
 * @module
 */
import type { CommitLog } from "../log/commit_log.ts";
import type { Heads } from "../log/heads.ts";
import { keys } from "../keys.ts";
import type { Store } from "../store.ts";
import { pageValue, takeList } from "./page_value.ts";

/** A room of at most as many pages is counted. */
const COUNTED_PAGES = 3;
/** Pages by which any other is told, from its first entry to its last. */
const SAMPLED_PAGES = 6;

export interface LogSize {
  /** Of all that is kept of messages, who said them and when, but not their files. */
  readonly bytes: number;
  /** Whether the room is so long that only some of it was looked at. */
  readonly isSampled?: true;
}

interface Measured {
  readonly bytes: number;
  readonly entries: number;
  /** The number of the last. */
  readonly last: number;
}

export class LogSizes {
  readonly #store: Store;
  readonly #log: CommitLog;
  readonly #heads: Heads;

  constructor({ store, log, heads }: { store: Store; log: CommitLog; heads: Heads }) {
    this.#store = store;
    this.#log = log;
    this.#heads = heads;
  }

  /** What a room's log takes; nothing if there is none. */
  async of(room: string): Promise<LogSize> {
    const state = await this.#heads.look(room);
    if (!state) return { bytes: 0 };
    const { first, seq } = state.head;
    const pages = await this.#measure(room, first, COUNTED_PAGES + 1);
    if (pages.length > COUNTED_PAGES) return await this.#sample(room, first, seq - first + 1);
    const paged = pages.at(-1)?.last ?? 0;
    const unpaged = this.#log.of(room).map(({ kept }) => kept)
      .filter(({ entry }) => entry.seq > paged);
    const bytes = pages.reduce((sum, { bytes }) => sum + bytes, 0);
    return { bytes: bytes + (unpaged.length > 0 ? bytesOf(pageValue(unpaged)) : 0) };
  }

  /**
   * Whoever takes the pages of evenly spread entries meets one of many entries as much more often as it
   * has more: so the mean of what an entry takes on each is what one takes.
   */
  async #sample(room: string, first: number, entries: number): Promise<LogSize> {
    let [sum, count] = [0, 0];
    for (let i = 0; i < SAMPLED_PAGES; i++) {
      const at = first + Math.floor((i + 0.5) / SAMPLED_PAGES * entries);
      const [page] = await this.#measure(room, at, 1);
      if (!page || page.entries === 0) continue;
      sum += page.bytes / page.entries;
      count++;
    }
    return { bytes: count === 0 ? 0 : Math.round(sum / count * entries), isSampled: true };
  }

  /** Some pages, from the one on that an entry is in. */
  async #measure(room: string, seq: number, limit: number): Promise<Measured[]> {
    const selector = { start: keys.page(room, seq), end: keys.page(room, Infinity) };
    const pages = await this.#store.list<unknown>(selector, { limit, batchSize: limit });
    return pages.map(({ key, value }) => {
      const bytes = bytesOf(value);
      return { bytes, entries: takeList(value).length, last: Number(key[2]) };
    });
  }
}

/** The bytes of a page, or of one that could not be written as such, as JSON. */
function bytesOf(value: unknown): number {
  return value instanceof Uint8Array
    ? value.byteLength
    : new TextEncoder().encode(JSON.stringify(value)).length;
}
