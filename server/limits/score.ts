/**
 * Scores that halve with time: what somebody did lately counts, what they did once does not. It is
 * exponential decay, as in the load average of Unix; a leaky bucket leaks evenly instead.
 *
 * @module
 */

/** A score, and when it was that. */
interface Score {
  readonly score: number;
  readonly at: number;
}

/** Scores by key, in bounded memory. The clock is the caller's, in milliseconds. */
export class Scores {
  readonly #halfLifeMs: number;
  readonly #keysMax: number;
  /** The most recently scored is last: the first has decayed for longest, and is dropped first. */
  readonly #scores = new Map<string, Score>();

  constructor(halfLifeMs: number, keysMax: number) {
    this.#halfLifeMs = halfLifeMs;
    this.#keysMax = keysMax;
  }

  /** How many keys have a score. */
  get size(): number {
    return this.#scores.size;
  }

  /** A score as it is at a time. */
  get(key: string, at: number): number {
    const known = this.#scores.get(key);
    if (!known) return 0;
    // A clock that was set back decays nothing, and adds nothing.
    return known.score * 2 ** (-Math.max(0, at - known.at) / this.#halfLifeMs);
  }

  /** Adds to a score, and returns the sum. */
  add(key: string, weight: number, at: number): number {
    const score = this.get(key, at) + weight;
    this.#scores.delete(key);
    this.#scores.set(key, { score, at });
    if (this.#scores.size > this.#keysMax) {
      for (const oldest of this.#scores.keys().take(1)) this.#scores.delete(oldest);
    }
    return score;
  }

  /** How long until a score that nothing is added to is at most `bound`, in whole milliseconds. */
  msUntil(key: string, bound: number, at: number): number {
    const score = this.get(key, at);
    return score <= bound ? 0 : Math.ceil(this.#halfLifeMs * Math.log2(score / bound));
  }
}
