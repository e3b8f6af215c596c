// @ts-check
/**
 * What the browser keeps for us from one visit to the next. Someone may have forbidden it, or it is
 * full: then nothing is kept, and they can talk all the same.
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
    const text = storageOf(where).getItem(key);
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
    if (value === undefined) storageOf(where).removeItem(key);
    else storageOf(where).setItem(key, JSON.stringify(value));
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
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

/** @param {"browser" | "tab"} where */
function storageOf(where) {
  return where === "tab" ? sessionStorage : localStorage;
}
