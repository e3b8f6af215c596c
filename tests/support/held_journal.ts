/**
 * A journal in the hands of a test.
 *
 * @module
 */
import type { Appended, Head, Journal } from "../../hub/journal.ts";
import { MemoryJournal } from "../../hub/memory_journal.ts";
import type { Draft, Entry, Range } from "../../protocol.ts";
import { Arrivals } from "../static/arrivals.ts";

/** A memory journal that waits while a test holds it, and fails while the test says so. */
export class HeldJournal implements Journal {
  /** Whether it fails what is asked of it. */
  failing = false;
  /** The batches that it was given, as they come. */
  readonly batches = new Arrivals<readonly Draft[]>("a batch for the journal");
  readonly #inner = new MemoryJournal();
  #held = Promise.withResolvers<void>();

  constructor() {
    this.release();
  }

  /** Lets whatever is asked wait from now on, until `release` or the end of a scope. */
  hold(): Disposable {
    this.#held = Promise.withResolvers<void>();
    return { [Symbol.dispose]: () => this.release() };
  }

  /** Answers what waits, and waits no more. */
  release(): void {
    this.#held.resolve();
  }

  head(room: string): Promise<Head | undefined> {
    return this.#later(() => this.#inner.head(room));
  }

  found(name: string): Promise<Head> {
    return this.#later(() => this.#inner.found(name));
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    this.batches.push(drafts);
    return this.#later(() => this.#inner.append(room, drafts));
  }

  read(room: string, range: Range): Promise<Entry[]> {
    return this.#later(() => this.#inner.read(room, range));
  }

  rooms(): AsyncIterable<Head> {
    return this.#inner.rooms();
  }

  async #later<T>(answer: () => Promise<T>): Promise<T> {
    await this.#held.promise;
    if (this.failing) throw new Error("Cannot reach the store: the test says so");
    return await answer();
  }
}
