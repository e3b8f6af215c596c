/**
 * How people reacted to a message: each emoji with how many did, which switches your own.
 *
 * @module
 */

import { nameKey } from "../../../../protocol/name.ts";
import { shownName } from "../../browser_storage.ts";
import { element, KeyedList, part } from "../../document.ts";

export type Reaction = { emoji: string; names: string[]; isYours: boolean };

const places: WeakMap<Element, Reactions> = new WeakMap();

export class Reactions {
  #list: KeyedList<Reaction>;

  constructor(place: HTMLElement) {
    this.#list = new KeyedList(place, { keyOf: ({ emoji }) => emoji, make, update });
  }

  /** Those of a message. */
  static in(place: HTMLElement): Reactions {
    const found = places.get(place) ?? new Reactions(place);
    places.set(place, found);
    return found;
  }

  /** @param reactions names by emoji */
  show(reactions: Record<string, string[]>, you: string): void {
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

function make({ emoji }: Reaction) {
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

function update(button: HTMLElement, { emoji, names, isYours }: Reaction) {
  part(button, ".count", HTMLElement).textContent = String(names.length);
  button.setAttribute("aria-pressed", String(isYours));
  // Who did is heard with it, and seen when somebody turns to it.
  const who = inOneLine(names);
  button.dataset.who = who;
  button.ariaLabel = `${emoji} ${names.length}: ${who}`;
}

/** People, as they are shown, one after the other. */
export function inOneLine(names: readonly string[]): string {
  const { lang } = document.documentElement;
  return new Intl.ListFormat(lang).format(names.map(shownName));
}
