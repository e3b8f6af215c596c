// @ts-check
/** @import { Unsent } from "./room.js" */

/**
 * What the browser keeps for us from one visit to the next: who you are and where, each tab for itself
 * and a new tab as the last one did, and what was said and not acknowledged, under a key for each message,
 * so that tabs do not overwrite each other and a page that is reloaded says it again under the same ids.
 *
 * Someone may have forbidden it, or it is full: then nothing is kept, and they can talk all the same. All
 * pages of a host share it, so a server that is not at its root has keys of its own.
 *
 * @module
 */

/**
 * @param {string} key
 * @param {"browser" | "tab"} where
 * @returns {unknown} `undefined` when there is nothing
 */
export function recall(key, where = "browser") {
  try {
    const text = storageOf(where).getItem(fullKey(key));
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} key
 * @param {unknown} value `undefined` to keep it no longer
 * @param {"browser" | "tab"} where
 */
export function keep(key, value, where = "browser") {
  try {
    if (value === undefined) storageOf(where).removeItem(fullKey(key));
    else storageOf(where).setItem(fullKey(key), JSON.stringify(value));
  } catch {
    // It is forbidden, or full.
  }
}

/**
 * The keys that begin so, of what the browser keeps.
 *
 * @param {string} start
 * @returns {string[]}
 */
export function keysOf(start) {
  try {
    const before = fullKey("").length;
    return Object.keys(localStorage).filter((key) => key.startsWith(fullKey(start)))
      .map((key) => key.slice(before));
  } catch {
    return [];
  }
}

/** @param {string} key */
function fullKey(key) {
  const { pathname } = new URL(".", document.baseURI);
  return pathname === "/" ? key : `${pathname} ${key}`;
}

/** @param {"browser" | "tab"} where */
function storageOf(where) {
  return where === "tab" ? sessionStorage : localStorage;
}

const kept = recall("tab", "tab");

export const tabId = typeof kept === "string" ? kept : Math.random().toString(36).slice(2);

keep("tab", tabId, "tab");

/** @typedef {{ name: string, rooms: string[] }} Visit */

const VISIT = "visit";
const LAST_NAME = "name";

/** @returns {Visit | undefined} */
export function recallVisit() {
  const { name, rooms } = /** @type {Record<string, unknown>} */ (
    recall(VISIT, "tab") ?? recall(VISIT) ?? {}
  );
  if (typeof name !== "string" || !Array.isArray(rooms)) return undefined;
  return { name, rooms: rooms.filter((room) => typeof room === "string") };
}

/** @param {Visit} visit */
export function rememberVisit(visit) {
  keep(VISIT, visit, "tab");
  keep(VISIT, visit);
  keep(LAST_NAME, visit.name);
}

export function forgetVisit() {
  keep(VISIT, undefined, "tab");
  keep(VISIT, undefined);
}

/** The name that was used in this browser last. */
export function lastName() {
  const name = recall(LAST_NAME);
  return typeof name === "string" ? name : "";
}

/** How the keys of all of it begin. */
export const UNSENT = "unsent ";

/**
 * What is to become of a message.
 *
 * @typedef {{ type: "edit", of: number } | { type: "delete", of: number } | { type: "react", of: number, emoji: string, on: boolean }} PendingChange
 */

/**
 * @param {string} room
 * @param {Unsent} message
 */
export function keepUnsent(room, message) {
  keep(keyOf(message), { ...message, room });
}

/** @param {Pick<Unsent, "from" | "id">} message */
export function forgetUnsent(message) {
  keep(keyOf(message), undefined);
}

/** @param {Pick<Unsent, "from" | "id">} message */
export function keyOf({ from, id }) {
  return `${UNSENT}${from} ${id}`;
}
