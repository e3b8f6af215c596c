/**
 * Lets somebody stay signed in whose page is open for weeks.
 *
 * @module
 */

/** A browser keeps its cookie for 30 days after it was last given. */
const ASK_EVERY_MS = 24 * 60 * 60 * 1000;

/** Asks from time to time who we are: with the answer comes the cookie. */
export function stay(): void {
  setInterval(async () => {
    try {
      await (await fetch("api/session", { cache: "no-store" })).text();
    } catch {
      // Not connected now. Tomorrow we ask again.
    }
  }, ASK_EVERY_MS);
}
