/**
 * Appends that wait for a commit.
 *
 * @module
 */
import { APPEND_MAX, type Appended, type Draft, weigh } from "../hub/journal.ts";

/** What a commit checks at most: each room's head, and each message's id. */
const CHECKS_MAX = 100;

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

  /** Whether what waits is enough for a commit. */
  get isFull(): boolean {
    return this.#drafts >= APPEND_MAX.drafts;
  }

  add(append: Append): void {
    this.#drafts += append.drafts.length;
    const waiting = this.#rooms.get(append.room);
    if (waiting) waiting.push(append);
    else this.#rooms.set(append.room, [append]);
  }

  /** Takes what one commit can write, few rooms with much of each; nothing when nothing waits. */
  take(): Append[] {
    const taken: Append[] = [];
    let checks = 0;
    let bytes = 0;
    for (const [room, waiting] of this.#rooms) {
      let count = 0;
      checks++;
      for (const { drafts } of waiting) {
        checks += drafts.length;
        bytes += drafts.reduce((sum, draft) => sum + weigh(draft), 0);
        const fits = checks <= CHECKS_MAX && bytes <= APPEND_MAX.bytes;
        if (!fits && taken.length + count > 0) break;
        count++;
      }
      taken.push(...waiting.splice(0, count));
      this.#rooms.delete(room);
      if (waiting.length === 0) continue;
      // The others come first the next time.
      this.#rooms.set(room, waiting);
      break;
    }
    for (const { drafts } of taken) this.#drafts -= drafts.length;
    return taken;
  }
}
