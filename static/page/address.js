// @ts-check
/**
 * The room in the address bar: `/#lobby`.
 *
 * @module
 */

/** @param {string} room */
export function addressOf(room) {
  return `#${encodeURIComponent(room)}`;
}

/**
 * The room that an address names.
 *
 * @param {string} hash
 * @returns {string | undefined}
 */
export function roomOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1)) || undefined;
  } catch {
    return undefined; // Someone wrote a stray "%".
  }
}
