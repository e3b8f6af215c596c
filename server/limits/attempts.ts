/**
 * Limits attempts at passwords.
 *
 * @module
 */
import type { Recognition } from "../auth/accounts/devices.ts";
import { Scores } from "./score.ts";

/** Time in which what failed is half forgotten. */
const HALF_LIFE_MS = 5 * 60_000;
/** Addresses and names whose failures are counted. */
const SCORES_MAX = 100_000;
/**
 * How many attempts may have failed. A name has more, as those of all addresses count. An attacker can
 * lock others out of a name, but not those who have signed in from the same device before.
 */
const FAILED_MAX = { address: 20, name: 50, browser: 20 } as const;

/** An attempt that counts as failed until it has succeeded, so that concurrent ones all count. */
export interface Attempt {
  succeeded(): void;
}

/** Whoever makes an attempt. */
export interface Guess extends Partial<Recognition> {
  readonly address: string;
  /** The name whose password is tried, if it is for one. */
  readonly name?: string | undefined;
}

/** What an attempt counts against. */
interface Scope {
  readonly scores: Scores;
  readonly key: string;
  readonly max: number;
}

export class Attempts {
  readonly #addresses = new Scores(HALF_LIFE_MS, SCORES_MAX);
  readonly #names = new Scores(HALF_LIFE_MS, SCORES_MAX);
  readonly #browsers = new Scores(HALF_LIFE_MS, SCORES_MAX);

  /** Counts an attempt, `at` milliseconds since the epoch. */
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

  /** Known devices are judged by their own failures. */
  #scopesOf({ address, name, browser, isAddressKnown = false }: Guess): Scope[] {
    if (browser !== undefined) {
      return [{ scores: this.#browsers, key: browser, max: FAILED_MAX.browser }];
    }
    const byAddress = { scores: this.#addresses, key: address, max: FAILED_MAX.address };
    if (name === undefined || isAddressKnown) return [byAddress];
    return [byAddress, { scores: this.#names, key: name, max: FAILED_MAX.name }];
  }
}
