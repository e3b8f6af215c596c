/**
 * What one of several tabs does for all of them: the first that claims it.
 *
 * @module
 */

import { keep, recall, tabId } from "../shelf.ts";

const KEY = "claimed";
/** The newest are kept. Tabs receive the same messages within a moment of each other. */
const CLAIMS_MAX = 200;

/**
 * Claims something for this tab.
 *
 * @returns whether no tab has claimed it before
 */
export function claim(what: string): Promise<boolean> {
  return alone(() => {
    const kept = recall(KEY);
    const claims = Array.isArray(kept) ? kept : [];
    if (claims.includes(what)) return false;
    keep(KEY, [...claims, what].slice(-CLAIMS_MAX));
    return true;
  });
}

/**
 * Claims a stretch of time from now on.
 *
 * @param what it is for
 * @returns whether no other tab has claimed a part of it
 */
export function claimMoment(what: string, ms: number): Promise<boolean> {
  return alone(() => {
    const { at, by } = (recall(`${KEY} ${what}`) ?? {}) as Record<string, unknown>;
    const now = Date.now();
    // A clock may have been set back.
    if (by !== tabId && typeof at === "number" && Math.abs(now - at) < ms) return false;
    keep(`${KEY} ${what}`, { at: now, by: tabId });
    return true;
  });
}

/**
 * Runs something while no other tab does. Browsers have locks only where the page came by https, or
 * from this machine; without them two tabs may do at the same moment what one would do.
 */
async function alone<T>(act: () => T): Promise<T> {
  return "locks" in navigator ? await navigator.locks.request("hubbub claims", act) : act();
}
