// @ts-check
/**
 * The place in the address bar: a room, `/#lobby`, or a message in it, `/#lobby/123`.
 *
 * @module
 */

/** The room of an address that names none. The server always has it. */
export const LOBBY = "lobby";

/** @typedef {{ room: string, seq?: number }} Spot */

/**
 * Where the server is, as the page was found: a path may stand before all of ours.
 *
 * @returns {URL}
 */
export function baseUrl() {
  return new URL(".", document.baseURI);
}

/**
 * @param {string} room
 * @param {number} [seq] the number of a message there
 */
export function addressOf(room, seq) {
  return `#${encodeURIComponent(room)}${seq === undefined ? "" : `/${seq}`}`;
}

/**
 * @param {string} hash
 * @returns {Spot}
 */
export function spotOf(hash) {
  const [, name = "", seq] = /^#?([^]*?)(?:\/([1-9]\d{0,14}))?$/.exec(hash) ?? [];
  return { room: decode(name) || LOBBY, ...(seq !== undefined && { seq: Number(seq) }) };
}

/**
 * The code in the link that the server printed, `/#claim=CODE`, if the address is that one.
 *
 * @param {string} hash
 * @returns {string | undefined}
 */
export function claimCodeOf(hash) {
  const [, code] = /^#claim=([^/]+)$/.exec(hash) ?? [];
  return code === undefined ? undefined : decode(code);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // Someone wrote a stray "%".
  }
}
