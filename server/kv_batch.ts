/**
 * What one commit writes for a room.
 *
 * @module
 */
import type { Appended, Draft, Head } from "../hub/journal.ts";
import { mentionsIn } from "../hub/mention.ts";
import { identityOf, keep, type Kept, nextHead, revise, targetOf } from "../hub/revise.ts";
import { keys } from "./keys.ts";

/** How large a page may be, as `weighKept` weighs it. A value of Deno KV may have 64 KiB. */
const PAGE_MAX_BYTES = 60_000;
/** How long a message's id is remembered, in milliseconds. The protocol promises a day. */
export const REMEMBERED_MS = 48 * 60 * 60 * 1000;
/** How long a mention is, likewise. */
export const MENTION_MS = 30 * 24 * 60 * 60 * 1000;

/** Where messages are, by `identityOf`, joined by a space. */
export type StoredMessages = Map<string, { room: string; seq: number }>;

/** Reads the page of a room's log that has an entry. */
export type ReadPage = (room: string, seq: number) => Promise<Kept[] | undefined>;

/** The drafts of one room that become entries in one commit. */
export class RoomBatch {
  readonly #room: string;
  readonly #known: Deno.KvEntry<Head>;
  readonly #stored: StoredMessages;
  readonly #readPage: ReadPage;
  #head: Head;
  readonly #fresh: Kept[] = [];
  /** Pages of the log that change, by any entry's number that was looked for. */
  readonly #revised = new Set<Kept[]>();
  readonly #mentions: Deno.KvKey[] = [];
  readonly #said: [key: Deno.KvKey, value: { room: string; seq: number }][] = [];

  /** Follows a head as it is in the store. Known messages are not stored again, and new ones noted. */
  constructor(
    room: string,
    known: Deno.KvEntry<Head>,
    stored: StoredMessages,
    readPage: ReadPage,
  ) {
    this.#room = room;
    this.#known = known;
    this.#head = known.value;
    this.#stored = stored;
    this.#readPage = readPage;
  }

  /** The room's head once this is committed. */
  get head(): Head {
    return this.#head;
  }

  async add(draft: Draft): Promise<Appended> {
    const identity = identityOf(draft.entry);
    const stored = identity && this.#stored.get(identity.join(" "));
    if (stored) return { stored };
    const refused = await this.#revise(draft);
    if (refused) return refused;
    const entry = { ...draft.entry, seq: this.#head.seq + 1 };
    this.#head = nextHead(this.#head, entry);
    this.#fresh.push(keep(entry, draft.by, this.#head.said));
    if (identity) {
      const place = { room: entry.room, seq: entry.seq };
      this.#stored.set(identity.join(" "), place);
      this.#said.push([keys.said(...identity), place]);
    }
    if (entry.type === "said") {
      for (const name of mentionsIn(entry.text)) {
        this.#mentions.push(keys.mention(name, this.#room, entry.seq));
      }
    }
    return { entry };
  }

  /** Adds what is to be written to a commit, which fails if the room's log grew meanwhile. */
  commit(atomic: Deno.AtomicOperation): void {
    if (this.#fresh.length === 0) return;
    atomic.check(this.#known).set(this.#known.key, this.#head);
    for (const [key, place] of this.#said) {
      atomic.check({ key, versionstamp: null }).set(key, place, { expireIn: REMEMBERED_MS });
    }
    for (const key of this.#mentions) atomic.set(key, true, { expireIn: MENTION_MS });
    for (const page of [...this.#revised, this.#fresh]) {
      for (const part of pagesOf(page)) {
        atomic.set(keys.page(this.#room, part.at(-1)!.entry.seq), part);
      }
    }
  }

  /** Changes the message that a draft is about, if it is about one. */
  async #revise(draft: Draft): Promise<Appended | undefined> {
    const target = targetOf(draft.entry);
    if (target === undefined) return undefined;
    const page = await this.#page(target);
    const at = page?.findIndex(({ entry }) => entry.seq === target) ?? -1;
    const revised = revise(page?.[at], draft);
    if ("refused" in revised) return revised;
    if (page && page[at] !== revised) {
      page[at] = revised;
      if (page !== this.#fresh) this.#revised.add(page);
    }
  }

  async #page(seq: number): Promise<Kept[] | undefined> {
    if (seq < this.#head.first) return undefined;
    if (seq > this.#known.value.seq) return this.#fresh;
    for (const page of this.#revised) {
      if (page[0]!.entry.seq <= seq && seq <= page.at(-1)!.entry.seq) return page;
    }
    return await this.#readPage(this.#room, seq);
  }
}

/** Cuts entries into pages that fit into a value. */
function* pagesOf(kept: readonly Kept[]): Generator<Kept[]> {
  let page: Kept[] = [];
  let bytes = 0;
  for (const one of kept) {
    const weight = weighKept(one);
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

/** The bytes that an entry takes in a page, at most: names of 32 code points, texts of two bytes. */
function weighKept({ entry }: Kept): number {
  const reactions = entry.type === "said" && entry.reactions
    ? JSON.stringify(entry.reactions).length
    : 0;
  return 700 + 2 * (reactions + ("text" in entry ? entry.text.length : 0));
}
