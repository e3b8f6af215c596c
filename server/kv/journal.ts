/**
 * The journal in Deno KV: one file on this machine, or a database that several servers share.
 *
 * @module
 */
import type { Appended, Draft, Fate, Head, Journal, News } from "../../hub/journal.ts";
import { restore } from "../../hub/revise.ts";
import type { Entry, Range } from "../../protocol.ts";
import { Commits } from "./commits.ts";
import { Disowning } from "./disown.ts";
import { Heads } from "./heads.ts";
import { Hold, type HoldOptions } from "./hold.ts";
import { keys } from "./keys.ts";
import { Others } from "./others.ts";
import { Pages } from "./pages.ts";
import { type Store, StoreError } from "./store.ts";
import { isHead } from "./stored.ts";

export class KvJournal implements Journal {
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #heads: Heads;
  readonly #hold: Hold;
  readonly #commits: Commits;
  readonly #others: Others;
  readonly #disowning: Disowning;
  /** Resolves when the store has another database. */
  #reopened = Promise.withResolvers<void>();

  constructor(store: Store, options?: HoldOptions) {
    this.#store = store;
    this.#pages = new Pages(store);
    this.#heads = new Heads(store);
    this.#hold = new Hold(store, this.#heads, options);
    this.#others = new Others(store);
    this.#commits = new Commits({
      store,
      heads: this.#heads,
      hold: this.#hold,
      others: this.#others,
      readPage: (room, seq) => this.#pages.page(room, seq),
    });
    this.#disowning = new Disowning(store, this.#pages, this.#others);
    store.onReopened(() => {
      this.#reopened.resolve();
      this.#reopened = Promise.withResolvers();
    });
  }

  async head(room: string): Promise<Head | undefined> {
    return (await this.#heads.look(room))?.value;
  }

  async found(room: string, name: string, people?: readonly string[]): Promise<Head> {
    const key = keys.room(room);
    const epoch = crypto.randomUUID();
    const head = { name, ...(people && { people }), epoch, first: 1, seq: 0, said: 0, topic: "" };
    await this.#store.write((kv) => {
      const atomic = kv.atomic().check({ key, versionstamp: null }).set(key, head);
      for (const person of people ?? []) atomic.set(keys.direct(person, room), true);
      this.#others.tell(atomic, ["grown", room]);
      return atomic.commit();
    });
    const founded = await this.#heads.look(room);
    if (founded) return founded.value;
    throw new StoreError(`Cannot found room: ${room} is not there`);
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    return this.#commits.append(room, drafts);
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

  async trim(room: string, first: number): Promise<Head | undefined> {
    const known = await this.#heads.look(room);
    if (!known || first <= known.value.first) return known?.value;
    const head = { ...known.value, first: Math.min(first, known.value.seq + 1) };
    const page = await this.#pages.page(room, head.first);
    const result = await this.#store.write((kv) => {
      const atomic = kv.atomic().check(known).set(known.key, head);
      this.#hold.break(atomic);
      const rest = page?.value.filter(({ entry }) => entry.seq >= head.first);
      if (page && rest?.length) atomic.check(page).set(page.key, rest);
      return atomic.commit();
    });
    // Somebody spoke meanwhile. There is no hurry: the next time will do.
    if (!result.ok) return known.value;
    this.#heads.forget(room);
    await this.#pages.delete(room, head.first);
    return head;
  }

  disown(by: string, fate: Fate): AsyncIterable<string> {
    return this.#disowning.disown(by, fate, this.rooms());
  }

  disowning(): Promise<[by: string, fate: Fate][]> {
    return this.#disowning.underWay();
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
