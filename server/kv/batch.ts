/**
 * What one commit writes for a room.
 *
 * @module
 */
import type { Appended, Draft, Head } from "../../hub/log/journal.ts";
import { mentionedBy } from "../../protocol/markup.ts";
import { identityOf, keep, type Kept, nextHead, revise, targetOf } from "../../hub/log/edits.ts";
import type { FreshIds } from "./ids.ts";
import { keys } from "./keys.ts";
import { KINDS, type Stored } from "./schema.ts";
import { originalBytes, pageValue } from "./page_value.ts";
import type { Page } from "./pages.ts";

/** How large a page may be, as `weighKept` weighs it. A value of Deno KV may have 64 KiB. */
export const PAGE_MAX_BYTES = 60_000;

/** Reads the page of a room's log that has an entry. */
export type ReadPage = (room: string, seq: number) => Promise<Page | undefined>;

/** The drafts of one room that become entries in one commit. */
export class RoomBatch {
  /** The head that it follows. */
  readonly start: Head;
  readonly room: string;
  readonly #ids: FreshIds;
  #head: Head;
  readonly #fresh: Kept[] = [];
  /** Pages of the log that have messages which drafts are about. */
  readonly #loaded = new Set<Page>();
  /** Those of them that change. */
  readonly #revised = new Set<Page>();
  /** The newest call of each person, by the key of their name. */
  readonly #calls = new Map<string, Stored["mention"]>();
  #hasRefused = false;

  /** Follows a head. Messages that are known to be stored are not stored again, and new ones noted. */
  constructor(room: string, start: Head, ids: FreshIds) {
    this.start = start;
    this.room = room;
    this.#head = start;
    this.#ids = ids;
  }

  /** The room's head once this is committed. */
  get head(): Head {
    return this.#head;
  }

  /** Reads what is needed to add drafts. */
  async load(drafts: readonly Draft[], readPage: ReadPage): Promise<void> {
    for (const { entry } of drafts) {
      const target = targetOf(entry);
      const isKept = target !== undefined && target >= this.start.first && target <= this.start.seq;
      if (!isKept || this.#page(target)) continue;
      const page = await readPage(this.room, target);
      if (page) this.#loaded.add(page);
    }
  }

  /** Adds a draft, for which `load` has read what is needed. */
  add(draft: Draft): Appended {
    const identity = identityOf(draft.entry);
    const stored = identity && this.#ids.placeOf(draft, identity);
    if (stored) return { stored };
    const refused = this.#revise(draft);
    if (refused) {
      this.#hasRefused = true;
      return refused;
    }
    const entry = { ...draft.entry, seq: this.#head.seq + 1 };
    this.#head = nextHead(this.#head, entry);
    this.#fresh.push(keep(entry, draft.by, this.#head.said));
    if (identity) this.#ids.add(draft, identity, { room: entry.room, seq: entry.seq });
    // A direct room is its people's whether they are called or not.
    for (const name of this.start.people ? [] : mentionedBy(entry)) {
      const seq = entry.type === "edited" ? entry.of : entry.seq;
      this.#calls.set(name, { seq, by: draft.by });
    }
    return { entry };
  }

  /**
   * Adds what is to be written to a commit, which fails if the room's log grew meanwhile, as its
   * head's versionstamp tells; without one, something else makes sure of that.
   */
  commit(atomic: Deno.AtomicOperation, versionstamp: string | undefined): void {
    const key = keys.room(this.room);
    // A refusal has to be true, too: it may be the log that grew, or the message that was stored.
    const isAbout = this.#fresh.length > 0 || this.#hasRefused;
    if (versionstamp !== undefined && isAbout) atomic.check({ key, versionstamp });
    if (this.#fresh.length === 0) return;
    atomic.set(key, this.#head);
    for (const [name, call] of this.#calls) {
      atomic.set(keys.mention(name, this.room), call, { expireIn: KINDS.mention.expireIn });
    }
    for (const page of this.#revised) atomic.check(page);
    for (const page of [...this.#revised.values().map(({ value }) => value), this.#fresh]) {
      for (const part of pagesOf(page)) {
        atomic.set(keys.page(this.room, part.at(-1)!.entry.seq), pageValue(part));
      }
    }
  }

  /** Changes the message that a draft is about, if it is about one. */
  #revise(draft: Draft): Appended | undefined {
    const target = targetOf(draft.entry);
    if (target === undefined) return undefined;
    const page = this.#page(target);
    const kept = target > this.start.seq ? this.#fresh : page?.value;
    const at = kept?.findIndex(({ entry }) => entry.seq === target) ?? -1;
    const revised = revise(kept?.[at], draft);
    if ("refused" in revised) return revised;
    if (kept && kept[at] !== revised) {
      kept[at] = revised;
      if (page) this.#revised.add(page);
    }
  }

  /** The page of the log that an entry is in, if it is at hand. */
  #page(seq: number): Page | undefined {
    if (seq < this.start.first) return undefined;
    return this.#loaded.values().find(({ value }) =>
      value[0]!.entry.seq <= seq && seq <= value.at(-1)!.entry.seq
    );
  }
}

/** Cuts entries into pages that fit into a value. */
function* pagesOf(kept: readonly Kept[]): Generator<Kept[]> {
  let page: Kept[] = [];
  let bytes = 0;
  for (const one of kept) {
    const weight = weighKept(one) + originalBytes(one);
    if (page.length > 0 && bytes + weight > PAGE_MAX_BYTES) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(one);
    bytes += weight;
  }
  if (page.length > 0) yield page;
}

/** The bytes that an entry takes in a page, at most: no code unit takes more than two. */
export function weighKept({ entry, by }: Draft): number {
  let units = entry.room.length + by.length;
  if ("from" in entry) units += entry.from.length;
  if ("text" in entry) units += entry.text.length;
  if (entry.type === "said") units += entry.id.length;
  if (entry.type === "said" && entry.reactions) units += JSON.stringify(entry.reactions).length;
  return 300 + 2 * units;
}
