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
import { restore } from "../../hub/log/kept_entry.ts";
import type { Entry, Range } from "../../protocol.ts";
import type { DutyCycleOptions } from "../service/duty_cycle.ts";
import { Anonymizing } from "./background/anonymize.ts";
import { Background } from "./background/background.ts";
import { isHead } from "./checks.ts";
import { CommitLog } from "./log/commit_log.ts";
import { Commits } from "./log/commits.ts";
import type { CommitMeters } from "./log/commits/meters.ts";
import { Compactor } from "./log/compactor.ts";
import { Heads } from "./log/heads.ts";
import { Ids } from "./ids/ids.ts";
import { keys } from "./keys.ts";
import { LogReader } from "./pages/log_reader.ts";
import { LogSizes } from "./pages/log_sizes.ts";
import { mendLog } from "./log/mend_log.ts";
import { Others, type OthersOptions } from "./others.ts";
import { Owner } from "./log/owner.ts";
import { Pages } from "./pages/pages.ts";
import { appendPieces } from "./log/pieces.ts";
import { KINDS, type Stored } from "./schema.ts";
import { Releasing } from "./files/releasing.ts";
import { type Store, StoreError } from "./store.ts";
import { Trimming } from "./background/trim.ts";

export interface KvJournalOptions {
  /** How background work rests. */
  background?: DutyCycleOptions;
  /** How it follows other servers. */
  others?: OthersOptions;
  /** Messages that came lately whose ids are remembered. */
  idsMax?: number;
}

export class KvJournal implements Journal {
  /** For all who do something in the background. */
  readonly background: Background;
  /** Brings what was said lately into its rooms' pages. */
  readonly compactor: Compactor;
  readonly heads: Heads;
  readonly reader: LogReader;
  readonly sizes: LogSizes;
  readonly #store: Store;
  readonly #owner: Owner;
  readonly #log: CommitLog;
  readonly #ids: Ids;
  readonly #commits: Commits;
  readonly #others: Others;
  readonly #trimming: Trimming;
  readonly #erasing: Anonymizing;
  readonly #files: Releasing;
  /** Resolves when the store has another database. */
  #reopened = Promise.withResolvers<void>();

  constructor(store: Store, options: KvJournalOptions = {}) {
    const owner = this.#owner = new Owner(store, () => this.#load());
    const log = this.#log = new CommitLog(store);
    const heads = this.heads = new Heads({ store, log, owner });
    const ids = this.#ids = new Ids(store, log, options.idsMax);
    const pages = new Pages(store);
    const others = this.#others = new Others(store, options.others);
    const commits = this.#commits = new Commits({
      ...{ store, owner, log, heads, ids, pages, others },
      isGone: (by) => this.#erasing.isGone(by),
      onGrown: () => this.compactor.run(),
    });
    const compactor = this.compactor = new Compactor({ owner, log, heads, ids, commits });
    const background = new Background({ owner, heads, commits }, options.background);
    this.background = background;
    this.#store = store;
    this.reader = new LogReader({ owner, log, pages });
    this.sizes = new LogSizes({ store, log, heads });
    this.#trimming = new Trimming({ store, heads, pages, background, log, compactor });
    const files = this.#files = new Releasing(store, background);
    this.#erasing = new Anonymizing({ store, pages, others, background, compactor, files });
    store.onReopened(() => {
      this.#reopened.resolve();
      this.#reopened = Promise.withResolvers();
    });
  }

  /** Ends what goes on by itself. */
  async stop(): Promise<void> {
    this.#others.stop();
    await this.compactor.stop();
  }

  async head(room: string): Promise<Head | undefined> {
    return (await this.heads.look(room))?.head;
  }

  async createRoom(
    room: string,
    name: string,
    people?: readonly string[],
    by?: string,
  ): Promise<Head> {
    const key = keys.room(room);
    const head = newHead(name, crypto.randomUUID(), people, by);
    await this.background.commit((atomic) => {
      atomic.check({ key, versionstamp: null }).set(key, head);
      for (const person of head.people ?? []) atomic.set(keys.direct(person, room), true);
      this.#others.tell(atomic, ["grown", room]);
    });
    const created = await this.head(room);
    if (created) return created;
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
    if (seq >= known!.first) await this.#trimming.trim(room, seq + 1);
    await this.#files.trim(room, Infinity);
    const [name, number] = numberIn(room);
    const key = keys.formerly(name);
    return await this.background.step(async () => {
      const { value: last } = await this.#store.use((kv) => kv.get<Stored["formerly"]>(key));
      const mayDelete = (head: Head) => isIt(head) && head.first > seq;
      return await this.background.deleteHead(room, mayDelete, (atomic) => {
        for (const person of people ?? []) atomic.delete(keys.direct(person, room));
        if (people) atomic.delete(keys.news("grown", room));
        if (seq === 0 || people) return;
        atomic.set(key, Math.max(number, last ?? 0), {
          expireIn: KINDS.formerly.expireIn,
        });
      });
    });
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    if (drafts.length === 0) return Promise.resolve([]);
    // One of them may say whose the store is.
    const checksMax = this.#store.checksMax - 1;
    return appendPieces(drafts, checksMax, (piece) => this.#commits.append(room, piece));
  }

  async read(room: string, range: Range): Promise<Entry[]> {
    const kept = await this.reader.read(room, range);
    const known = new Map(kept.map((one) => [one.entry.seq, one]));
    const entries: Entry[] = [];
    for (const one of kept) {
      const { entry } = one;
      const target = entry.type === "edited"
        ? known.get(entry.of) ?? await this.reader.kept(room, entry.of)
        : undefined;
      entries.push(restore(one, target));
    }
    return entries;
  }

  trim(room: string, first: number): Promise<Head | undefined> {
    return this.#trimming.trim(room, first);
  }

  releaseFiles(room: string, first: number): Promise<void> {
    return this.#files.trim(room, first);
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
    await this.#owner.know();
    for await (const { key, value } of this.#store.scan<unknown>(keys.rooms)) {
      const room = String(key[1]);
      if (isHead(value)) yield [room, this.#log.advance(room, value)];
    }
  }

  follow(signal: AbortSignal): AsyncIterable<void> {
    return this.#store.shared ? this.#others.follow(signal) : this.#followFile(signal);
  }

  /** Tells other servers with a commit that something has changed beside logs, such as a policy. */
  tellOthers(atomic: Deno.AtomicOperation): void {
    this.#others.tell(atomic);
  }

  async *news(): AsyncIterable<[string, Head, News]> {
    for (const [news, room] of await this.#others.news()) {
      const head = await this.head(room);
      if (head) yield [room, head, news];
    }
  }

  /** What is counted of commits. */
  get meters(): CommitMeters {
    return this.#commits.meters;
  }

  /** Takes into memory what is stored. */
  async #load(): Promise<void> {
    await mendLog(this.#store, await this.#log.load());
    this.heads.forgetAll();
    await this.#ids.load();
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
