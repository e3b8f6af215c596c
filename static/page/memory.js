// @ts-check
/**
 * What the browser remembers: a tab, who you are in it and where; the browser, what you called
 * yourself last. Someone may have forbidden both, and can talk all the same.
 *
 * @module
 */

/** @typedef {{ name: string, rooms: string[] }} Visit */

const VISIT = "visit";
const LAST_NAME = "name";

/** @returns {Visit | undefined} */
export function recallVisit() {
  try {
    const { name, rooms } = JSON.parse(sessionStorage.getItem(VISIT) ?? "null") ?? {};
    if (typeof name !== "string" || !Array.isArray(rooms)) return undefined;
    return { name, rooms: rooms.filter((room) => typeof room === "string") };
  } catch {
    return undefined;
  }
}

/** @param {Visit} visit */
export function rememberVisit(visit) {
  remember(() => sessionStorage.setItem(VISIT, JSON.stringify(visit)));
  remember(() => localStorage.setItem(LAST_NAME, visit.name));
}

export function forgetVisit() {
  remember(() => sessionStorage.removeItem(VISIT));
}

/** The name that was used in this browser last. */
export function lastName() {
  try {
    return localStorage.getItem(LAST_NAME) ?? "";
  } catch {
    return "";
  }
}

/** @param {() => void} store */
function remember(store) {
  try {
    store();
  } catch {
    // Storage is forbidden or full: then nothing is remembered.
  }
}
