// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Task } from "./room.js" */

/**
 * What somebody has written and not said: for each room, and for each message that they change. Each
 * tab has its own, so that none takes away another's; what a tab left that is gone is the next one's.
 *
 * @module
 */

import { keep, keysOf, recall, tabId } from "./shelf.js";

/** For a browser that keeps nothing. As many as one writes. @type {Map<string, string>} */
const written = new Map();

/**
 * @param {string} you
 * @param {string} place a room's key, or `placeOf` a message
 */
export function recallDraft(you, place) {
  const key = keyOf(you, place);
  const own = written.get(key) ?? recall(key, "tab");
  return typeof own === "string" ? own : undefined;
}

/**
 * What a tab has left that is gone, or what this one was about before it was loaded again; if there
 * is anything that may be that.
 *
 * @param {string} you
 * @param {string} place
 */
export async function recallMore(you, place) {
  const key = keyOf(you, place);
  if (recall(taskKey(you, place), "tab") === undefined && keysOf(`${key} `).length === 0) return;
  const { inherit, readTask } = await import("./recall_drafts.js");
  const left = recallDraft(you, place) === undefined ? inherit(key) : undefined;
  if (left !== undefined) keepDraft(you, place, left);
  return { text: left, task: readTask(recall(taskKey(you, place), "tab")) };
}

/**
 * @param {string} you
 * @param {string} place
 * @param {string} text
 */
export function keepDraft(you, place, text) {
  const key = keyOf(you, place);
  written.set(key, text);
  keep(key, text, "tab");
  keep(`${key} ${tabId}`, text === "" ? undefined : { text, at: Date.now() });
}

/**
 * Where a change of a message is written.
 *
 * @param {string} room its key
 * @param {Said} said
 */
export function placeOf(room, { seq }) {
  return `${room}#${seq}`;
}

/**
 * @param {string} you
 * @param {string} room its key
 * @param {Task | undefined} task
 */
export function keepTask(you, room, task) {
  keep(taskKey(you, room), task, "tab");
}

/**
 * @param {string} you
 * @param {string} place
 */
function keyOf(you, place) {
  return `draft ${you} ${place}`;
}

/**
 * @param {string} you
 * @param {string} room
 */
function taskKey(you, room) {
  return `task ${you} ${room}`;
}
