/**
 * A bounded queue between senders and one reader.
 *
 * @module
 */

/**
 * What most sends return. Shared, because one promise a send would cost 0.7 µs of the 5 µs that a
 * message takes from its frame to its room.
 */
const ACCEPTED = Promise.resolve(true);

/**
 * A bounded queue between any number of senders and one reader. Its method names are those of
 * `@std/async`'s `Channel`. After `close` the reader still gets what was accepted.
 *
 * @example Usage
 * ```ts
 * const channel = new Channel<string>(2);
 * channel.trySend("hello");
 * channel.close();
 * for await (const item of channel) console.log(item);
 * ```
 */
export class Channel<T> {
  readonly capacity: number;
  #waiting: T[] = [];
  #closed = false;
  /** Resumes the reader while it waits. */
  #arrived: (() => void) | undefined;
  /** The senders that wait for capacity, oldest first. */
  #blocked: (() => void)[] = [];
  /** Whether the reader has processed all that it took, or has stopped reading. */
  #isThrough = false;
  /** Callers that wait for that. */
  #onThrough: (() => void)[] = [];

  /** @throws {RangeError} If the capacity is not an integer >= 1. */
  constructor(capacity: number) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) {
      throw new RangeError(
        `Cannot create channel: capacity must be an integer >= 1, received ${capacity}`,
      );
    }
    this.capacity = capacity;
  }

  /** How many items wait to be read. */
  get size(): number {
    return this.#waiting.length;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Accepts an item if there is capacity for it. */
  trySend(item: T): boolean {
    if (this.#closed || this.#waiting.length >= this.capacity) return false;
    this.#waiting.push(item);
    this.#arrived?.();
    return true;
  }

  /** Accepts an item as soon as there is capacity for it; `false` if the channel is closed before. */
  send(item: T): Promise<boolean> {
    return this.trySend(item) ? ACCEPTED : this.#sendLater(item);
  }

  /** Resolves when the reader has processed all that was accepted, or has stopped reading. */
  async through(): Promise<void> {
    if (this.#isThrough && this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#onThrough.push(resolve));
  }

  /** Stops accepting items. The reader gets what is queued, then the end. */
  close(): void {
    this.#closed = true;
    this.#arrived?.();
    this.#unblock();
  }

  /** Everything that waits, each time there is something: what arrives meanwhile is the next batch. */
  async *batches(): AsyncIterableIterator<T[]> {
    try {
      while (true) {
        if (this.#waiting.length === 0) {
          this.#setThrough();
          if (this.#closed) return;
          await new Promise<void>((resolve) => this.#arrived = resolve);
          this.#arrived = undefined;
          continue;
        }
        const batch = this.#waiting;
        this.#waiting = [];
        this.#isThrough = false;
        this.#unblock();
        yield batch;
      }
    } finally {
      this.#setThrough();
    }
  }

  /** One item after the other. Leaving the loop early loses the rest of the batch it was in. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<T> {
    for await (const batch of this.batches()) yield* batch;
  }

  async #sendLater(item: T): Promise<boolean> {
    while (!this.trySend(item)) {
      if (this.#closed) return false;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#blocked.push(resolve);
      await promise;
    }
    return true;
  }

  #unblock(): void {
    const blocked = this.#blocked;
    this.#blocked = [];
    for (const resolve of blocked) resolve();
  }

  #setThrough(): void {
    this.#isThrough = true;
    const waiting = this.#onThrough;
    this.#onThrough = [];
    for (const resolve of waiting) resolve();
  }
}
