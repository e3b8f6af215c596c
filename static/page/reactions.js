// @ts-check
/**
 * How people reacted to a message: each emoji with how many did, which switches your own.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";
import { KeyedList } from "./keyed_list.js";
import { part, stamp } from "./part.js";

/** @typedef {{ emoji: string, names: string[], isYours: boolean }} Reaction */

/** The list of each message that has got a reaction. @type {WeakMap<Element, KeyedList<Reaction>>} */
const lists = new WeakMap();

/**
 * @param {HTMLElement} place
 * @param {Record<string, string[]>} reactions names by emoji
 * @param {string} you
 */
export function showReactions(place, reactions, you) {
  const key = nameKey(you);
  const items = Object.entries(reactions).map(([emoji, names]) => ({
    emoji,
    names,
    isYours: names.some((name) => nameKey(name) === key),
  }));
  const list = lists.get(place) ??
    new KeyedList(place, { keyOf: ({ emoji }) => emoji, make, update });
  if (items.length > 0) lists.set(place, list);
  list.show(items);
}

/** @param {Reaction} reaction */
function make({ emoji }) {
  const element = stamp("reaction");
  element.dataset.emoji = emoji;
  part(element, ".emoji", HTMLElement).textContent = emoji;
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {Reaction} reaction
 */
function update(element, { names, isYours }) {
  part(element, ".count", HTMLElement).textContent = String(names.length);
  element.setAttribute("aria-pressed", String(isYours));
  element.title = names.join(", ");
}
