// @ts-check
/**
 * How long to wait before coming back.
 *
 * @module
 */

/** The most to wait, by how often in a row it failed. The last counts for all that follow. */
export const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Full jitter: anything from nothing to the most. When a server restarts, its thousands of clients
 * come back spread out instead of all at once.
 *
 * @param {number} failures in a row, before this wait
 * @param {readonly number[]} table
 * @param {() => number} random
 */
export function backoff(failures, table, random) {
  return Math.round(random() * (table[Math.min(failures, table.length - 1)] ?? 0));
}
