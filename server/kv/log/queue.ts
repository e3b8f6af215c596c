/**
 * Appends that wait for a commit.
 *
 * @module
 */
import type { Appended, Draft } from "../../../hub/log/journal.ts";
import type { Load } from "./load.ts";

/** Somebody who waits for entries. */
export interface Append {
  readonly room: string;
  readonly drafts: readonly Draft[];
  readonly resolve: (appended: Appended[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** A queue for each room; the rooms take turns. */
export class Queue {
  readonly #rooms = new Map<string, Append[]>();
  #drafts = 0;

  /** How many drafts wait. */
  get drafts(): number {
    return this.#drafts;
  }

  add(append: Append): void {
    this.#drafts += append.drafts.length;
    const waiting = this.#rooms.get(append.room);
    if (waiting) waiting.push(append);
    else this.#rooms.set(append.room, [append]);
  }

  /** Takes what one commit can bear, few rooms with much of each; nothing when nothing waits. */
  take(load: Load): Append[] {
    const taken: Append[] = [];
    for (const [room, waiting] of this.#rooms) {
      const end = waiting.findIndex((append) => !load.add(append));
      taken.push(...waiting.splice(0, end === -1 ? waiting.length : end));
      this.#rooms.delete(room);
      if (waiting.length === 0) continue;
      // The others come first the next time.
      this.#rooms.set(room, waiting);
      break;
    }
    for (const { drafts } of taken) this.#drafts -= drafts.length;
    return taken;
  }

  /** Lets wait again what was taken last, before what came later. */
  putBack(appends: readonly Append[]): void {
    for (const append of appends.toReversed()) {
      this.#drafts += append.drafts.length;
      const waiting = this.#rooms.get(append.room);
      if (waiting) waiting.unshift(append);
      else this.#rooms.set(append.room, [append]);
    }
  }
}
