/**
 * Pages of a room's log that are about to be written anew.
 *
 * @module
 */
import type { Kept } from "../../../hub/log/kept_entry.ts";
import { pageValue, weighKept } from "../pages/page_value.ts";
import type { Page, Pages } from "../pages/pages.ts";

/** What pages may weigh that one commit writes. Deno KV takes 800 KB. */
const COMMIT_BYTES = 500_000;

export class Changes {
  readonly #room: string;
  readonly #pages: Pages;
  readonly #pagesMax: number;
  /** What becomes of each page, as it was read. */
  readonly #changed = new Map<Page, Kept[]>();
  #bytes = 0;

  /** One commit may check so many pages. */
  constructor(room: string, pages: Pages, pagesMax: number) {
    this.#room = room;
    this.#pages = pages;
    this.#pagesMax = pagesMax;
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0;
  }

  /** Whether one more page may be too much for a commit. */
  get isFull(): boolean {
    return this.#bytes > COMMIT_BYTES || this.#changed.size >= this.#pagesMax;
  }

  /** Changes entries of a page, which is at hand or has the entry of a number. */
  async change(where: Page | number, change: (kept: Kept) => Kept): Promise<void> {
    const key = typeof where === "number" ? undefined : where.key[2];
    const known = this.#changed.keys().find((page) =>
      typeof where === "number" ? has(page, where) : page.key[2] === key
    );
    const page = known ?? (typeof where === "number" ? await this.#find(where) : where);
    if (!page) return;
    const before = this.#changed.get(page) ?? page.value;
    const after = before.map(change);
    if (after.every((one, i) => one === before[i])) return;
    if (!known) this.#bytes += after.reduce((sum, one) => sum + weighKept(one), 0);
    this.#changed.set(page, after);
  }

  /** Adds all to a commit, which fails if a page is not any more as it was read. */
  commit(atomic: Deno.AtomicOperation): void {
    // They have room for some longer names: entries take less than they are weighed with.
    for (const [page, kept] of this.#changed) atomic.check(page).set(page.key, pageValue(kept));
  }

  clear(): void {
    this.#changed.clear();
    this.#bytes = 0;
  }

  async #find(seq: number): Promise<Page | undefined> {
    const page = await this.#pages.page(this.#room, seq);
    return page && has(page, seq) ? page : undefined;
  }
}

function has({ value }: Page, seq: number): boolean {
  return value.length > 0 && value[0]!.entry.seq <= seq && seq <= value.at(-1)!.entry.seq;
}
