// @ts-check
/**
 * Who you are and where, as the browser remembers it: each tab for itself, and a new tab as the last
 * one did, so that they are the same person.
 *
 * @module
 */

import { keep, recall } from "./shelf.js";

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
