/**
 * Waiting for what nobody tells.
 *
 * @module
 */
import { PATIENCE_MS } from "./arrivals.ts";

/** Resolves when something is so; looks again after each turn of the event loop. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const start = performance.now();
  while (!await isSo()) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
