/**
 * Words that are other ones tomorrow, such as "Today".
 *
 * @module
 */

import { restOfDay } from "../../strings.ts";

/** Shows in an element what is so today, and anew each day that it is on the page. */
export function showByDay<T extends HTMLElement>(element: T, words: (now: number) => string): T {
  const now = Date.now();
  element.textContent = words(now);
  setTimeout(() => element.isConnected && showByDay(element, words), restOfDay(now));
  return element;
}
