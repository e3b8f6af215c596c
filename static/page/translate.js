// @ts-check
/**
 * Puts words into the page: `data-text` names the string that an element says, `data-label` the one
 * that it is called by.
 *
 * @module
 */

import { strings } from "../strings.js";

/** @param {ParentNode} whole */
export function translate(whole) {
  for (const element of whole.querySelectorAll("[data-text]")) {
    element.textContent = word(element.getAttribute("data-text"));
  }
  for (const element of whole.querySelectorAll("[data-label]")) {
    const label = word(element.getAttribute("data-label"));
    element.setAttribute("aria-label", label);
    if (element instanceof HTMLButtonElement) element.title = label;
  }
  for (const template of whole.querySelectorAll("template")) translate(template.content);
}

/**
 * @param {string | null} key
 * @returns {string}
 */
function word(key) {
  const found = Object.entries(strings).find(([name]) => name === key)?.[1];
  if (typeof found === "string") return found;
  throw new TypeError(`Cannot translate: no string is named ${JSON.stringify(key)}`);
}
