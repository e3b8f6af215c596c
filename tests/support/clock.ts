/**
 * Time in the hands of a test.
 *
 * @module
 */

/** How much faster a hurried clock runs. */
const HURRY = 100;

/** A clock that stands still until it is moved. */
export class Clock {
  at = 1_700_000_000_000;
  readonly now = (): number => this.at;

  pass(ms: number): void {
    this.at += ms;
  }
}

/** A clock on which it is soon later: what is put off for seconds is due at the next tick. */
export function hurried(): () => number {
  const start = Date.now();
  return () => start + (Date.now() - start) * HURRY;
}
