/**
 * This tab among the browser's tabs: which of them are open, and what each shows to who looks at it.
 *
 * @module
 */

import { keep, keysOf, recall, tabId } from "../browser_storage.ts";

/** How often an open tab says so. Browsers let hidden ones do it once a minute. */
const TELL_EVERY_MS = 60_000;
/** A tab that has said nothing for so long is gone without a goodbye. */
const GONE_MS = 5 * TELL_EVERY_MS;

const KEY = "tab ";

export type Presence = { at: number; front?: string | undefined };

/** A tab in front is not slowed down: one that says so less often than this has crashed. */
const FRONT_MS = 1.5 * TELL_EVERY_MS;

/** The key of the room that somebody who looks at this tab sees. */
let front: string | undefined;

/** What a tab shows, and to which connection: one that was cut knows nothing of the one before. */
export interface TabView {
  room: { key: string; name: string } | undefined;
  connectedAt: number;
}

/**
 * Says that this tab is open, for as long as it is, and which room is in front in it: to the browser's
 * other tabs, and to the server, which notifies of nothing that somebody sees.
 *
 * @param shown what is shown now
 * @param tell tells the server the name of the room, or that there is none
 * @returns to be called when it may be another
 */
export function openTab(
  shown: () => TabView | undefined,
  tell: (room: string | undefined) => void,
): () => void {
  let told = "";
  const look = () => {
    const { room, connectedAt } = shown() ?? {};
    const inFront = isLookedAt() ? room : undefined;
    showInFront(inFront?.key);
    const now = `${connectedAt} ${inFront?.name ?? ""}`;
    if (now !== told) tell(inFront?.name);
    told = now;
  };
  for (const key of keysOf(KEY)) if (presenceOf(key) === undefined) keep(key, undefined);
  tellTabs();
  setInterval(tellTabs, TELL_EVERY_MS);
  addEventListener("pageshow", tellTabs);
  addEventListener("pagehide", () => keep(KEY + tabId, undefined));
  addEventListener("focus", look);
  addEventListener("blur", look);
  document.addEventListener("visibilitychange", look);
  look();
  return look;
}

function isLookedAt() {
  return !document.hidden && document.hasFocus();
}

/** @param room its key */
function showInFront(room: string | undefined) {
  if (room === front) return;
  front = room;
  tellTabs();
}

export function isTabOpen(id: string): boolean {
  return presenceOf(KEY + id) !== undefined;
}

/**
 * Whether somebody looks at a room in any tab.
 *
 * @param room its key
 */
export function isInFront(room: string): boolean {
  const since = Date.now() - FRONT_MS;
  return keysOf(KEY).some((key) => {
    const tab = presenceOf(key);
    return tab?.front === room && tab.at > since;
  });
}

function tellTabs() {
  keep(KEY + tabId, { at: Date.now(), front });
}

/** @returns of a tab that is open */
function presenceOf(key: string): Presence | undefined {
  const { at, front } = (recall(key) ?? {}) as Record<string, unknown>;
  if (typeof at !== "number" || Date.now() - at > GONE_MS) return undefined;
  return { at, front: typeof front === "string" ? front : undefined };
}
