// @ts-check
/**
 * What somebody has written and not said, for each room.
 *
 * @module
 */

import { keep, recall } from "./shelf.js";

/**
 * @param {string} you
 * @param {string} room its key
 */
export function recallDraft(you, room) {
  const draft = recall(keyOf(you, room));
  return typeof draft === "string" ? draft : "";
}

/**
 * @param {string} you
 * @param {string} room its key
 * @param {string} draft
 */
export function keepDraft(you, room, draft) {
  keep(keyOf(you, room), draft === "" ? undefined : draft);
}

/**
 * @param {string} you
 * @param {string} room
 */
function keyOf(you, room) {
  return `draft ${you} ${room}`;
}
