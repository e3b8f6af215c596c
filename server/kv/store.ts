/**
 * The database: where it is, and whether it works.
 *
 * @module
 */
import { JournalError } from "../../hub/journal.ts";
import { keys, type Stored } from "./keys.ts";
import { WatchedFile } from "./watched_file.ts";

/** How long the database may take for one operation, in milliseconds. */
const ANSWER_MS = 5000;
/**
 * How long a file that was removed or replaced is left alone, in milliseconds: somebody may be about
 * to put it back, or still be copying.
 */
const SETTLE_MS = 2000;
/** What is written to try it. A disk that is almost full takes what is small. */
const PROBE = new Uint8Array(60_000);
/** What is told of a file that is locked, or that can't be opened in time. */
const IN_USE = "another program seems to use its file";
/** Keys that `Deno.Kv.getMany` takes at once. */
const GET_MAX = 10;
/** Rows of a whole-store scan that are read at once: some 10 ms of work, unless values are large. */
const SCAN_ROWS = 500;

export interface StoreOptions {
  /** How long the database may take for one operation, in milliseconds. */
  answerMs?: number;
  /** How long a file that was removed or replaced is left alone, in milliseconds. */
  settleMs?: number;
  /** Whether other servers write to it, too. Unless said, they do not if it is a file. */
  shared?: boolean;
}

/** The database did not do what was asked of it. */
export class StoreError extends JournalError {
  override name = "StoreError";
}

/** Waits for something that is not done while the store fails, which tells itself what is wrong. */
export async function unlessStoreFails(promise: Promise<void>): Promise<void> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}

/** A Deno KV database, of which we know whether it works. */
export class Store implements AsyncDisposable {
  /** Whether other servers may write to it, too. */
  readonly shared: boolean;
  #kv: Deno.Kv | undefined;
  #file: WatchedFile | undefined;
  readonly #answerMs: number;
  readonly #settleMs: number;
  #reopening: Promise<Deno.Kv> | undefined;
  #trouble: string | undefined;
  readonly #onReopened: (() => void)[] = [];

  private constructor(
    kv: Deno.Kv,
    file: WatchedFile | undefined,
    { answerMs = ANSWER_MS, settleMs = SETTLE_MS, shared }: StoreOptions & { shared: boolean },
  ) {
    this.#kv = kv;
    this.#file = file;
    this.#answerMs = answerMs;
    this.#settleMs = settleMs;
    this.shared = shared;
  }

  /**
   * Opens a database: a file by its path; a server by its `http(s)://` address; the one that is
   * assigned to the app, without either.
   *
   * @throws {StoreError} If it can't be opened.
   */
  static async open(place: string | undefined, options: StoreOptions = {}): Promise<Store> {
    const { answerMs = ANSWER_MS } = options;
    try {
      const kv = await inTime(openKv(place), answerMs, isFile(place) ? IN_USE : undefined);
      const file = isFile(place) && place !== ":memory:" ? new WatchedFile(place) : undefined;
      return new Store(kv, file, { shared: !isFile(place), ...options });
    } catch (error) {
      throw new StoreError(`Cannot open store ${place ?? ""}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /** Calls a listener when another database is in use, because another file is in its place. */
  onReopened(listener: () => void): void {
    this.#onReopened.push(listener);
  }

  /**
   * Does something with the database, and notes when it could not.
   *
   * @throws {StoreError} If it could not, or not in time. Then it may still be done later.
   */
  async use<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    try {
      return await inTime(this.#perform(operation), this.#answerMs);
    } catch (error) {
      if (isBug(error)) throw error;
      this.#trouble = messageOf(error);
      throw new StoreError(`Cannot use store: ${this.#trouble}`, { cause: error });
    }
  }

  /**
   * The same for what writes. Then it works: a full disk, for example, can still be read.
   *
   * @throws {StoreError} Likewise.
   */
  async write<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    const result = await this.use(operation);
    this.#trouble = undefined;
    return result;
  }

  /** A commit to be filled ahead, for the database that is in use; `undefined` while there is none. */
  atomic(): Deno.AtomicOperation | undefined {
    return this.#kv?.atomic();
  }

  /** The values of any number of keys, in order. */
  async getMany<T>(wanted: readonly Deno.KvKey[]): Promise<Deno.KvEntryMaybe<T>[]> {
    const found: Deno.KvEntryMaybe<T>[] = [];
    for (let i = 0; i < wanted.length; i += GET_MAX) {
      const some = wanted.slice(i, i + GET_MAX);
      found.push(...await this.use((kv) => kv.getMany<T[]>(some)));
    }
    return found;
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

  /** What is wrong with the database, in words; `undefined` when it works. A failed one is tried. */
  async trouble(): Promise<string | undefined> {
    try {
      if (this.#trouble !== undefined) await this.write((kv) => kv.set(keys.probe, PROBE));
      else if (this.#file) await this.use(() => Promise.resolve());
    } catch {
      // Which is what was asked.
    }
    return this.#trouble;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reopening?.catch(() => {});
    await Promise.resolve(this.#kv?.close());
  }

  async #perform<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    const kv = this.#kv && !this.#file?.isOverdue(this.#settleMs)
      ? this.#kv
      : await (this.#reopening ??= this.#reopen().finally(() => this.#reopening = undefined));
    const result = await operation(kv);
    this.#file?.check();
    return result;
  }

  /** Opens what is in the file's place now, or a new database when there is nothing. */
  async #reopen(): Promise<Deno.Kv> {
    const file = this.#file!;
    this.#kv?.close();
    this.#kv = undefined;
    file.setAside();
    const kv = await openKv(file.path);
    this.#file = new WatchedFile(file.path);
    this.#kv = kv;
    for (const listener of this.#onReopened) listener();
    return kv;
  }
}

function isFile(place: string | undefined): place is string {
  return place !== undefined && !/^https?:/.test(place);
}

async function openKv(place: string | undefined): Promise<Deno.Kv> {
  if (isFile(place)) await Deno.mkdir(folderOf(place), { recursive: true });
  const kv = await Deno.openKv(place);
  await refuseHalf(kv);
  return kv;
}

/** @throws If what is there is not whole, because it is still being imported or never was to the end. */
async function refuseHalf(kv: Deno.Kv): Promise<void> {
  const { value } = await kv.get<Stored["importing"]>(keys.importing);
  if (value === null) return;
  kv.close();
  throw new Error("an import into it is under way, or was broken off; then delete it");
}

/** Waits for what a database does, which takes for ever while another program locks its file. */
async function inTime<T>(
  doing: Promise<T>,
  ms: number,
  why = `no answer in ${ms} ms`,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(why)), ms);
  try {
    return await Promise.race([doing, late]);
  } finally {
    clearTimeout(timer);
  }
}

function folderOf(path: string): string {
  return path.replace(/[^/\\]*$/, "") || ".";
}

/**
 * Whether an error is a mistake in our code and not the database's. Deno KV throws a `TypeError` for a
 * full disk, too, so what tells is where it was thrown: KV's own come from a module of the runtime.
 */
function isBug(error: unknown): boolean {
  if (!(error instanceof TypeError || error instanceof ReferenceError)) return false;
  const [, thrownAt = ""] = /\n\s+at (.*)/.exec(error.stack ?? "") ?? [];
  return !thrownAt.includes("ext:");
}

/** What is wrong, in words of people. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === "database is locked" ? IN_USE : message;
}
