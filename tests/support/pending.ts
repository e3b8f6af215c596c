/**
 * Looking at a promise from outside.
 *
 * @module
 */

const OPEN = Symbol("open");

/** Whether a promise is still open when everything has run that waits for nothing but its turn. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const turnsOver = new Promise((resolve) => setTimeout(resolve, 0, OPEN));
  return await Promise.race([promise, turnsOver]) === OPEN;
}
