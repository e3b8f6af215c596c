/**
 * A duty cycle: background work that takes a small share of the time.
 *
 * @module
 */
import { setTimeout } from "node:timers/promises";

/** How many times as long as it works it rests: so it takes a tenth of the time. */
const REST_FACTOR = 9;
/** How long it works between two rests, in milliseconds, if steps are short: so little is done at once. */
const WORK_MS = 10;
/** The longest rest, in milliseconds: after a step that took long because the store was slow. */
const REST_MAX_MS = 250;

export interface DutyCycleOptions {
  /** How many times as long as it works it rests. */
  restFactor?: number | undefined;
  /** Waits so many milliseconds. */
  sleep?: ((ms: number) => Promise<unknown>) | undefined;
  /** The clock, in milliseconds. */
  now?: (() => number) | undefined;
}

/** Does steps of background work one after the other, and rests between them. */
export class DutyCycle {
  readonly #restFactor: number;
  readonly #sleep: (ms: number) => Promise<unknown>;
  readonly #now: () => number;
  /** When what was done so far is no more than its share of the time. */
  #restedAt = 0;
  #last = Promise.resolve();

  constructor(options: DutyCycleOptions = {}) {
    const { restFactor = REST_FACTOR, sleep = setTimeout, now = () => performance.now() } = options;
    this.#restFactor = restFactor;
    this.#sleep = sleep;
    this.#now = now;
  }

  /** Runs a step when it is its turn, after the rest for the last one. It must not wait for another. */
  async step<T>(step: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    try {
      await this.#rest();
      const start = this.#now();
      try {
        return await step();
      } finally {
        const worked = this.#now() - start;
        this.#restedAt = Math.max(this.#restedAt, start) + (1 + this.#restFactor) * worked;
      }
    } finally {
      resolve();
    }
  }

  /** Takes what there is, each as a step. */
  async *each<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = items[Symbol.asyncIterator]();
    try {
      while (true) {
        const { done, value } = await this.step(() => iterator.next());
        if (done) return;
        yield value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  async #rest(): Promise<void> {
    const due = this.#restedAt - this.#now();
    if (due < (1 + this.#restFactor) * WORK_MS) return;
    await this.#sleep(Math.min(due, REST_MAX_MS));
    this.#restedAt = this.#now();
  }
}
