/**
 * What happens often, told in the log by numbers.
 *
 * @module
 */
import type { AuditNote } from "../auth/audit.ts";
import type { LabelledCounter } from "../metrics/meters.ts";
import type { Log } from "./log.ts";

/** From how many addresses failed tries to sign in are counted each by itself, until they are told. */
const ADDRESSES_MAX = 100;
/** What is told of all other addresses together. */
const OTHERS = "others";
/** What happens as often as somebody wants it to. */
const FAILED = "sign-in-failed";

/**
 * Tells the log how often something happened since it was told last. Whoever guesses passwords, or floods
 * us, makes as many lines as there are addresses that they come from, and not more than fit.
 */
export class Counted {
  readonly #log: Log;
  #refused: readonly LabelledCounter<string>[] = [];
  #failed = new Map<string, number>();
  #told: ReadonlyMap<string, number> = new Map();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Tells of what these count from now on, too: refusals, by why. */
  watch(...refused: readonly LabelledCounter<string>[]): void {
    this.#refused = refused;
  }

  /** Tells of an event at once; a failed try to sign in is counted first. */
  note(note: AuditNote): void {
    if (note.what !== FAILED) return this.#log.note(note);
    const { address = OTHERS } = note;
    const isKnown = this.#failed.has(address) || this.#failed.size < ADDRESSES_MAX;
    const key = isKnown ? address : OTHERS;
    this.#failed.set(key, (this.#failed.get(key) ?? 0) + 1);
  }

  /** Tells what was counted. */
  tell(): void {
    for (const [address, count] of this.#failed) this.#log.tell(FAILED, { address, count });
    this.#failed = new Map();
    const counts = new Map<string, number>();
    for (const counter of this.#refused) {
      for (const [why, count] of counter.entries()) counts.set(why, (counts.get(why) ?? 0) + count);
    }
    const more = counts.entries().map(([why, count]) =>
      [why, count - (this.#told.get(why) ?? 0)] as const
    );
    const told = Object.fromEntries(more.filter(([, count]) => count > 0));
    this.#told = counts;
    if (Object.keys(told).length > 0) this.#log.tell("refused", told);
  }
}
