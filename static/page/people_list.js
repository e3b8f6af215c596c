// @ts-check
/** @import { Room } from "./room.js" */

/**
 * Who is in the shown room.
 *
 * @module
 */

import { strings } from "../strings.js";
import { showAvatar } from "./avatar.js";
import { KeyedList } from "./keyed_list.js";
import { part, stamp } from "./part.js";

/** @typedef {{ name: string, isYou: boolean }} Person */

export class PeopleList {
  #count = part(document, "#people-count", HTMLElement);
  #more = part(document, "#more-people", HTMLElement);
  /** @type {KeyedList<Person>} */
  #people = new KeyedList(part(document, "#people", HTMLElement), {
    keyOf: ({ name }) => name,
    make: ({ name }) => {
      const element = stamp("person");
      part(element, ".name", HTMLElement).textContent = name;
      showAvatar(part(element, ".avatar", HTMLElement), name);
      return element;
    },
    update: (element, { isYou }) => {
      element.classList.toggle("yours", isYou);
      part(element, ".note", HTMLElement).textContent = isYou ? strings.you : "";
    },
  });

  /**
   * @param {Room | undefined} room
   * @param {string} you
   */
  draw(room, you) {
    const people = room?.people ?? [];
    const unnamed = (room?.count ?? 0) - people.length;
    this.#people.show(people.map((name) => ({ name, isYou: name === you })));
    this.#count.textContent = String(room?.count ?? "");
    this.#more.hidden = unnamed <= 0;
    this.#more.textContent = strings.andMore(unnamed);
  }
}
