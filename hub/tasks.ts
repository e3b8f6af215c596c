/**
 * Background tasks: promises that nobody awaits, and their owner.
 *
 * @module
 */

/** Owns promises: a failure is reported once, and does not end the process. */
export class Tasks {
  readonly #running = new Set<Promise<void>>();
  readonly #onError: (error: unknown) => void;
  readonly #reported = new WeakSet<Error>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  keep(promise: Promise<void>): void {
    this.#running.add(promise);
    const forget = () => this.#running.delete(promise);
    promise.then(forget, (error) => {
      forget();
      this.report(error);
    });
  }

  /** Reports an error of ours, once, however many waited for what failed. */
  report(error: unknown): void {
    if (error instanceof Error) {
      if (this.#reported.has(error)) return;
      this.#reported.add(error);
    }
    this.#onError(error);
  }

  /** Resolves when all that is kept has ended. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
