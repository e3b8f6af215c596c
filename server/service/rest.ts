/**
 * A delay that can be aborted.
 *
 * @module
 */
import { setTimeout } from "node:timers/promises";

/** Resolves after so many milliseconds, or when `signal` is aborted. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
