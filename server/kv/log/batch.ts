/**
 * What one commit stores of a room.
 *
 * @module
 */
import { type Appended, type Draft, type Head, nextHead } from "../../../hub/log/journal.ts";
import { mentionedBy } from "../../../protocol/markup/mentioned.ts";
import {
  formerIdentitiesOf,
  identityOf,
  keep,
  type Kept,
  revise,
  targetOf,
} from "../../../hub/log/kept_entry.ts";
import type { Attaching } from "../files/attaching.ts";
import type { CommitLog } from "./commit_log.ts";
import type { RoomState } from "./heads.ts";
import { type Identity, nameOf, type StoredMessages } from "../ids/ids.ts";
import { keys } from "../keys.ts";
import type { LogWrite } from "./log_write.ts";
import { pagesOf, pageValue } from "../pages/page_value.ts";
import type { Page, Pages } from "../pages/pages.ts";
import { KINDS, type Stored } from "../schema.ts";

/** Where entries are that a commit may change, and the files of all that it stores. */
interface Entries {
  readonly log: CommitLog;
  readonly pages: Pages;
  readonly files: Attaching;
}

/** What is known of the ids of a commit. */
export interface KnownIds {
  /** Where messages are stored, those of this commit included; nothing if all are certainly new. */
  stored: StoredMessages | undefined;
  /** Whether a commit to a shared store checks each id; else they were looked for after the heads. */
  readonly areChecked: boolean;
}

/** The drafts of one room that become entries in one commit. */
export class RoomBatch {
  readonly room: string;
  readonly state: RoomState;
  readonly #ids: KnownIds;
  readonly #entries: Entries;
  #head: Head;
  readonly #fresh: Kept[] = [];
  /** Messages of before as they are from now on, by their numbers. */
  #revised: Map<number, Kept> | undefined;
  /** Pages that have messages which drafts are about. */
  #loaded: Page[] | undefined;
  /** The newest call of each person, by the key of their name. */
  #calls: Map<string, Stored["mention"]> | undefined;
  /** Messages that were refused; `undefined` for what is about one. */
  #refused: (Identity | undefined)[] | undefined;

  constructor(
    room: string,
    state: RoomState,
    ids: KnownIds,
    entries: Entries,
  ) {
    this.room = room;
    this.state = state;
    this.#ids = ids;
    this.#entries = entries;
    this.#head = state.head;
  }

  /** The room's head once this is committed. */
  get head(): Head {
    return this.#head;
  }

  /** Reads what is needed to add a draft, if there is something to read. */
  load({ entry }: Draft): Promise<void> | undefined {
    const target = targetOf(entry);
    if (target === undefined || target < this.state.head.first) return undefined;
    if (target > this.state.row.value.seq || this.#page(target)) return undefined;
    return this.#entries.pages.page(this.room, target).then((page) => {
      if (page && page.value.length > 0) (this.#loaded ??= []).push(page);
    });
  }

  /** Adds a draft, for which `load` has read what is needed. */
  add(draft: Draft): Appended {
    const identity = this.#ids.stored && identityOf(draft.entry);
    const name = identity && nameOf(identity);
    const stored = name === undefined
      ? undefined
      : this.#ids.stored?.get(name) ?? this.#storedBefore(draft);
    if (stored) return { stored };
    const refused = !draft.refused && this.#entries.files.mayAttach(draft)
      ? this.#revise(draft)
      : { refused: "no-such-file" } as const;
    if (refused) {
      (this.#refused ??= []).push(identity);
      return refused;
    }
    const entry = { ...draft.entry, seq: this.#head.seq + 1 };
    if (entry.type === "said" && draft.files) {
      this.#entries.files.attach(this.room, entry, draft.files);
    }
    this.#head = nextHead(this.#head, entry, draft.by);
    this.#fresh.push(keep(entry, draft.by, this.#head.said));
    if (name !== undefined) this.#ids.stored?.set(name, { room: entry.room, seq: entry.seq });
    // A direct room is its people's whether they are called or not.
    for (const called of this.#head.people ? [] : mentionedBy(entry)) {
      const seq = entry.type === "edited" ? entry.of : entry.seq;
      (this.#calls ??= new Map()).set(called, { seq, by: draft.by });
    }
    return { entry };
  }

  /** Where a message is that its author said by a name that they had before. */
  #storedBefore(draft: Draft): { room: string; seq: number } | undefined {
    if (!draft.formerly) return undefined;
    for (const identity of formerIdentitiesOf(draft)) {
      const stored = this.#ids.stored?.get(nameOf(identity));
      if (stored) return stored;
    }
    return undefined;
  }

  /** Adds to what is written to the log. */
  log(write: LogWrite): void {
    for (const kept of this.#fresh) write.add(this.room, kept);
    for (const [seq, kept] of this.#revised ?? []) {
      if (seq > this.state.row.value.seq) write.move(this.room, kept);
      // What is in a page as well is in no row of the log any more.
      else write.drop(this.room, seq);
    }
  }

  /** Adds to a commit what is not written to the log: calls, and pages with messages that change. */
  commit(atomic: Deno.AtomicOperation): void {
    for (const [name, call] of this.#calls ?? []) {
      atomic.set(keys.mention(name, this.room), call, { expireIn: KINDS.mention.expireIn });
    }
    const revised = this.#revised;
    for (const page of revised && this.#loaded || []) {
      const kept = page.value.map((one) => revised?.get(one.entry.seq) ?? one);
      if (kept.every((one, i) => one === page.value[i])) continue;
      atomic.check(page);
      writePages(atomic, this.room, kept);
    }
  }

  /**
   * Adds to a commit the entries as a page, and their ids. It fails if the room's log has grown
   * meanwhile, or one of the messages is stored. Without checks of ids, a message that its author
   * sends to two rooms in the same moment, by two servers, may be stored in both.
   */
  commitPages(atomic: Deno.AtomicOperation): void {
    const { row } = this.state;
    // A refusal has to be true, too.
    if (this.#fresh.length > 0 || this.#refused) atomic.check(row);
    const { areChecked } = this.#ids;
    for (const identity of this.#refused ?? []) {
      if (identity && areChecked) atomic.check({ key: keys.said(...identity), versionstamp: null });
    }
    if (this.#fresh.length === 0) return;
    atomic.set(row.key, this.#head);
    writePages(atomic, this.room, this.#fresh);
    for (const { entry } of this.#fresh) {
      const identity = identityOf(entry);
      if (!identity) continue;
      const { room, seq } = entry;
      const key = keys.said(...identity);
      if (areChecked) atomic.check({ key, versionstamp: null });
      atomic.set(key, { room, seq }, { expireIn: KINDS.said.expireIn });
    }
  }

  /** Changes the message that a draft is about, if it is about one. */
  #revise(draft: Draft): Appended | undefined {
    const target = targetOf(draft.entry);
    if (target === undefined) return undefined;
    const kept = this.#kept(target);
    const revised = revise(kept, draft);
    if ("refused" in revised) return revised;
    if (revised === kept) return undefined;
    if (kept && draft.entry.type === "deleted") this.#entries.files.detach(this.room, kept.entry);
    const fresh = target - this.state.head.seq - 1;
    if (fresh >= 0) this.#fresh[fresh] = revised;
    else (this.#revised ??= new Map()).set(target, revised);
  }

  #kept(seq: number): Kept | undefined {
    const { head, row } = this.state;
    if (seq > head.seq) return this.#fresh[seq - head.seq - 1];
    if (seq < head.first) return undefined;
    const revised = this.#revised?.get(seq);
    if (revised) return revised;
    if (seq > row.value.seq) return this.#entries.log.find(this.room, seq)?.kept;
    return this.#page(seq)?.value.find(({ entry }) => entry.seq === seq);
  }

  /** The page that an entry is in, if it is at hand. */
  #page(seq: number): Page | undefined {
    return this.#loaded?.find(({ value }) =>
      value[0]!.entry.seq <= seq && seq <= value.at(-1)!.entry.seq
    );
  }
}

/** Writes entries of a room as pages. */
export function writePages(
  atomic: Deno.AtomicOperation,
  room: string,
  kept: readonly Kept[],
): void {
  for (const page of pagesOf(kept)) {
    atomic.set(keys.page(room, page.at(-1)!.entry.seq), pageValue(page));
  }
}
