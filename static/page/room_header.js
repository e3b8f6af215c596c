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
    this.#name.textContent = room?.name ?? "";
    this.#count.textContent = room ? strings.hereCount(room.count) : "";
    // Everybody always has somewhere to be.
    this.#leave.hidden = room === undefined || room.key === LOBBY;
  }
}
