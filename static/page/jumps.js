// @ts-check
/** @import { Room } from "./room.js" */
/** @import { Timeline } from "./timeline.js" */

/**
 * The ways to what is out of sight: down to the newest, and up to where the news begins.
 *
 * @module
 */

import { strings } from "../strings.js";
import { part } from "./part.js";

export class Jumps {
  #timeline;
  #down = part(document, "#newer", HTMLButtonElement);
  #up = part(document, "#to-news", HTMLButtonElement);
  /** @type {Room | undefined} */
  #room;

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
    const scroller = part(document, "#scroller", HTMLElement);
    this.#down.addEventListener("click", () => {
      timeline.toNewest();
      scroller.focus();
    });
    this.#up.addEventListener("click", () => {
      const { newAfter } = this.#room ?? {};
      if (newAfter !== undefined) timeline.goTo(this.#room, newAfter + 1);
    });
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
