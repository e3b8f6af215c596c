/**
 * What one of several tabs does for all of them: the first that claims it.
 *
 * A claim is a lock of the browser, held for a while, and kept in its storage for later. Either alone is
 * not enough: tabs may be of different processes, whose views of the storage need not agree at once.
 *
 * @module
 */

import { keep, recall, tabId } from "../browser_storage.ts";

const KEY = "claimed";
/** The newest are kept. Tabs receive the same messages within a moment of each other. */
const CLAIMS_MAX = 200;
/** How long a claim is held as a lock, in milliseconds: until every tab has long seen it in the storage. */
const HOLD_MS = 10_000;

/**
 * Claims something for this tab.
 *
 * @returns whether no tab has claimed it before
 */
export function claim(what: string): Promise<boolean> {
  return hold(what, HOLD_MS, () => {
    const kept = recall(KEY);
    const claims = Array.isArray(kept) ? kept : [];
    if (claims.includes(what)) return false;
    keep(KEY, [...claims, what].slice(-CLAIMS_MAX));
    return true;
  });
}

/** The moments that this tab has claimed, until they have passed. Each is for one of a few purposes. */
const moments: Set<string> = new Set();

/**
 * Claims a stretch of time from now on.
 *
 * @param what it is for
 * @returns whether no other tab has claimed a part of it
 */
export async function claimMoment(what: string, ms: number): Promise<boolean> {
  if (moments.has(what)) return true;
  const isOurs = await hold(what, ms, () => {
    const { at, by } = (recall(`${KEY} ${what}`) ?? {}) as Record<string, unknown>;
    const now = Date.now();
    // A clock may have been set back.
    if (by !== tabId && typeof at === "number" && Math.abs(now - at) < ms) return false;
    keep(`${KEY} ${what}`, { at: now, by: tabId });
    return true;
  });
  if (!isOurs) return false;
  moments.add(what);
  setTimeout(() => moments.delete(what), ms);
  return true;
}

/**
 * Runs something unless another tab has claimed the same a moment ago. Browsers have locks only where the
 * page came by https, or from this machine; without them two tabs may do at the same moment what one
 * would do.
 *
 * @param claimIt returns whether it is claimed now; never runs while another tab claims
 */
async function hold(what: string, ms: number, claimIt: () => boolean): Promise<boolean> {
  if (!("locks" in navigator)) return claimIt();
  const { locks } = navigator;
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  locks.request(`hubbub ${KEY} ${what}`, { ifAvailable: true }, async (lock) => {
    const isOurs = lock !== null && await locks.request(`hubbub ${KEY}`, claimIt);
    resolve(isOurs);
    if (isOurs) await new Promise((released) => setTimeout(released, ms));
  }).catch(reject);
  return await promise;
}
