/**
 * Waiting for what nobody tells.
 *
 * @module
 */
import { PATIENCE_MS } from "./arrivals.ts";

/** What is waited for, and what is seen instead; one that looks is asked when the wait is over. */
export type Wanted = string | (() => string | Promise<string>);

/** Resolves when something is so; looks again after each turn of the event loop. */
export async function until(isSo: () => boolean | Promise<boolean>, what: Wanted): Promise<void> {
  const start = performance.now();
  while (!await isSo()) {
    if (performance.now() - start > PATIENCE_MS) {
      throw new Error(`Waited in vain for ${typeof what === "string" ? what : await what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}
