/**
 * Moves what the browser keeps for somebody to the name that they have from now on.
 *
 * @module
 */

import { moveInvitations } from "../screen/invitations/kept.ts";
import {
  draftKey,
  keep,
  keepDraft,
  keysOf,
  recall,
  recallDraft,
  tabId,
} from "../browser_storage.ts";

/** Drafts, of each tab, and invitations. */
export function moveKept(from: string, to: string): void {
  const start = draftKey(from, "");
  for (const key of keysOf(start)) {
    // The last word is the tab.
    const place = key.slice(start.length, key.lastIndexOf(" "));
    const own = key.endsWith(` ${tabId}`) ? recallDraft(from, place) : undefined;
    // That of a private room is kept sealed, which its words must not be beside.
    if (own !== undefined) keepDraft(to, place, own);
    keep(draftKey(to, key.slice(start.length)), recall(key));
    keep(key, undefined);
  }
  moveInvitations(from, to);
}
