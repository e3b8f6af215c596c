/**
 * How late the event loop is.
 *
 * @module
 */
import type { Service } from "../service.ts";
import { rest } from "../service/rest.ts";
import { Histogram, SECONDS } from "./meters.ts";

/** How often it is looked, in milliseconds. What stops the loop for long is seen, and costs nothing. */
const LOOK_MS = 500;

/** Measures how much later than asked for the event loop comes to something: what everybody waits for. */
export class EventLoopDelay implements Service {
  /** In seconds. */
  readonly seconds = new Histogram(SECONDS);
  readonly #stopping = new AbortController();
  readonly #now: () => number;

  /** `now` is a clock that never goes back, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  async run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const began = this.#now();
      await rest(LOOK_MS, signal);
      if (!signal.aborted) this.seconds.observe(Math.max(0, this.#now() - began - LOOK_MS) / 1000);
    }
  }

  stop(): void {
    this.#stopping.abort();
  }
}
