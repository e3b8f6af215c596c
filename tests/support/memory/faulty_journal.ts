/**
 * A journal that breaks in the rooms where a test says so.
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
import { MemoryReadPositions } from "./memory_read_positions.ts";
import type { Entry, Range } from "../../../protocol.ts";
import { type Backing, kvBacking } from "../../../server/backing.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";

/** When an append fails: before anything is stored, or when all of it is. */
export type Fault = "before" | "after";

export class FaultyJournal implements Journal {
  readonly #memory = new MemoryJournal();
  readonly #faults = new Map<string, Fault>();
  readonly #held = new Map<string, Promise<void>>();

  /** A chat's storage with this journal. Whoever uses it closes it. */
  async backing(): Promise<Backing> {
    const memory = await kvBacking(MEMORY);
    return { ...memory, journal: this, positions: new MemoryReadPositions(this.#memory) };
  }

  /** Fails what is appended to a room, until the end of a scope. */
  failing(room: string, fault: Fault = "before"): Disposable {
    this.#faults.set(room, fault);
    return { [Symbol.dispose]: () => this.#faults.delete(room) };
  }

  /** Lets what is appended to a room wait, until the end of a scope. */
  holding(room: string): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.set(room, promise);
    return {
      [Symbol.dispose]: () => {
        this.#held.delete(room);
        resolve();
      },
    };
  }

  async append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    await this.#held.get(room);
    const fault = this.#faults.get(room);
    if (fault !== "before") {
      const appended = await this.#memory.append(room, drafts);
      if (fault === undefined) return appended;
    }
    throw new JournalError("Cannot append: the test says so");
  }

  head(room: string): Promise<Head | undefined> {
    return this.#memory.head(room);
  }

  createRoom(room: string, name: string, people?: readonly string[], by?: string): Promise<Head> {
    return this.#memory.createRoom(room, name, people, by);
  }

  unused(room: string): Promise<string> {
    return this.#memory.unused(room);
  }

  forget(room: string, head: Head): Promise<boolean> {
    return this.#memory.forget(room, head);
  }

  read(room: string, range: Range): Promise<Entry[]> {
    return this.#memory.read(room, range);
  }

  trim(room: string, first: number): Promise<Head | undefined> {
    return this.#memory.trim(room, first);
  }

  releaseFiles(room: string, first: number): Promise<void> {
    return this.#memory.releaseFiles(room, first);
  }

  beginErasing(by: string, mode: ErasureMode): Promise<void> {
    return this.#memory.beginErasing(by, mode);
  }

  anonymize(by: string, mode: ErasureMode, signal?: AbortSignal): AsyncIterable<string> {
    return this.#memory.anonymize(by, mode, signal);
  }

  erasing(): Promise<[by: string, mode: ErasureMode][]> {
    return this.#memory.erasing();
  }

  rooms(): AsyncIterable<[room: string, head: Head]> {
    return this.#memory.rooms();
  }

  follow(signal: AbortSignal): AsyncIterable<void> {
    return this.#memory.follow(signal);
  }

  news(): AsyncIterable<never> {
    return this.#memory.news();
  }
}
