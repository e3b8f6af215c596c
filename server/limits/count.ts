/**
 * How many of something each may have at once.
 *
 * @module
 */

export class Count {
  readonly #most: number;
  /** Only keys with a count above 0. */
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** One more for a key, until it is disposed of; `undefined` when the key has as many as it may. */
  take(key: string): Disposable | undefined {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(key, taken + 1);
    return new Taken(this, key);
  }

  giveBack(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}

/** One that was taken. A class, as there are some for each socket: a closure takes three times as much. */
class Taken implements Disposable {
  readonly #key: string;
  /** Until it is given back. */
  #count: Count | undefined;

  constructor(count: Count, key: string) {
    this.#count = count;
    this.#key = key;
  }

  [Symbol.dispose](): void {
    this.#count?.giveBack(this.#key);
    this.#count = undefined;
  }
}
