/**
 * Trying again what another program's commit came between.
 *
 * SQLite refuses a commit that has read something, as one with checks has, when another connection has
 * written since: at once, and as often as there are others who write. Deno KV passes that on as if
 * somebody had locked the file. Nothing of the commit was done, so it can be tried again.
 *
 * @module
 */
import { setTimeout } from "node:timers/promises";

/** How long something is tried again, in milliseconds. A file that is locked for longer is in use. */
const TRY_MS = 2_000;
/** How long to wait before the first try, and before any, in milliseconds; less, by chance. */
const WAIT_MS = { first: 1, most: 32 } as const;

/** Whether an error says that somebody else uses the file. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message === "database is locked";
}

/** Does what may be done again if others came between, until they do not. */
export async function despiteOthers<T>(act: () => Promise<T>): Promise<T> {
  const start = performance.now();
  for (let waitMs: number = WAIT_MS.first;; waitMs = Math.min(2 * waitMs, WAIT_MS.most)) {
    try {
      return await act();
    } catch (error) {
      if (!isLocked(error) || performance.now() - start >= TRY_MS) throw error;
    }
    await setTimeout(Math.random() * waitMs);
  }
}
