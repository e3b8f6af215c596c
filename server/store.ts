/**
 * The database: where it is, and whether it works.
 *
 * @module
 */
import { keys, type Stored } from "./keys.ts";

/** How long the database may take for one operation, in milliseconds. */
const ANSWER_MS = 5000;
/** Keys that `Deno.Kv.getMany` takes at once. */
const GET_MAX = 10;

export interface StoreOptions {
  /** How long the database may take for one operation, in milliseconds. */
  answerMs?: number;
}

/** The database did not do what was asked of it. */
export class StoreError extends Error {
  override name = "StoreError";
}

/** A Deno KV database, of which we know whether it works. */
export class Store implements AsyncDisposable {
  /** Whether other servers may write to it, too. */
  readonly shared: boolean;
  readonly #kv: Deno.Kv;
  readonly #file: WatchedFile | undefined;
  readonly #answerMs: number;
  #trouble: string | undefined;

  private constructor(
    kv: Deno.Kv,
    shared: boolean,
    file: WatchedFile | undefined,
    answerMs: number,
  ) {
    this.#kv = kv;
    this.shared = shared;
    this.#file = file;
    this.#answerMs = answerMs;
  }

  /**
   * Opens a database: a file by its path; a server by its `http(s)://` address; the one that is
   * assigned to the app, without either.
   *
   * @throws {StoreError} If it can't be opened.
   */
  static async open(place: string | undefined, options: StoreOptions = {}): Promise<Store> {
    const isFile = place !== undefined && !/^https?:/.test(place);
    try {
      if (isFile) await Deno.mkdir(folderOf(place), { recursive: true });
      const kv = await Deno.openKv(place);
      await refuseHalf(kv);
      const file = isFile && place !== ":memory:" ? new WatchedFile(place) : undefined;
      return new Store(kv, !isFile, file, options.answerMs ?? ANSWER_MS);
    } catch (error) {
      throw new StoreError(`Cannot open store ${place ?? ""}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /**
   * Does something with the database, and notes whether it could.
   *
   * @throws {StoreError} If it could not, or not in time. Then it may still be done later.
   */
  async use<T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`no answer in ${this.#answerMs} ms`)),
      this.#answerMs,
    );
    try {
      const result = await Promise.race([operation(this.#kv), late]);
      this.#file?.check();
      this.#trouble = undefined;
      return result;
    } catch (error) {
      this.#trouble = messageOf(error);
      throw new StoreError(`Cannot use store: ${this.#trouble}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
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

  /** What is wrong with the database, in words; `undefined` when it works. A failed one is tried. */
  async trouble(): Promise<string | undefined> {
    if (this.#trouble === undefined && !this.#file) return undefined;
    try {
      await this.use(async (kv) => {
        if (this.#trouble !== undefined) await kv.set(keys.probe, Date.now());
      });
    } catch {
      // Which is what was asked.
    }
    return this.#trouble;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve(this.#kv.close());
  }
}

/** A file that has to stay where it is: what is written into a removed one is lost. */
class WatchedFile {
  readonly #path: string;
  readonly #inode: number | null;

  constructor(path: string) {
    this.#path = path;
    this.#inode = Deno.statSync(path).ino;
  }

  /** @throws If another file, or none, is there now. */
  check(): void {
    // Some microseconds, for each commit of many messages.
    if (Deno.statSync(this.#path).ino !== this.#inode) throw new Error("its file was replaced");
  }
}

/** @throws If what is there is not whole, because it is still being imported or never was to the end. */
async function refuseHalf(kv: Deno.Kv): Promise<void> {
  const { value } = await kv.get<Stored["importing"]>(keys.importing);
  if (value === null) return;
  kv.close();
  throw new Error("an import into it is under way, or was broken off");
}

function folderOf(path: string): string {
  return path.replace(/[^/\\]*$/, "") || ".";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
