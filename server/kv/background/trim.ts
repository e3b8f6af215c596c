/**
 * Forgets the oldest entries of rooms' logs, some pages at a time.
 *
 * A step deletes the oldest pages and moves the start of the log in one commit: so whatever breaks it
 * off, the log starts where its pages do. Pages that were left there by a step of an older version are
 * deleted with the rest.
 *
 * @module
 */
import { freeNow } from "../../limits/free_now.ts";
import type { Head } from "../../../hub/log/journal.ts";
import { type Background, checkedPagesAtOnce, pagesAtOnce } from "./background.ts";
import type { Heads } from "../log/heads.ts";
import { keys } from "../keys.ts";
import type { CommitLog } from "../log/commit_log.ts";
import type { Compactor } from "../log/compactor.ts";
import { isHole, pageValue } from "../pages/page_value.ts";
import type { Page, Pages } from "../pages/pages.ts";
import type { Store } from "../store.ts";

/** Pages that are read at first, when their size is not known. */
const FIRST_PAGES = 8;
/** The bytes of pages that one step reads, about. */
const STEP_BYTES = 500_000;
/** How often a step is tried that others keep getting in front of. */
const TRIES_MAX = 20;

interface Parts {
  readonly store: Store;
  readonly heads: Heads;
  readonly pages: Pages;
  readonly background: Background;
  readonly log: CommitLog;
  readonly compactor: Compactor;
}

/** What a step has done. */
interface Step {
  /** `undefined` when there is no such room. */
  readonly head: Head | undefined;
  /** How many pages the next one should take; none when there is nothing left to do. */
  readonly next: number;
}

export class Trimming {
  readonly #store: Store;
  readonly #heads: Heads;
  readonly #pages: Pages;
  readonly #background: Background;
  readonly #log: CommitLog;
  readonly #compactor: Compactor;

  constructor({ store, heads, pages, background, log, compactor }: Parts) {
    this.#log = log;
    this.#compactor = compactor;
    this.#store = store;
    this.#heads = heads;
    this.#pages = pages;
    this.#background = background;
  }

  /** Forgets what is older than entry `first`, and gives the head from then on. */
  async trim(room: string, first: number): Promise<Head | undefined> {
    await this.#heads.look(room);
    // What goes has to be in pages alone.
    const isLogged = this.#log.of(room).some(({ kept: { entry: { seq } } }) => seq < first);
    if (isLogged) await this.#compactor.all();
    let pages = Math.min(FIRST_PAGES, this.#pagesAtOnce(room));
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const step = await this.#background.step(() => this.#step(room, first, pages));
      if (step?.next === 0) return step.head;
      if (!step) continue;
      pages = step.next;
      tries = -1;
    }
    // Somebody else was always faster. There is no hurry: the next time will do.
    return (await this.#heads.look(room))?.head;
  }

  /** Forgets some of the oldest pages; `undefined` if somebody changed one meanwhile. */
  async #step(room: string, first: number, limit: number): Promise<Step | undefined> {
    const known = (await this.#heads.look(room))?.head;
    if (!known) return { head: undefined, next: 0 };
    const goal = Math.max(known.first, Math.min(first, known.seq + 1));
    const { pages, bytes } = await this.#oldest(room, goal, limit);
    const isLast = pages.length < limit;
    if (isLast && pages.length === 0 && goal === known.first) return { head: known, next: 0 };
    const start = isLast ? goal : Number(pages.at(-1)!.key[2]) + 1;
    const split = isLast ? await this.#pages.page(room, start) : undefined;
    const head = await this.#background.changeHead(room, (atomic, head) => {
      for (const page of pages) atomic.delete(page.key);
      if (this.#checksPages) atomic.check(...pages);
      if (split) cut(atomic, split, start);
      return { first: Math.max(head.first, start) };
    });
    if (!head) return undefined;
    const fitting = Math.floor(limit * STEP_BYTES / Math.max(1, bytes));
    const next = Math.max(1, Math.min(fitting, 2 * limit, this.#pagesAtOnce(room)));
    return { head, next: isLast ? 0 : next };
  }

  /**
   * Whether a page may change although its room's head does not. Where a store is shared, only erasing
   * changes one so, which lets it be where it is, and checks it.
   */
  get #checksPages(): boolean {
    return !this.#store.shared;
  }

  #pagesAtOnce(room: string): number {
    return this.#checksPages ? checkedPagesAtOnce(room, this.#store) : pagesAtOnce(room);
  }

  /** The oldest pages that end before an entry, and how much there is in them. */
  async #oldest(
    room: string,
    end: number,
    limit: number,
  ): Promise<{ pages: Omit<Deno.KvEntry<unknown>, "value">[]; bytes: number }> {
    const selector = { start: keys.page(room, 0), end: keys.page(room, end) };
    const found = await this.#store.list<unknown>(selector, { limit, batchSize: limit });
    let bytes = 0;
    const pages = found.map(({ key, value, versionstamp }) => {
      if (value instanceof Uint8Array) {
        bytes += value.length;
        freeNow(value);
      }
      return { key, versionstamp };
    });
    return { pages, bytes };
  }
}

/** Writes a page without what is older than an entry. */
function cut(atomic: Deno.AtomicOperation, page: Page, first: number): void {
  const rest = page.value.filter(({ entry }) => entry.seq >= first);
  if (rest.length === 0 || rest.length === page.value.length) return;
  // Of a page that can't be read nothing is left to write. It goes when all of it is old enough.
  if (rest.every(isHole)) return;
  atomic.check(page).set(page.key, pageValue(rest));
}
