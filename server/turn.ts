/**
 * A turn of the event loop.
 *
 * @module
 */
import { setImmediate } from "node:timers";

/** Resolves when the event loop has been around: what has arrived is read, what was sent written. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}
