/**
 * Events that wait for their one reader.
 *
 * @module
 */

/** When so many wait, the connection stops taking more until they are read. */
export const UNREAD_MAX = 4096;

/**
 * A queue for one reader. While nobody reads, the newest are kept and older ones dropped; while
 * somebody does, nothing is dropped, and who pushes asks `isFull` first.
 */
export class Unread<T> {
  #events: T[] = [];
  #hasReader = false;
  #ended = false;
  #arrived: PromiseWithResolvers<void> = Promise.withResolvers();
  #drained: PromiseWithResolvers<void> = Promise.withResolvers();

  get isFull(): boolean {
    return this.#hasReader && this.#events.length >= UNREAD_MAX;
  }

  push(event: T): void {
    if (!this.#hasReader && this.#events.length >= UNREAD_MAX) this.#events.shift();
    this.#events.push(event);
    this.#arrived.resolve();
  }

  /** The reader still gets what is here. */
  end(): void {
    this.#ended = true;
    this.#arrived.resolve();
    this.#drained.resolve();
  }

  /** Resolves when the reader has read everything, or has gone. */
  async drained(): Promise<void> {
    if (!this.#hasReader || this.#events.length === 0) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  async *read(): AsyncGenerator<T, void, void> {
    this.#hasReader = true;
    try {
      while (true) {
        for (let event; (event = this.#events.shift()) !== undefined;) yield event;
        if (this.#ended) return;
        this.#drained.resolve();
        this.#arrived = Promise.withResolvers();
        await this.#arrived.promise;
      }
    } finally {
      this.#hasReader = false;
      this.#drained.resolve();
    }
  }
}
