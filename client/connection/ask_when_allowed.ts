/**
 * Asking with patience. Loaded by what asks much, as a search does.
 *
 * @module
 */
import { RefusedError } from "./conversation.ts";

/**
 * Asks; and when the server says that too much is asked now, again when it says, unless that is after
 * `end`, as `performance.now()` tells it.
 */
export async function askWhenAllowed<T>(ask: () => Promise<T>, end: number): Promise<T> {
  while (true) {
    try {
      return await ask();
    } catch (error) {
      const retry = error instanceof RefusedError ? error.retry : undefined;
      if (retry === undefined || performance.now() + retry > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, retry));
    }
  }
}
