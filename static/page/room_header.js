// @ts-check
/** @import { Room } from "./room.js" */

/**
 * Which room this is, and the way out of it.
 *
 * @module
 */

import { strings } from "../strings.js";
import { LOBBY } from "./address.js";
import { part } from "./part.js";

export class RoomHeader {
  #mark = part(document, "#room-header .hash", HTMLElement);
  #topic = part(document, "#topic", HTMLElement);
  #name = part(document, "#room-name", HTMLElement);
  #count = part(document, "#here-count", HTMLElement);
  #leave = part(document, "#leave-room", HTMLButtonElement);
  /** @type {Room | undefined} */
  #room;

  /** @param {{ onLeave: (room: Room) => void }} options */
  constructor({ onLeave }) {
    this.#leave.addEventListener("click", () => this.#room && onLeave(this.#room));
  }

  /** @param {Room | undefined} room */
  draw(room) {
    this.#room = room;
    this.#mark.textContent = room?.isDirect ? "@" : "#";
    this.#name.textContent = room?.title ?? "";
    this.#topic.textContent = this.#topic.title = room?.topic ?? "";
    this.#count.textContent = room && !room.isDirect ? strings.hereCount(room.count) : "";
    // Everybody always has somewhere to be, and a direct room is theirs for good.
    this.#leave.hidden = room === undefined || room.isDirect || room.key === LOBBY;
  }
}
