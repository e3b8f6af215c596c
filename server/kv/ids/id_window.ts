/**
 * Which ids are certainly new.
 *
 * When it was made, no id in the stretch between two ids was stored. Ids grow with time, so almost all
 * that come are in it. What came since is remembered: so what is in the stretch, and did not come, is
 * new for certain. Of any other id we do not know. When too much came, the stretch begins later, and
 * what is before it is forgotten. Whether what came was stored in the end makes no difference: that it
 * may be is enough.
 *
 * @module
 */

/** Hexadecimal digits of an id's time, which is in milliseconds. */
const TIME_LENGTH = 12;
/** How far ahead of ours a sender's clock may be, so that we know what is new of them. */
export const AHEAD_MS = 24 * 60 * 60 * 1000;
/** Messages that came lately whose ids are remembered: as many as 500 may have on their way, twice. */
const IDS_MAX = 64_000;

/** Whether an id begins with a time before the year 2527. */
export function hasTime(id: string): boolean {
  return id.length >= TIME_LENGTH && id < "1";
}

/** How ids begin that are made at a time, in milliseconds since the epoch. */
export function timeOf(at: number): string {
  return Math.max(0, at).toString(16).padStart(TIME_LENGTH, "0");
}

export class IdWindow {
  #after: string;
  readonly #before: string;
  readonly #idsMax: number;
  /** The ids in the stretch that came, whoever sent them: it is rare that two send the same. */
  readonly #came = new Set<string>();
  #isCrowded = false;

  constructor(after: string, before: string, idsMax = IDS_MAX) {
    this.#after = after;
    this.#before = before;
    this.#idsMax = idsMax;
  }

  /** Whether it knows so little of what comes that it is better made anew. */
  get isWorn(): boolean {
    return this.#isCrowded || timeOf(Date.now() + AHEAD_MS / 2) > this.#before;
  }

  /**
   * Whether a message of an id is certainly not stored yet. From now on it may be. Where it is full of
   * ids of senders whose clocks are ahead, it is sure of no more of them, and worn.
   */
  isNew(id: string): boolean {
    if (this.#came.size >= this.#idsMax) {
      if (this.#isCrowded) return false;
      this.#forgetOldest();
    }
    if (id <= this.#after || id >= this.#before) return false;
    if (this.#came.has(id)) return false;
    this.#came.add(id);
    return true;
  }

  /** Makes place for what comes. Of senders whose clocks are ahead it may not be enough. */
  #forgetOldest(): void {
    const middle = this.#came.values().drop(this.#came.size >> 1).next().value ?? "";
    const now = timeOf(Date.now());
    const after = middle < now ? middle : now;
    if (after > this.#after) this.#after = after;
    for (const id of this.#came) if (id <= this.#after) this.#came.delete(id);
    this.#isCrowded = this.#came.size > this.#idsMax * 3 / 4;
  }
}
