// @ts-check
/** @import { Room } from "./room.js" */

/**
 * Which room this is.
 *
 * @module
 */

import { strings } from "../strings.js";
import { part } from "./part.js";

export class RoomHeader {
  #mark = part(document, "#room-header .hash", HTMLElement);
  #topic = part(document, "#topic", HTMLElement);
  #name = part(document, "#room-name", HTMLElement);
  #count = part(document, "#here-count", HTMLElement);

  /** @param {Room | undefined} room */
  draw(room) {
    this.#mark.textContent = room?.isDirect ? "@" : "#";
    this.#name.textContent = room?.title ?? "";
    this.#topic.textContent = this.#topic.title = room?.topic ?? "";
    this.#count.textContent = room && !room.isDirect ? strings.hereCount(room.count) : "";
    this.#topic.hidden = !room?.topic;
  }
}
