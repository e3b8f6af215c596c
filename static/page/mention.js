// @ts-check
/**
 * Who is called in a message: the people whose `@name` is drawn as a call, so neither in code nor in
 * an address. hub/mention.ts counts the same ones, which tests/support/calls.ts holds both to.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";
import { parseMarkup } from "./markup.js";

/**
 * Whether a text calls someone: `@ada`.
 *
 * @param {string} text
 * @param {string} name
 */
export function calls(text, name) {
  return calledIn(text).has(nameKey(name));
}

/**
 * The keys of the people that a text calls, the first few.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function calledIn(text) {
  /** @type {Set<string>} */
  const called = new Set();
  if (text.includes("@")) parseMarkup(text, called);
  return called;
}
