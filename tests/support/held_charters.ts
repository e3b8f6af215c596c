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

  override change(
    room: string,
    decide: (charter: Charter | undefined) => Charter,
  ): Promise<Charter> {
    if (this.failing) {
      return Promise.reject(new JournalError("Cannot reach the store: the test says so"));
    }
    return super.change(room, decide);
  }
}
