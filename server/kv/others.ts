/**
 * How servers that share a store hear of each other.
 *
 * @module
 */
import type { News } from "../../hub/log/journal.ts";
import { rest } from "../service/rest.ts";
import { keys } from "./keys.ts";
import { KINDS, type Stored } from "./schema.ts";
import { type Store, StoreError } from "./store.ts";

/** Keys that `Deno.Kv.watch` takes at once. When there are more servers, some share a place. */
const PLACES = 10;

/** How long after it was heard of another server is taken to go on writing, in milliseconds. */
const ACTIVE_MS = 1_000;

/** How long to rest so that others come first, at most, in milliseconds. */
const REST_MAX_MS = 100;

/** How soon a watch that has ended is begun again, in milliseconds: by how often it was tried. */
const RETRY_MS = [250, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

export interface OthersOptions {
  /** Told that following has failed, with why, and that it goes on. */
  report?: ((...what: unknown[]) => void) | undefined;
  /** Waits so many milliseconds, unless that is aborted: to follow again, or so that others come first. */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

type Place = Deno.KvEntryMaybe<Stored["grown"]>;

/**
 * Each server has a place of its own to write that it has written, and watches all of them. A watch
 * tells the newest value of a key only: in one place for all, what we write would hide from us what
 * another wrote just before.
 */
export class Others {
  readonly #store: Store;
  readonly #id = crypto.randomUUID();
  readonly #places = Array.from({ length: PLACES }, (_, place) => keys.grown(place));
  readonly #report: (...what: unknown[]) => void;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly #stopping = new AbortController();
  #own: Deno.KvKey = keys.grown(0);
  /** Up to where `news` has told, as a versionstamp. */
  #told = "";
  /** When another server last told something, by `performance.now`. */
  #heardAt = -Infinity;

  constructor(store: Store, { report = console.error, sleep = rest }: OthersOptions = {}) {
    this.#store = store;
    this.#report = report;
    this.#sleep = sleep;
  }

  /** Tells the others with a commit that something has changed, and of rooms what. */
  tell(atomic: Deno.AtomicOperation, ...news: readonly [news: News, room: string][]): void {
    if (!this.#store.shared) return;
    for (const one of news) atomic.set(keys.news(...one), true, { expireIn: KINDS.news.expireIn });
    atomic.set(this.#own, this.#id);
  }

  /** Whether another server has just written, or would have. */
  get areActive(): boolean {
    return performance.now() - this.#heardAt < ACTIVE_MS;
  }

  /** Lets the others know that we write, too, where they always come first. */
  async knock(): Promise<void> {
    await this.#store.write((kv) => kv.set(this.#own, this.#id));
  }

  /** Rests for some of so many milliseconds, as chance decides it. */
  async rest(mostMs: number): Promise<void> {
    const ms = Math.random() * Math.min(mostMs, REST_MAX_MS);
    await this.#sleep(ms, this.#stopping.signal);
  }

  /** Rests no more, as nothing is written any more that others would wait for. */
  stop(): void {
    this.#stopping.abort();
  }

  /** What was told of rooms, here or elsewhere, since this was last asked. */
  async news(): Promise<[news: News, room: string][]> {
    if (!this.#store.shared) return [];
    const found = await Array.fromAsync(this.#store.scan<Stored["news"]>(keys.allNews));
    const fresh = found.filter(({ versionstamp }) => versionstamp > this.#told);
    for (const { versionstamp } of fresh) if (versionstamp > this.#told) this.#told = versionstamp;
    return fresh.map(({ key: [, news, room] }) => [
      news === "rewritten" ? news : "grown",
      String(room),
    ]);
  }

  /**
   * Yields when another server has told so, until `signal` is aborted. Whatever ends a watch, another
   * one is begun, soon or a little later; what was told between them is a hint of its own.
   */
  async *follow(signal: AbortSignal): AsyncIterable<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        for await (const isFresh of this.#watch(signal)) {
          if (failures > 0) this.#report("Following other servers again");
          if (failures > 0 || isFresh) yield;
          failures = 0;
        }
      } catch (error) {
        // Once, however often it is tried then.
        if (failures++ === 0) this.#report("Cannot follow other servers, trying again:", error);
        await this.#sleep(retryAfter(failures), signal);
      }
    }
  }

  /** Yields at first, and whether there is news: then `true`. */
  async *#watch(signal: AbortSignal): AsyncGenerator<boolean> {
    await this.#settle();
    const watching = await this.#store.watch<Stored["grown"]>(this.#places);
    // One that has failed can't be cancelled. Who reads it is told why.
    const cancel = () => void watching.cancel().catch(() => undefined);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      if (signal.aborted) return;
      let seen: readonly (string | null)[] = [];
      while (true) {
        const { done, value: places } = await watching.read();
        if (signal.aborted) return;
        if (done) throw new StoreError("the database has ended the watch");
        const news = places.filter(({ versionstamp, value }, place) =>
          versionstamp !== seen[place] && versionstamp !== null && value !== this.#id
        );
        if (news.length > 0) this.#heardAt = performance.now();
        if (news.some(({ key }) => key[1] === this.#own[1])) await this.#settle();
        seen = places.map(({ versionstamp }) => versionstamp);
        yield news.length > 0;
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      cancel();
    }
  }

  /** Takes the place that was not written to for the longest time. */
  async #settle(): Promise<void> {
    while (true) {
      const places: Place[] = await this.#store.getMany<Stored["grown"]>(this.#places);
      const quietest = places.reduce((a, b) => age(b) < age(a) ? b : a);
      const result = await this.#store.write((kv) =>
        kv.atomic().check(quietest).set(quietest.key, this.#id).commit()
      );
      this.#own = quietest.key;
      if (result.ok) return;
    }
  }
}

/** What is smaller, the longer nobody wrote to a place. */
function age({ versionstamp }: Place): string {
  return versionstamp ?? "";
}

/** By chance somewhat less than the table says: servers that lost the same database do not come at once. */
function retryAfter(failures: number): number {
  const most = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 0;
  return most * (0.5 + Math.random() / 2);
}
