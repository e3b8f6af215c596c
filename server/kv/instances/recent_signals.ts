/**
 * The signals that a server's lease tells the others.
 *
 * @module
 */
import type { RelayedSignal } from "../../../hub/people/online/relayed.ts";

/** A signal with its number: the next one's is one more. */
export type NumberedSignal = readonly [number: number, signal: RelayedSignal];

/** How long one is told, in milliseconds: whoever looks once a second sees it, though they come late. */
const TOLD_MS = 3_000;
/** Of all that are told, in JSON: a lease is one value, and is read once a second. */
const LENGTH_MAX = 8_000;

interface Told {
  readonly numbered: NumberedSignal;
  readonly length: number;
  readonly at: number;
}

/** Those of the last seconds. What is too much is lost, as any signal may be. */
export class RecentSignals {
  #count = 0;
  #told: Told[] = [];

  /** Adds some, and gives all that are to be told now. */
  add(signals: readonly RelayedSignal[], now: number): NumberedSignal[] {
    this.#told = this.#told.filter(({ at }) => now - at < TOLD_MS);
    let length = this.#told.reduce((sum, told) => sum + told.length, 0);
    for (const signal of signals) {
      const own = JSON.stringify(signal).length;
      if (length + own > LENGTH_MAX) continue;
      length += own;
      this.#told.push({ numbered: [++this.#count, signal], length: own, at: now });
    }
    return this.#told.map(({ numbered }) => numbered);
  }
}
