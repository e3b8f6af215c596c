// @ts-check
/** @import { Chat } from "./chat.js" */

/**
 * The rooms you are in, and those that you could join. Each is a link to its address, so that going
 * back, sharing and opening in a new tab are what the browser does by itself.
 *
 * @module
 */

import { strings } from "../strings.js";
import { addressOf } from "./address.js";
import { KeyedList } from "./keyed_list.js";
import { part, stamp } from "./part.js";

/** More would push the people out of sight. All others can be reached by name. */
const OTHERS_MAX = 8;

/** @typedef {{ name: string, isShown: boolean, isUnread: boolean }} RoomLink */

export class RoomList {
  #otherSection = part(document, "#other-rooms", HTMLElement);
  #rooms = linkList("#rooms");
  #others = linkList("#other-rooms ul");

  /** @param {Chat} chat */
  draw(chat) {
    this.#rooms.show(chat.rooms.map((room) => ({
      name: room.name,
      isShown: room === chat.shown,
      isUnread: room !== chat.shown && room.unread > 0,
    })));
    const others = chat.otherRooms.slice(0, OTHERS_MAX);
    this.#otherSection.hidden = others.length === 0;
    this.#others.show(others.map((name) => ({ name, isShown: false, isUnread: false })));
  }
}

/**
 * @param {string} selector
 * @returns {KeyedList<RoomLink>}
 */
function linkList(selector) {
  return new KeyedList(part(document, selector, HTMLElement), {
    keyOf: ({ name }) => name,
    make: ({ name }) => {
      const element = stamp("room-link");
      part(element, ".name", HTMLElement).textContent = name;
      part(element, "a", HTMLAnchorElement).href = addressOf(name);
      return element;
    },
    update: (element, { isShown, isUnread }) => {
      const link = part(element, "a", HTMLAnchorElement);
      if (isShown) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      part(element, ".unread", HTMLElement).textContent = isUnread ? strings.unread : "";
    },
  });
}
