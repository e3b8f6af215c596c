/**
 * The rooms you are in, and those that you could join. Each is a link to its address, so that going
 * back, sharing and opening in a new tab are what the browser does by itself.
 *
 * @module
 */

import type { Chat } from "./chat.ts";
import type { Room } from "./room.ts";
import { isDirect } from "../../protocol/name.ts";
import { strings } from "../strings.ts";
import { addressOf } from "./address.ts";
import { KeyedList, part, stamp } from "./part.ts";

/** More would push the people out of sight. All others can be reached by name. */
const OTHERS_MAX = 8;

export type RoomLink = {
  name: string;
  title: string;
  isShown: boolean;
  isUnread: boolean;
  isMuted: boolean;
  mentions: number;
};

export class RoomList {
  #directSection = part(document, "#direct-rooms", HTMLElement);
  #otherSection = part(document, "#other-rooms", HTMLElement);
  #rooms = linkList("#rooms");
  #direct = linkList("#direct-rooms ul");
  #others = linkList("#other-rooms ul");

  draw(chat: Chat): void {
    const { rooms, directRooms, shown } = chat;
    this.#rooms.show(rooms.map((room) => linkTo(room, shown)));
    this.#directSection.hidden = directRooms.length === 0;
    this.#direct.show(directRooms.map((room) => linkTo(room, shown)));
    const others = chat.otherRooms.slice(0, OTHERS_MAX);
    this.#otherSection.hidden = others.length === 0;
    this.#others.show(others.map((name) => ({
      name,
      title: name,
      isShown: false,
      isUnread: false,
      isMuted: false,
      mentions: 0,
    })));
  }
}

function linkTo(room: Room, shown: Room | undefined): RoomLink {
  const { name, title, unread, isDirect, isMuted, mentions } = room;
  const isShown = room === shown;
  return {
    name,
    title,
    isShown,
    isMuted,
    isUnread: !isShown && (isMuted ? mentions : unread + mentions) > 0,
    // All that is said in a direct room is said to you.
    mentions: isDirect ? unread : mentions,
  };
}

function linkList(selector: string): KeyedList<RoomLink> {
  return new KeyedList(part(document, selector, HTMLElement), {
    keyOf: ({ name }) => name,
    make: ({ name }) => {
      const element = stamp("room-link");
      part(element, "a", HTMLAnchorElement).href = addressOf(name);
      part(element, ".hash", HTMLElement).textContent = isDirect(name) ? "@" : "#";
      return element;
    },
    update: (element, { title, isShown, isUnread, isMuted, mentions }) => {
      element.classList.toggle("muted", isMuted);
      part(element, ".name", HTMLElement).textContent = title;
      const link = part(element, "a", HTMLAnchorElement);
      link.title = isMuted ? strings.muted : "";
      if (isShown) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      const mark = part(element, ".unread", HTMLElement);
      mark.textContent = !isUnread
        ? ""
        : mentions > 0
        ? strings.mentions(mentions)
        : strings.unread;
      mark.dataset.count = isUnread && mentions > 0 ? String(Math.min(mentions, 99)) : "";
    },
  });
}
