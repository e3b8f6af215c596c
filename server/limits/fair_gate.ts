/**
 * Costly work, a few pieces at a time, in turns for all who ask.
 *
 * @module
 */
import { BusyError } from "./busy_error.ts";

/** How many may wait: for one caller, and in all. When the queue is full, more are refused. */
export interface WaitingMax {
  readonly each: number;
  readonly all: number;
}

/** When what is refused may be asked for again, in milliseconds: nobody knows how long the others take. */
const RETRY_MS = 5000;

/**
 * Lets a few through at once. The others wait in a queue for each caller: somebody who asks for one
 * piece waits for one of a caller who asks for a hundred, not for all of them.
 */
export class FairGate {
  readonly #atOnce: number;
  readonly #max: WaitingMax;
  #inside = 0;
  #size = 0;
  /** The queues by caller; the next one first. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(atOnce: number, max: WaitingMax) {
    this.#atOnce = atOnce;
    this.#max = max;
  }

  /**
   * Resolves when it is the caller's turn, which lasts until the result is disposed of.
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
      throw BusyError.unavailable(
        "check password",
        "too many passwords are being checked, try again later",
        RETRY_MS,
      );
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    own.push(resolve);
    this.#waiting.set(by, own);
    this.#size++;
    return promise;
  }

  /** Passes a freed place on to the next in the queue, so that nobody overtakes. */
  #leave(): void {
    for (const [by, own] of this.#waiting) {
      this.#waiting.delete(by);
      const next = own.shift();
      // The caller's next one is behind everybody else's.
      if (own.length > 0) this.#waiting.set(by, own);
      this.#size--;
      return next?.();
    }
    this.#inside--;
  }
}
