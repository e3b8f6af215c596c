/**
 * Who tries passwords that are wrong.
 *
 * @module
 */
import { Scores } from "./score.ts";

/** Time in which what failed is half forgotten. */
const HALF_LIFE_MS = 5 * 60_000;
/** Addresses, and names, of which failures are known. */
const SCORES_MAX = 100_000;
/**
 * How many attempts may have failed. A name has more, as those of every address count: whoever wants
 * to lock somebody out must keep failing, and who is signed in stays so.
 */
const FAILED_MAX = { address: 20, name: 50 } as const;

/** A try that counts as failed until it is known to have succeeded: so that many at once all count. */
export interface Attempt {
  succeeded(): void;
}

export class Attempts {
  readonly #addresses = new Scores(HALF_LIFE_MS, SCORES_MAX);
  readonly #names = new Scores(HALF_LIFE_MS, SCORES_MAX);

  /** Counts a try from an address, at a name if it is for one. */
  begin(address: string, name: string | undefined, at: number): Attempt {
    const count = (weight: number) => {
      this.#addresses.add(address, weight, at);
      if (name !== undefined) this.#names.add(name, weight, at);
    };
    count(1);
    return { succeeded: () => count(-1) };
  }

  /** How long to wait before the next try, in milliseconds; 0 when it may be made now. */
  retryMs(address: string, name: string | undefined, at: number): number {
    return Math.max(
      this.#addresses.msUntil(address, FAILED_MAX.address - 1, at),
      name === undefined ? 0 : this.#names.msUntil(name, FAILED_MAX.name - 1, at),
    );
  }
}
