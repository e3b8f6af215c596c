// @ts-check
/**
 * Words that are other ones tomorrow, such as "Today".
 *
 * @module
 */

import { restOfDay } from "./clock.js";

/**
 * Shows in an element what is so today, and anew each day that it is on the page.
 *
 * @template {HTMLElement} T
 * @param {T} element
 * @param {(now: number) => string} words
 * @returns {T}
 */
export function showByDay(element, words) {
  const now = Date.now();
  element.textContent = words(now);
  setTimeout(() => element.isConnected && showByDay(element, words), restOfDay(now));
  return element;
}
