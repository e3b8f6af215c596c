/**
 * How long something is tried again that failed for now.
 *
 * @module
 */

import { SignInError } from "../../connection/endpoint.ts";
import { delay } from "../../library/waiting.ts";

/** What may be otherwise soon. */
const FOR_NOW = new Set(["unreachable", "unavailable", "too-many", "too-fast"]);
/** How long to wait after the first failure, and at most, in milliseconds. */
export const AGAIN_MS = 200;
const AGAIN_MAX_MS = 5_000;

/** Whether the same may be answered otherwise soon. */
export function isForNow({ reason }: SignInError): boolean {
  return FOR_NOW.has(reason);
}

/** How long to wait after each failure in a row, counted from 0, until it is tried for too long. */
export function waitsWithin(timeoutMs: number): (nth: number) => number | undefined {
  let end = 0;
  return (nth) => {
    if (nth === 0) end = performance.now() + timeoutMs;
    const waitMs = Math.min(AGAIN_MS * 2 ** nth, AGAIN_MAX_MS);
    return performance.now() + waitMs > end ? undefined : waitMs;
  };
}

/** How often, and for how long, something that failed is tried again. */
export class Patience {
  readonly #timeoutMs: number;
  #end: number | undefined;
  #failures = 0;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** It went well: the next failure is the first. */
  succeed(): void {
    this.#end = undefined;
    this.#failures = 0;
  }

  /** Waits before the next try, or throws what can't be helped. */
  async afterFailure(error: unknown): Promise<void> {
    if (!(error instanceof SignInError) || !isForNow(error)) throw error;
    this.#end ??= performance.now() + this.#timeoutMs;
    const later = error.retry ?? Math.min(AGAIN_MS * 2 ** this.#failures++, AGAIN_MAX_MS);
    if (performance.now() + later > this.#end) throw error;
    await delay(later, undefined);
  }
}
