/**
 * The event loop's turns.
 *
 * @module
 */
import { setImmediate } from "node:timers";

/** Resolves when the event loop has been around: what has arrived is there, what was sent has left. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}
