// @ts-check
/**
 * The room in the address bar: `/#lobby`.
 *
 * @module
 */

/** The room of an address that names none. The server always has it. */
export const LOBBY = "lobby";

/** @param {string} room */
export function addressOf(room) {
  return `#${encodeURIComponent(room)}`;
}

/** @param {string} hash */
export function roomOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1)) || LOBBY;
  } catch {
    return LOBBY; // Someone wrote a stray "%".
  }
}
