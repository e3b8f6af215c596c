/**
 * Which rooms were looked at in this browser.
 *
 * @module
 */
import { keep, recall } from "../../browser_storage.ts";

/** The key of their keys, the newest first. */
export const RECENT = "recent rooms";
const RECENT_MAX = 50;

/** @param room its key */
export function keepRecent(room: string): void {
  const kept = recall(RECENT);
  const others = Array.isArray(kept) ? kept.filter((key) => key !== room) : [];
  keep(RECENT, [room, ...others].slice(0, RECENT_MAX));
}
