// @ts-check
/** @import { Room } from "./room.js" */
/** @import { Timeline } from "./timeline.js" */

/**
 * The ways to what is out of sight: down to the newest, and up to where the news begins.
 *
 * @module
 */

import { strings } from "../strings.js";
import { button, part } from "./part.js";

export class Jumps {
  #timeline;
  #down;
  #up;
  /** @type {Room | undefined} */
  #room;

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
    this.#down = button("", () => {
      timeline.toNewest();
      part(document, "#scroller", HTMLElement).focus();
    }, "jump");
    this.#down.id = "newer";
    this.#up = button("", () => {
      const { newAfter } = this.#room ?? {};
      if (newAfter !== undefined) timeline.goTo(this.#room, newAfter + 1);
    }, "jump calling");
    this.#up.id = "to-news";
    part(document, "#foot", HTMLElement).prepend(this.#up, this.#down);
  }

  /** @param {Room | undefined} room */
  draw(room) {
    this.#room = room;
    const { isAtEnd, isNewsAbove } = this.#timeline;
    const unread = room?.unread ?? 0;
    this.#down.hidden = isAtEnd || room === undefined;
    this.#down.classList.toggle("calling", unread > 0);
    this.#down.textContent = unread > 0 ? strings.newMessages(unread) : strings.toNewest;
    this.#up.hidden = !isNewsAbove;
    this.#up.textContent = strings.toNews;
  }
}
