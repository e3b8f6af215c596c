/**
 * The database: where it is, and whether it works.
 *
 * @module
 */
import { JournalError } from "../../hub/log/journal.ts";
import { despiteOthers } from "./store/contended.ts";
import {
  bringUp,
  checksMaxOf,
  folderOf,
  isFile,
  isRemote,
  MEMORY,
  openDatabase,
  openInPlace,
  refuseForeign,
} from "./store/database.ts";
import { IN_USE, inTime, isBug, messageOf } from "./store/failures.ts";
import { FileLock } from "./store/file_lock.ts";
import { ownerHint } from "./store/owner.ts";
import { keys } from "./keys.ts";
import type { MigrationContext } from "./migrations.ts";
import { freeBytes } from "../files/blobs/free_bytes.ts";
import { getMany } from "./store/gets.ts";
import { Reserve } from "./store/reserve.ts";
import { Trouble } from "./store/trouble.ts";
import { GONE, WatchedFile } from "./store/watched_file.ts";
import { Watching } from "./store/watching.ts";

/** How long the database may take for one operation, in milliseconds. */
const ANSWER_MS = 5000;
/**
 * How long a file that was removed or replaced is left alone, in milliseconds: somebody may be about
 * to put it back, or still be copying.
 */
const SETTLE_MS = 2000;
/** What is written to try it. A disk that is almost full takes what is small. */
const PROBE = new Uint8Array(60_000);
/** How long what a try found is told to all who ask, in milliseconds: it is not small. */
const PROBE_MS = 3000;
/** Rows of a whole-store scan that are read at once: some 10 ms of work, unless values are large. */
const SCAN_ROWS = 500;

export interface StoreOptions extends MigrationContext {
  /** How long the database may take for one operation, in milliseconds. */
  answerMs?: number;
  /** How long a file that was removed or replaced is left alone, in milliseconds. */
  settleMs?: number;
  /** How long what a try of a failing database found is told to all who ask, in milliseconds. */
  probeMs?: number;
  /** `false` where a tool reads or writes a store in the format that it has. */
  migrate?: boolean;
  /** Whether a file is to be locked, so that no other server uses it. */
  lock?: boolean;
  /** Tells the operator one line. */
  say?: (line: string) => void;
  /** Whether other servers write to it, too. Unless said, they do not if it is a file, or memory. */
  shared?: boolean;
  /** How many keys one commit may check; unless said, as many as such a database takes. */
  checksMax?: number;
}

/** The database did not do what was asked of it. */
export class StoreError extends JournalError {
  override name = "StoreError";
}

/** A Deno KV database, of which we know whether it works. */
export class Store implements AsyncDisposable {
  /** Whether other servers may write to it, too. */
  readonly shared: boolean;
  /** How many keys one commit may check. */
  readonly checksMax: number;
  /** What keeps other servers from its file, if anything does. */
  readonly lock: FileLock | undefined;
  #kv: Deno.Kv | undefined;
  /** By which keys are watched of a database elsewhere. */
  readonly #watching: Watching | undefined;
  #file: WatchedFile | undefined;
  readonly #answerMs: number;
  readonly #settleMs: number;
  readonly #probeMs: number;
  readonly #say: (line: string) => void;
  readonly #migrate: (kv: Deno.Kv) => Promise<void>;
  /** The last try of it while it failed, and when that was, by `performance.now`. */
  #probing: Promise<void> | undefined;
  #probedAt = -Infinity;
  #reopening: Promise<Deno.Kv> | undefined;
  readonly #trouble: Trouble;
  readonly #reserve: Reserve | undefined;
  /** Why it is never to be used again. */
  #givenUp: string | undefined;
  readonly #onReopened: (() => void)[] = [];

  private constructor(
    kv: Deno.Kv,
    file: WatchedFile | undefined,
    watching: Watching | undefined,
    fileLock: FileLock | undefined,
    options: StoreOptions & Pick<Store, "shared" | "checksMax">,
  ) {
    const { answerMs = ANSWER_MS, settleMs = SETTLE_MS, probeMs = PROBE_MS, shared } = options;
    this.#kv = kv;
    this.#file = file;
    this.#reserve = file && new Reserve(file.path);
    this.#watching = watching;
    this.lock = fileLock;
    this.#answerMs = answerMs;
    this.#settleMs = settleMs;
    this.#probeMs = probeMs;
    this.#say = options.say ?? console.error;
    this.#trouble = new Trouble(this.#say);
    this.#migrate = (kv) => bringUp(kv, { answerMs: ANSWER_MS, ...options });
    this.shared = shared;
    this.checksMax = options.checksMax;
  }

  /**
   * Opens a database: a file by its path; a server by its `http(s)://` address; one in memory by
   * `MEMORY`; the one that is assigned to the app, without any of them.
   *
   * @throws {StoreError} If it can't be opened.
   */
  static async open(place: string | undefined, options: StoreOptions = {}): Promise<Store> {
    const { answerMs = ANSWER_MS } = options;
    let lock: FileLock | undefined;
    try {
      if (isFile(place)) new Reserve(place).checkOpening();
      if (options.lock && isFile(place)) lock = await FileLock.take(`${place}.lock`);
      const kv = await inTime(openDatabase(place), answerMs, isFile(place) ? IN_USE : undefined);
      const kind = { shared: !isFile(place) && place !== MEMORY, checksMax: checksMaxOf(place) };
      await bringUp(kv, { answerMs: ANSWER_MS, ...kind, ...options });
      const file = isFile(place) ? new WatchedFile(place) : undefined;
      const watching = isRemote(place) ? new Watching(place) : undefined;
      return new Store(kv, file, watching, lock, { ...kind, ...options });
    } catch (error) {
      lock?.[Symbol.dispose]();
      const why = messageOf(error);
      const hint = isFile(place) ? await ownerHint(place, why) : "";
      throw new StoreError(`Cannot open store ${place ?? ""}: ${why}${hint}`, { cause: error });
    }
  }

  /** Tells the operator one line. */
  say(line: string): void {
    this.#say(line);
  }

  /** Has whatever is asked of it from now on fail, with why, and tells the operator. */
  giveUp(why: string): void {
    if (this.#givenUp !== undefined) return;
    this.#givenUp = why;
    this.#trouble.giveUp(why);
  }

  /** Calls a listener when another database is in use, because another file is in its place. */
  onReopened(listener: () => void): void {
    this.#onReopened.push(listener);
  }

  /**
   * Does something with the database, and notes when it could not. It is done again when another
   * program came between.
   *
   * @throws {StoreError} If it could not, or not in time. Then it may still be done later.
   */
  async use<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    try {
      return await inTime(this.#perform(operation), this.#answerMs);
    } catch (error) {
      if (isBug(error)) throw error;
      const why = messageOf(error);
      this.#trouble.begin(why, this.#file);
      throw new StoreError(`Cannot use the store: ${why}`, { cause: error });
    }
  }

  /**
   * The same for what writes. Then it works: a full disk, for example, can still be read.
   *
   * @throws {StoreError} Likewise.
   */
  async write<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    const result = await this.use((kv) => {
      this.#reserve?.check();
      return operation(kv);
    });
    this.#trouble.end();
    return result;
  }

  /** A commit to be filled ahead, for the database that is in use; `undefined` while there is none. */
  atomic(): Deno.AtomicOperation | undefined {
    return this.#kv?.atomic();
  }

  /** The values of any number of keys, in order. */
  getMany<T>(wanted: readonly Deno.KvKey[]): Promise<Deno.KvEntryMaybe<T>[]> {
    return getMany((keys) => this.use((kv) => kv.getMany<T[]>(keys)), wanted);
  }

  /** What is under keys of a kind, in their order. */
  list<T>(selector: Deno.KvListSelector, options: Deno.KvListOptions): Promise<Deno.KvEntry<T>[]> {
    return this.use((kv) => Array.fromAsync(kv.list<T>(selector, options)));
  }

  /**
   * All that is under keys of a kind, in their order, a page at a time: each has the whole time to
   * answer, and what else there is to do is done between two. So it works for any number of rows.
   */
  async *scan<T>(prefix: Deno.KvKey, limit = SCAN_ROWS): AsyncGenerator<Deno.KvEntry<T>> {
    let selector: Deno.KvListSelector = { prefix };
    while (true) {
      const page: Deno.KvEntry<T>[] = await this.list<T>(selector, { limit, batchSize: limit });
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < limit) return;
      // Nothing can be between a key and this one.
      selector = { prefix, start: [...last.key, new Uint8Array()] };
    }
  }

  /** Watches keys, at most ten, until the reader is cancelled. */
  async watch<T>(
    keys: readonly Deno.KvKey[],
  ): Promise<ReadableStreamDefaultReader<Deno.KvEntryMaybe<T>[]>> {
    const watching = await this.#watching?.open();
    return await this.use((kv) => Promise.resolve((watching ?? kv).watch<T[]>(keys).getReader()));
  }

  /** What is wrong with the database, in words; `undefined` when it works. A failed one is tried. */
  async trouble(): Promise<string | undefined> {
    try {
      if (this.#trouble.why !== undefined) await this.#probe();
      else if (this.#file) await this.use(() => Promise.resolve());
    } catch {
      // Which is what was asked.
    }
    return this.#trouble.why;
  }

  /** How many bytes are free where its file is; `undefined` where nobody can tell. */
  async free(): Promise<number | undefined> {
    return this.#file && await freeBytes(folderOf(this.#file.path));
  }

  /** How many bytes its file has, and SQLite's log beside it; `undefined` where there is none. */
  async bytes(): Promise<number | undefined> {
    return await this.#file?.bytes();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reopening?.catch(() => {});
    await Promise.resolve(this.#kv?.close());
    await this.#watching?.close();
    this.lock?.[Symbol.dispose]();
  }

  /** Tries a database that has failed, once for all who ask within a while. */
  async #probe(): Promise<void> {
    if (performance.now() - this.#probedAt >= this.#probeMs) {
      this.#probing ??= this.write((kv) => kv.set(keys.probe, PROBE)).then(() => {}).finally(() => {
        this.#probedAt = performance.now();
        this.#probing = undefined;
      });
    }
    await this.#probing;
  }

  async #perform<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    if (this.#givenUp !== undefined) throw new Error(this.#givenUp);
    const kv = this.#kv && !this.#file?.isOverdue(this.#settleMs)
      ? this.#kv
      : await (this.#reopening ??= this.#reopen().finally(() => this.#reopening = undefined));
    const result = await despiteOthers(() => operation(kv));
    this.#file?.check();
    if (this.#trouble.isMissed) this.#trouble.lookFor(this.#file);
    return result;
  }

  /**
   * Opens what is in the file's place now. While nothing is there we keep what is open, for it may be
   * put back, and make nothing: an empty store would be nobody's, and everybody's.
   */
  async #reopen(): Promise<Deno.Kv> {
    const file = this.#file!;
    if (file.isGone) throw new Error(GONE);
    await refuseForeign(file.path);
    this.#kv?.close();
    this.#kv = undefined;
    file.setAside();
    const kv = await openInPlace(file.path);
    await this.#migrate(kv);
    this.#file = new WatchedFile(file.path);
    this.#kv = kv;
    for (const listener of this.#onReopened) listener();
    return kv;
  }
}
