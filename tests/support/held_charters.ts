/**
 * Charters in the hands of a test.
 *
 * @module
 */
import type { Charter } from "../../hub/charter.ts";
import { JournalError } from "../../hub/journal.ts";
import { MemoryCharters } from "../../hub/memory_charters.ts";

/** Charters in memory that cannot be changed while the test says so. */
export class HeldCharters extends MemoryCharters {
  failing = false;
  #reading = Promise.resolve();
  #changing = Promise.resolve();

  /** Lets changes wait, before they are made, until the end of a scope. */
  holdChanges(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#changing = promise;
    return { [Symbol.dispose]: resolve };
  }

  /** Lets who reads a charter wait for it, as it was when they asked, until the end of a scope. */
  holdReads(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#reading = promise;
    return { [Symbol.dispose]: resolve };
  }

  override async of(room: string): Promise<Charter | undefined> {
    const charter = await super.of(room);
    await this.#reading;
    return charter;
  }

  override async change(
    room: string,
    decide: (charter: Charter | undefined) => Charter,
  ): Promise<Charter> {
    if (this.failing) {
      throw new JournalError("Cannot reach the store: the test says so");
    }
    await this.#changing;
    return await super.change(room, decide);
  }
}
