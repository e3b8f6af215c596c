/**
 * How a database fails, and what is said of it.
 *
 * @module
 */
import { JournalError } from "../../../hub/log/journal.ts";
import { isLocked } from "./contended.ts";

/** What is told of a file that is locked, or that can't be opened in time. */
export const IN_USE = "another program seems to use its file";

/** Waits for what a database does, which takes for ever while another program locks its file. */
export async function inTime<T>(
  doing: Promise<T>,
  ms: number,
  why = `no answer in ${ms} ms`,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(why)), ms);
  try {
    return await Promise.race([doing, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether an error is a mistake in our code and not the database's. Deno KV throws a `TypeError` for a
 * full disk, too, so what tells is where it was thrown: KV's own come from a module of the runtime.
 */
export function isBug(error: unknown): boolean {
  if (!(error instanceof TypeError || error instanceof ReferenceError)) return false;
  const [, thrownAt = ""] = /\n\s+at (.*)/.exec(error.stack ?? "") ?? [];
  return !thrownAt.includes("ext:");
}

/** What SQLite, and Deno KV, say of a file of which a part was overwritten or is missing. */
const DAMAGED = /malformed|not a database|value encoding -?\d+ is unknown|invalid tag/i;

/** What is wrong, in words of people. */
export function messageOf(error: unknown): string {
  if (isLocked(error)) return IN_USE;
  const why = error instanceof Error ? error.message : String(error);
  return DAMAGED.test(why)
    ? `its file is damaged (${why}): keep it, and restore the newest backup`
    : why;
}

/** Leaves work to itself that is done again if the store fails, which says so itself. */
export function inBackground(work: Promise<void>): void {
  work.catch((error) => {
    if (!(error instanceof JournalError)) console.error(error);
  });
}
