/**
 * A journal in the hands of a test.
 *
 * @module
 */
import {
  type Appended,
  type Draft,
  type ErasureMode,
  type Head,
  type Journal,
  JournalError,
} from "../../../hub/log/journal.ts";
import { MemoryJournal } from "./memory_journal.ts";
import type { Entry, Range } from "../../../protocol.ts";
import { Arrivals } from "../arrivals.ts";

/** A memory journal that waits while a test holds it, and fails while the test says so. */
export class HeldJournal implements Journal {
  /** Whether it fails what is asked of it. */
  failing = false;
  /** What it throws instead, as a journal does that has a bug. */
  bug: Error | undefined;
  /** The batches that it was given, as they come. */
  readonly batches = new Arrivals<readonly Draft[]>("a batch for the journal");
  /** What it keeps, for who needs it at once. */
  readonly memory = new MemoryJournal();
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
    return this.#later(() => this.memory.head(room));
  }

  createRoom(room: string, name: string, people?: readonly string[], by?: string): Promise<Head> {
    return this.#later(() => this.memory.createRoom(room, name, people, by));
  }

  unused(room: string): Promise<string> {
    return this.#later(() => this.memory.unused(room));
  }

  forget(room: string, head: Head): Promise<boolean> {
    return this.#later(() => this.memory.forget(room, head));
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    this.batches.push(drafts);
    return this.#later(() => this.memory.append(room, drafts));
  }

  read(room: string, range: Range): Promise<Entry[]> {
    return this.#later(() => this.memory.read(room, range));
  }

  trim(room: string, first: number): Promise<Head | undefined> {
    return this.#later(() => this.memory.trim(room, first));
  }

  releaseFiles(room: string, first: number): Promise<void> {
    return this.#later(() => this.memory.releaseFiles(room, first));
  }

  beginErasing(by: string, mode: ErasureMode): Promise<void> {
    return this.memory.beginErasing(by, mode);
  }

  anonymize(by: string, mode: ErasureMode, signal?: AbortSignal): AsyncIterable<string> {
    return this.memory.anonymize(by, mode, signal);
  }

  erasing(): Promise<[by: string, mode: ErasureMode][]> {
    return this.memory.erasing();
  }

  rooms(): AsyncIterable<[string, Head]> {
    return this.memory.rooms();
  }

  follow(signal: AbortSignal): AsyncIterable<void> {
    return this.memory.follow(signal);
  }

  news(): AsyncIterable<never> {
    return this.memory.news();
  }

  async #later<T>(answer: () => Promise<T>): Promise<T> {
    await this.#held.promise;
    if (this.bug) throw this.bug;
    if (this.failing) throw new JournalError("Cannot reach the store: the test says so");
    return await answer();
  }
}
