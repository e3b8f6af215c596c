/**
 * The fan-out: broadcasts new entries of the logs to those who follow them.
 *
 * @module
 */

/** The followers of a log. */
export interface Following {
  /** Sends them what comes after the entry of a number, to one batch of them between two yields. */
  broadcast(after: number): Iterable<void>;
  /** Notifies them that there is something to read. */
  notify(): void;
}

/** The logs that have grown since the last broadcast. */
export class FanOut {
  /** Each with the number of the last entry that was broadcast. */
  #grown = new Map<Following, number>();
  /** Resolves when they have been broadcast. */
  #round = Promise.withResolvers<void>();
  #onGrown = () => {
    for (const _ of this.flush());
  };
  readonly #onError: (error: unknown) => void;

  /** `onError` is called with our own bugs. */
  constructor(onError: (error: unknown) => void = console.error) {
    this.#onError = onError;
  }

  /** Notes that a log has grown after an entry, and resolves when that has been broadcast. */
  add(log: Following, after: number): Promise<void> {
    const { promise } = this.#round;
    if (this.#grown.has(log)) return promise;
    this.#grown.set(log, after);
    if (this.#grown.size === 1) this.#onGrown();
    return promise;
  }

  /** Sets the listener that is called when there is something to `flush` after there was nothing. */
  listen(onGrown: () => void): void {
    this.#onGrown = onGrown;
  }

  /**
   * Broadcasts what is new, to one batch of members between two yields. What is added meanwhile is for
   * the next flush, so that all get the same. Where several logs have grown, members are notified and
   * read by themselves instead: those who follow more than one of them get one frame.
   */
  *flush(): Iterable<void> {
    const grown = this.#grown;
    const { resolve } = this.#round;
    this.#grown = new Map();
    this.#round = Promise.withResolvers();
    try {
      for (const [log, after] of grown) {
        if (grown.size === 1) yield* this.#broadcast(log, after);
        else log.notify();
      }
    } finally {
      resolve();
    }
  }

  /** A failure in one log does not affect the others. Its followers are notified and read by themselves. */
  *#broadcast(log: Following, after: number): Iterable<void> {
    try {
      yield* log.broadcast(after);
    } catch (error) {
      this.#onError(error);
      log.notify();
    }
  }
}
