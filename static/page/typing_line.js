// @ts-check
/** @import { Room } from "./room.js" */

/**
 * Who is writing right now.
 *
 * @module
 */

import { strings } from "../strings.js";
import { part } from "./part.js";

export class TypingLine {
  #line = part(document, "#typing", HTMLElement);

  /**
   * @param {Room | undefined} room
   * @param {number} now
   */
  draw(room, now) {
    const names = room?.typists(now) ?? [];
    const words = names.length === 0 ? "" : strings.typing(names);
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}
