/**
 * Who tries passwords that are wrong.
 *
 * @module
 */
import type { Recognition } from "../auth/devices.ts";
import { Scores } from "./score.ts";

/** Time in which what failed is half forgotten. */
const HALF_LIFE_MS = 5 * 60_000;
/** Addresses, and names, of which failures are known. */
const SCORES_MAX = 100_000;
/**
 * How many attempts may have failed. A name has more, as those of every address count. Whoever keeps
 * failing at it keeps others from trying, but not those who have signed in from there before.
 */
const FAILED_MAX = { address: 20, name: 50, browser: 20 } as const;

/** A try that counts as failed until it is known to have succeeded: so that many at once all count. */
export interface Attempt {
  succeeded(): void;
}

/** Somebody who tries. */
export interface Guess extends Partial<Recognition> {
  readonly address: string;
  /** The name whose password is tried, if it is for one. */
  readonly name?: string | undefined;
}

/** What a try counts against. */
interface Scope {
  readonly scores: Scores;
  readonly key: string;
  readonly max: number;
}

export class Attempts {
  readonly #addresses = new Scores(HALF_LIFE_MS, SCORES_MAX);
  readonly #names = new Scores(HALF_LIFE_MS, SCORES_MAX);
  readonly #browsers = new Scores(HALF_LIFE_MS, SCORES_MAX);

  /** Counts a try, `at` milliseconds since the epoch. */
  begin(guess: Guess, at: number): Attempt {
    const scopes = this.#scopesOf(guess);
    const count = (weight: number) => {
      for (const { scores, key } of scopes) scores.add(key, weight, at);
    };
    count(1);
    return { succeeded: () => count(-1) };
  }

  /** How long to wait before the next try, in milliseconds; 0 when it may be made now. */
  retryMs(guess: Guess, at: number): number {
    const waits = this.#scopesOf(guess).map(({ scores, key, max }) =>
      scores.msUntil(key, max - 1, at)
    );
    return Math.max(...waits);
  }

  /** Who is known is judged by what they do themselves. */
  #scopesOf({ address, name, browser, isAddressKnown = false }: Guess): Scope[] {
    if (browser !== undefined) {
      return [{ scores: this.#browsers, key: browser, max: FAILED_MAX.browser }];
    }
    const byAddress = { scores: this.#addresses, key: address, max: FAILED_MAX.address };
    if (name === undefined || isAddressKnown) return [byAddress];
    return [byAddress, { scores: this.#names, key: name, max: FAILED_MAX.name }];
  }
}
