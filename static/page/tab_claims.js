// @ts-check
/**
 * What one of several tabs does for all of them: the first that claims it.
 *
 * @module
 */

import { keep, recall, tabId } from "./shelf.js";

const KEY = "claimed";
/** The newest are kept. Tabs are told of the same messages within a moment of each other. */
const CLAIMS_MAX = 200;

/**
 * Claims something for this tab.
 *
 * @param {string} what
 * @returns {Promise<boolean>} whether no tab has claimed it before
 */
export function claim(what) {
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
 * @param {string} what it is for
 * @param {number} ms
 * @returns {Promise<boolean>} whether no other tab has claimed a part of it
 */
export function claimMoment(what, ms) {
  return alone(() => {
    const { at, by } = /** @type {Record<string, unknown>} */ (recall(`${KEY} ${what}`) ?? {});
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
 *
 * @template T
 * @param {() => T} act
 * @returns {Promise<T>}
 */
async function alone(act) {
  return "locks" in navigator ? await navigator.locks.request("hubbub claims", act) : act();
}
