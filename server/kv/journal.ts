/**
 * The journal in Deno KV: one file on this machine, or a database that several servers share.
 *
 * @module
 */
import {
  type Appended,
  type Draft,
  type ErasureMode,
  type Head,
  type Journal,
  newHead,
  type News,
  numberIn,
} from "../../hub/log/journal.ts";
import { restore } from "../../hub/log/edits.ts";
import type { Entry, Range } from "../../protocol.ts";
import type { DutyCycleOptions } from "../service/duty_cycle.ts";
import { Background } from "./background.ts";
import { isHead } from "./checks.ts";
import { Commits } from "./commits.ts";
import { Anonymizing } from "./anonymize.ts";
import { Heads } from "./heads.ts";
import { Hold, type HoldOptions } from "./hold.ts";
import { keys } from "./keys.ts";
import { KINDS, type Stored } from "./schema.ts";
import { Others, type OthersOptions } from "./others.ts";
import { Pages } from "./pages.ts";
import { appendPieces } from "./pieces.ts";
import { type Store, StoreError } from "./store.ts";
import { Trimming } from "./trim.ts";

export interface KvJournalOptions extends HoldOptions {
  /** How background work rests. */
  background?: DutyCycleOptions;
  /** How it follows other servers. */
  others?: OthersOptions;
}

export class KvJournal implements Journal {
  /** For all who do something in the background. */
  readonly background: Background;
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #heads: Heads;
  readonly #commits: Commits;
  readonly #others: Others;
  readonly #trimming: Trimming;
  readonly #erasing: Anonymizing;
  /** Resolves when the store has another database. */
  #reopened = Promise.withResolvers<void>();

  constructor(store: Store, options: KvJournalOptions = {}) {
    const pages = this.#pages = new Pages(store);
    const heads = this.#heads = new Heads(store);
    const hold = new Hold(store, heads, options);
    const others = this.#others = new Others(store, options.others);
    const readPage = (room: string, seq: number) => pages.page(room, seq);
    const isGone = (by: string) => this.#erasing.isGone(by);
    const commits = this.#commits = new Commits({
      ...{ store, heads, hold, others, readPage, isGone },
    });
    const background = this.background = new Background(
      { store, heads, hold, commits },
      options.background,
    );
    this.#store = store;
    this.#trimming = new Trimming({ store, heads, pages, background });
    this.#erasing = new Anonymizing({ store, pages, others, background });
    store.onReopened(() => {
      this.#reopened.resolve();
      this.#reopened = Promise.withResolvers();
    });
  }

  async head(room: string): Promise<Head | undefined> {
    return (await this.#heads.look(room))?.value;
  }

  async createRoom(
    room: string,
    name: string,
    people?: readonly string[],
    by?: string,
  ): Promise<Head> {
    const key = keys.room(room);
    const head = newHead(name, crypto.randomUUID(), people, by);
    await this.#store.write((kv) => {
      const atomic = kv.atomic().check({ key, versionstamp: null }).set(key, head);
      for (const person of head.people ?? []) atomic.set(keys.direct(person, room), true);
      this.#others.tell(atomic, ["grown", room]);
      return atomic.commit();
    });
    const created = await this.#heads.look(room);
    if (created) return created.value;
    throw new StoreError(`Cannot create room: ${room} does not exist`);
  }

  async unused(room: string): Promise<string> {
    const [name, number] = numberIn(room);
    const former = await this.#store.use((kv) => kv.get<Stored["formerly"]>(keys.formerly(name)));
    const last = former.value ?? 0;
    return number > last ? room : `${name} ${last + 1}`;
  }

  async forget(room: string, { epoch, seq, people }: Head): Promise<boolean> {
    const isIt = (head: Head | undefined) => head?.epoch === epoch && head.seq === seq;
    const known = await this.head(room);
    if (!isIt(known)) return false;
    // What is in it goes first, some at a time: while it has a head, it can be found.
    if (seq >= known!.first) await this.trim(room, seq + 1);
    const [name, number] = numberIn(room);
    const key = keys.formerly(name);
    return await this.background.step(async () => {
      const { value: last } = await this.#store.use((kv) => kv.get<Stored["formerly"]>(key));
      const mayDelete = (head: Head) => isIt(head) && head.first > seq;
      return await this.background.deleteHead(room, mayDelete, (atomic) => {
        for (const person of people ?? []) atomic.delete(keys.direct(person, room));
        if (seq === 0 || people) return;
        atomic.set(key, Math.max(number, last ?? 0), {
          expireIn: KINDS.formerly.expireIn,
        });
      });
    });
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    return appendPieces(drafts, (piece) => this.#commits.append(room, piece));
  }

  async read(room: string, range: Range): Promise<Entry[]> {
    const kept = await this.#pages.read(room, range);
    const known = new Map(kept.map((one) => [one.entry.seq, one]));
    const entries: Entry[] = [];
    for (const one of kept) {
      const { entry } = one;
      const target = entry.type === "edited"
        ? known.get(entry.of) ?? await this.#pages.kept(room, entry.of)
        : undefined;
      entries.push(restore(one, target));
    }
    return entries;
  }

  trim(room: string, first: number): Promise<Head | undefined> {
    return this.#trimming.trim(room, first);
  }

  async beginErasing(by: string, mode: ErasureMode): Promise<void> {
    await this.#erasing.begin(by, mode);
  }

  anonymize(by: string, mode: ErasureMode, signal?: AbortSignal): AsyncIterable<string> {
    return this.#erasing.anonymize(by, mode, { rooms: this.rooms(), signal });
  }

  erasing(): Promise<[by: string, mode: ErasureMode][]> {
    return this.#erasing.underWay();
  }

  async *rooms(): AsyncIterable<[string, Head]> {
    for await (const { key, value } of this.#store.scan<unknown>(keys.rooms)) {
      if (isHead(value)) yield [String(key[1]), value];
    }
  }

  follow(signal: AbortSignal): AsyncIterable<void> {
    return this.#store.shared ? this.#others.follow(signal) : this.#followFile(signal);
  }

  async *news(): AsyncIterable<[string, Head, News]> {
    for (const [news, room] of await this.#others.news()) {
      const head = await this.head(room);
      if (head) yield [room, head, news];
    }
  }

  /** Yields when another file is in the store's place. */
  async *#followFile(signal: AbortSignal): AsyncIterable<void> {
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
    let reopened = this.#reopened.promise;
    while (!signal.aborted) {
      await Promise.race([reopened, aborted]);
      reopened = this.#reopened.promise;
      if (!signal.aborted) yield;
    }
  }
}
