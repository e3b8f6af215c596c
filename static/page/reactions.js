// @ts-check
/**
 * How people reacted to a message: each emoji with how many did, which switches your own.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";
import { element, KeyedList, part } from "./part.js";

/** @typedef {{ emoji: string, names: string[], isYours: boolean }} Reaction */

/** @type {WeakMap<Element, Reactions>} */
const places = new WeakMap();

export class Reactions {
  /** @type {KeyedList<Reaction>} */
  #list;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#list = new KeyedList(place, { keyOf: ({ emoji }) => emoji, make, update });
  }

  /**
   * Those of a message.
   *
   * @param {HTMLElement} place
   */
  static in(place) {
    const found = places.get(place) ?? new Reactions(place);
    places.set(place, found);
    return found;
  }

  /**
   * @param {Record<string, string[]>} reactions names by emoji
   * @param {string} you
   */
  show(reactions, you) {
    const key = nameKey(you);
    this.#list.show(
      Object.entries(reactions).map(([emoji, names]) => ({
        emoji,
        names,
        isYours: names.some((name) => nameKey(name) === key),
      })),
    );
  }
}

/** @param {Reaction} reaction */
function make({ emoji }) {
  const made = element(
    "button",
    { type: "button", className: "reaction", tabIndex: -1 },
    element("span", { className: "emoji" }, emoji),
    " ",
    element("span", { className: "count" }),
  );
  made.dataset.emoji = emoji;
  return made;
}

/**
 * @param {HTMLElement} button
 * @param {Reaction} reaction
 */
function update(button, { names, isYours }) {
  part(button, ".count", HTMLElement).textContent = String(names.length);
  button.setAttribute("aria-pressed", String(isYours));
  button.title = names.join(", ");
}
