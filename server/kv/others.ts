/**
 * How servers that share a store hear of each other.
 *
 * @module
 */
import type { News } from "../../hub/journal.ts";
import { keys, type Stored } from "./keys.ts";
import type { Store } from "./store.ts";

/** Keys that `Deno.Kv.watch` takes at once. When there are more servers, some share a place. */
const PLACES = 10;
/** How long a server may take to hear of news, in milliseconds. */
const NEWS_MS = 60_000;

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
  #own: Deno.KvKey = keys.grown(0);
  /** Up to where `news` has told, as a versionstamp. */
  #told = "";

  constructor(store: Store) {
    this.#store = store;
  }

  /** Tells the others with a commit that something has changed, and of rooms what. */
  tell(atomic: Deno.AtomicOperation, ...news: readonly [news: News, room: string][]): void {
    if (!this.#store.shared) return;
    for (const one of news) atomic.set(keys.news(...one), true, { expireIn: NEWS_MS });
    atomic.set(this.#own, this.#id);
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

  /** Yields when another server has told so, until `signal` is aborted. */
  async *follow(signal: AbortSignal): AsyncIterable<void> {
    await this.#settle();
    const watching = await this.#store.use((kv) =>
      Promise.resolve(kv.watch<Stored["grown"][]>(this.#places).getReader())
    );
    signal.addEventListener("abort", () => watching.cancel(), { once: true });
    if (signal.aborted) await watching.cancel();
    let seen: readonly (string | null)[] = [];
    while (!signal.aborted) {
      const { done, value: places } = await watching.read();
      if (done) return;
      const news = places.filter(({ versionstamp, value }, place) =>
        versionstamp !== seen[place] && versionstamp !== null && value !== this.#id
      );
      if (news.some(({ key }) => key[1] === this.#own[1])) await this.#settle();
      seen = places.map(({ versionstamp }) => versionstamp);
      if (news.length > 0) yield;
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
