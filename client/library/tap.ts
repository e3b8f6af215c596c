/**
 * Events for one reader, whom the connection waits for.
 *
 * @module
 */

/** When so many wait to be read, nothing more is taken from the connection. */
const WAITING_MAX = 1_000;

export class Tap<T> {
  #waiting: T[] = [];
  #ended = false;
  #arrived: PromiseWithResolvers<void> = Promise.withResolvers();
  #drained: PromiseWithResolvers<void> = Promise.withResolvers();

  push(event: T): void {
    this.#waiting.push(event);
    this.#arrived.resolve();
  }

  /** Resolves when there is room for more. */
  async hasRoom(): Promise<void> {
    if (this.#ended || this.#waiting.length < WAITING_MAX) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  /** What waits is still read. */
  end(): void {
    this.#ended = true;
    this.#arrived.resolve();
    this.#drained.resolve();
  }

  async *read(): AsyncGenerator<T, void, void> {
    while (true) {
      for (let event; (event = this.#waiting.shift()) !== undefined;) yield event;
      this.#drained.resolve();
      if (this.#ended) return;
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
  }
}
