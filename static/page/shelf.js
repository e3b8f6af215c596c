// @ts-check
/**
 * What the browser keeps for us from one visit to the next. Someone may have forbidden it, or it is
 * full: then nothing is kept, and they can talk all the same. All pages of a host share it, so a
 * server that is not at its root has keys of its own.
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
