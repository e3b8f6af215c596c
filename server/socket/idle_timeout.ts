/**
 * How long the runtime lets a socket be silent.
 *
 * @module
 */

/**
 * Seconds after which the runtime gives up a peer that answers no ping. It pings after half of that:
 * rarely, as 10,000 pings take half a second of a core, but before the minute is over after which
 * many proxies cut idle connections.
 */
const IDLE_TIMEOUT_S = { least: 90, most: 114 } as const;
/** How many different times there are. */
const STEPS = 100;

/**
 * The idle timeout of the `nth` socket, in seconds. They differ: else ten thousand sockets that were
 * opened together would be pinged together, again and again.
 */
export function idleTimeoutOf(nth: number): number {
  const { least, most } = IDLE_TIMEOUT_S;
  return least + (most - least) * (nth % STEPS) / STEPS;
}
