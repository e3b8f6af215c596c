// @ts-check
/** @import { Unsent } from "./room.js" */

/**
 * What was said and not acknowledged, kept by the browser: a page that is reloaded says it again,
 * under the same ids. Each message has a key of its own, so that tabs do not overwrite each other.
 *
 * @module
 */

import { keep } from "./shelf.js";

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
