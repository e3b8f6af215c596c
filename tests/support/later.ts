/**
 * Time that passes when a test says so, for what measures it by `performance.now`.
 *
 * @module
 */

export class Later implements Disposable {
  readonly #now = performance.now;
  #ms = 0;

  constructor() {
    performance.now = () => this.#now.call(performance) + this.#ms;
  }

  /** So much time has passed. */
  pass(ms: number): void {
    this.#ms += ms;
  }

  [Symbol.dispose](): void {
    performance.now = this.#now;
  }
}
