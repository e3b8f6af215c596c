/**
 * What is new in the logs, until it is handed out.
 *
 * @module
 */

/** Those who are brought a log's entries. */
export interface Following {
  /** Hands them what comes after the entry of a number, a wave of them between two yields. */
  broadcast(after: number): Iterable<void>;
  /** Tells them that there is something to take. */
  notify(): void;
}

/** The logs that have grown since what is new was handed out. */
export class FanOut {
  /** Each with the number of the last entry that is not new. */
  #grown = new Map<Following, number>();
  /** Resolves when those have been handed what is new. */
  #round = Promise.withResolvers<void>();
  #onGrown = () => {
    for (const _ of this.flush());
  };
  readonly #onError: (error: unknown) => void;

  /** `onError` is told of bugs of ours. */
  constructor(onError: (error: unknown) => void = console.error) {
    this.#onError = onError;
  }

  /** Notes that a log goes on after an entry, and resolves when that has been handed out. */
  add(log: Following, after: number): Promise<void> {
    const { promise } = this.#round;
    if (this.#grown.has(log)) return promise;
    this.#grown.set(log, after);
    if (this.#grown.size === 1) this.#onGrown();
    return promise;
  }

  /** Has a listener called when something is new after nothing was, to `flush` it. */
  listen(onGrown: () => void): void {
    this.#onGrown = onGrown;
  }

  /**
   * Hands out what is new, a wave of members between two yields. What is added meanwhile is for the
   * next time, so that all are handed the same. Where several logs have grown, everybody takes it
   * instead: who follows more than one of them has it as one frame.
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

  /** What fails in one log is no business of the others. Its readers then take what is new by themselves. */
  *#broadcast(log: Following, after: number): Iterable<void> {
    try {
      yield* log.broadcast(after);
    } catch (error) {
      this.#onError(error);
      log.notify();
    }
  }
}
