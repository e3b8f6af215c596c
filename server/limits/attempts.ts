/**
 * Who tries passwords and tokens that are wrong.
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

export class Attempts {
  readonly #addresses = new Scores(HALF_LIFE_MS, SCORES_MAX);
  readonly #names = new Scores(HALF_LIFE_MS, SCORES_MAX);

  /** Remembers that an attempt failed, at a name if it was for one. */
  failed(address: string, name: string | undefined, at: number): void {
    this.#addresses.add(address, 1, at);
    if (name !== undefined) this.#names.add(name, 1, at);
  }

  /** How long to wait before the next attempt, in milliseconds; 0 when it may be made now. */
  retryMs(address: string, name: string | undefined, at: number): number {
    return Math.max(
      this.#addresses.msUntil(address, FAILED_MAX.address, at),
      name === undefined ? 0 : this.#names.msUntil(name, FAILED_MAX.name, at),
    );
  }
}
