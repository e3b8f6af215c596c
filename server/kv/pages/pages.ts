/**
 * Rooms' logs in Deno KV, as pages of entries under the number of the last: many messages cost one
 * write, and a read of many is a few large ones.
 *
 * @module
 */
import type { Kept } from "../../../hub/log/kept_entry.ts";
import type { Range } from "../../../protocol.ts";
import { keys } from "../keys.ts";
import type { Store } from "../store.ts";
import { readPage } from "./stored.ts";

/** Pages that are read at first, when their size is not known. */
const FIRST_PAGES = 4;
/** Pages that are read at once, at most. */
const PAGES_MAX = 32;

/** A page as it is stored. Who writes it anew checks that it still is what they read. */
export type Page = Deno.KvEntry<Kept[]>;

export class Pages {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What is kept of a range of a room's log, oldest first. */
  read(room: string, range: Range): Promise<Kept[]> {
    return "after" in range ? this.#readAfter(room, range) : this.#readBefore(room, range);
  }

  /** The page that an entry is in, or would be. */
  async page(room: string, seq: number): Promise<Page | undefined> {
    const [page] = await this.#list(from(room, seq), 1);
    return page;
  }

  /** What is kept of an entry. */
  async kept(room: string, seq: number): Promise<Kept | undefined> {
    return (await this.page(room, seq))?.value.find(({ entry }) => entry.seq === seq);
  }

  /** Some pages, from the one on that an entry is in, or would be. */
  from(room: string, seq: number, limit: number): Promise<Page[]> {
    return this.#list(from(room, seq), limit);
  }

  async #readAfter(
    room: string,
    { after, limit }: { after: number; limit: number },
  ): Promise<Kept[]> {
    const kept: Kept[] = [];
    let pages = FIRST_PAGES;
    while (kept.length < limit) {
      const next = (kept.at(-1)?.entry.seq ?? after) + 1;
      const found = await this.#list(from(room, next), pages);
      for (const { value } of found) kept.push(...value.filter(({ entry }) => entry.seq >= next));
      if (found.length < pages) break;
      pages = enough(limit - kept.length, found);
    }
    return kept.slice(0, limit);
  }

  async #readBefore(
    room: string,
    { before, limit }: { before: number; limit: number },
  ): Promise<Kept[]> {
    // The page that the newest one wanted is in may reach further.
    const newest = before === Infinity ? undefined : await this.page(room, before - 1);
    let kept = newest?.value.filter(({ entry }) => entry.seq < before) ?? [];
    let pages = FIRST_PAGES;
    while (kept.length < limit) {
      const end = keys.page(room, kept[0]?.entry.seq ?? before);
      const found = await this.#list({ start: keys.page(room, 0), end }, pages, { reverse: true });
      kept = [...found.toReversed().flatMap(({ value }) => value), ...kept];
      if (found.length < pages) break;
      pages = enough(limit - kept.length, found);
    }
    return kept.slice(-limit);
  }

  async #list(
    selector: Deno.KvListSelector,
    limit: number,
    options: Deno.KvListOptions = {},
  ): Promise<Page[]> {
    const found = await this.#store.list<unknown>(selector, {
      ...options,
      limit,
      batchSize: limit,
    });
    return await Promise.all(
      found.map(async (page) => ({ ...page, value: await readPage(this.#store, page) })),
    );
  }
}

/** The pages from the one that an entry is in. */
function from(room: string, seq: number): Deno.KvListSelector {
  return { start: keys.page(room, seq), end: keys.page(room, Infinity) };
}

/** How many pages have so many entries, if they are like those that were found. */
function enough(entries: number, found: readonly Page[]): number {
  const each = found.reduce((sum, { value }) => sum + value.length, 0) / found.length;
  return Math.min(PAGES_MAX, Math.max(1, Math.ceil(entries / each)));
}
