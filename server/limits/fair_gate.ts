/**
 * Costly work, a few pieces at a time, in turns for all who ask.
 *
 * @module
 */
import { BusyError } from "./busy_error.ts";

/** How many may wait: of one who asks, and in all. Who comes when it is full is refused. */
export interface WaitingMax {
  readonly each: number;
  readonly all: number;
}

/** When what is refused may be asked for again, in milliseconds: nobody knows how long the others take. */
const RETRY_MS = 5000;

/**
 * Lets a few through at once. The others wait, each behind their own: who asks for a hundred pieces
 * keeps somebody who asks for one waiting for one piece, and not for a hundred.
 */
export class FairGate {
  readonly #atOnce: number;
  readonly #max: WaitingMax;
  #inside = 0;
  #size = 0;
  /** Those who wait, by who asks; whose turn it is comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(atOnce: number, max: WaitingMax) {
    this.#atOnce = atOnce;
    this.#max = max;
  }

  /**
   * Resolves when it is the turn of one who asks, until what it gives is disposed of.
   *
   * @throws {BusyError} If too many wait.
   */
  async enter(by: string): Promise<Disposable> {
    if (this.#inside < this.#atOnce) this.#inside++;
    else await this.#wait(by);
    return { [Symbol.dispose]: () => this.#leave() };
  }

  #wait(by: string): Promise<void> {
    const own = this.#waiting.get(by) ?? [];
    if (own.length >= this.#max.each || this.#size >= this.#max.all) {
      throw BusyError.unavailable("check password", "too many are being checked", RETRY_MS);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    own.push(resolve);
    this.#waiting.set(by, own);
    this.#size++;
    return promise;
  }

  /** Who leaves hands their place on, so that nobody overtakes who waits. */
  #leave(): void {
    for (const [by, own] of this.#waiting) {
      this.#waiting.delete(by);
      const next = own.shift();
      // Their next one is behind everybody else's.
      if (own.length > 0) this.#waiting.set(by, own);
      this.#size--;
      return next?.();
    }
    this.#inside--;
  }
}
