/**
 * The ways to what is out of sight: down to the newest, and up to where the news begins.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import type { Timeline } from "../timeline.ts";
import { briefly, strings } from "../../../strings.ts";
import { button, part } from "../../document.ts";

export class Jumps {
  #timeline;
  #down;
  #up;
  #room: Room | undefined;

  constructor(timeline: Timeline) {
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
    part(document, "#foot", HTMLElement).prepend(this.#down);
    part(document, "#scroller", HTMLElement).after(this.#up);
  }

  draw(room: Room | undefined): void {
    this.#room = room;
    const { isAtEnd, isNewsAbove } = this.#timeline;
    const unread = room?.unread ?? 0;
    this.#down.hidden = isAtEnd || room === undefined;
    this.#down.classList.toggle("calling", unread > 0);
    this.#down.textContent = unread > 0 ? strings.unreadBelow(unread) : strings.toNewest;
    this.#up.hidden = !isNewsAbove;
    if (!isNewsAbove) return;
    const { count, since } = this.#timeline.news;
    this.#up.textContent = since === undefined
      ? strings.newAbove(count)
      : strings.newSince(count, briefly(since, Date.now()));
  }
}
