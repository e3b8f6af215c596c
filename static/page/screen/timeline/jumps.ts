/**
 * The ways to what is out of sight: down to the newest, up to where the news begins, and to the messages
 * that mention somebody and that they have not seen yet.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import type { Timeline } from "../timeline.ts";
import { briefly } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { button, element, part } from "../../document.ts";
import { type OutOfSight, UnseenMentions } from "./jumps/unseen_mentions.ts";

/** Where they are: at the upper edge of the conversation, and at the lower one. */
const EDGES = ["above", "below"] as const;

export class Jumps {
  #timeline;
  #scroller = part(document, "#scroller", HTMLElement);
  #down;
  #up;
  #mentions;
  #unseen;
  #outOfSight: OutOfSight = { above: [], below: [] };
  #room: Room | undefined;
  /** The room in which who hears the page was told of mentions. */
  #toldIn: Room | undefined;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    this.#unseen = new UnseenMentions(timeline, () => this.draw(this.#room));
    this.#down = button("", () => {
      timeline.toNewest();
      this.#scroller.focus();
    }, "jump down");
    this.#down.id = "newer";
    this.#up = button("", () => {
      const { newAfter } = this.#room ?? {};
      if (newAfter !== undefined) timeline.goTo(this.#room, newAfter + 1);
    }, "jump calling");
    this.#up.id = "to-news";
    this.#mentions = {
      above: button("", () => this.#toMention("above"), "jump mentions"),
      below: button("", () => this.#toMention("below"), "jump mentions down"),
    };
    for (const edge of EDGES) this.#mentions[edge].hidden = true;
    const pills = (edge: typeof EDGES[number], other: HTMLElement) =>
      element("div", { className: `jumps ${edge}` }, other, this.#mentions[edge]);
    part(document, "#foot", HTMLElement).prepend(pills("below", this.#down));
    this.#scroller.after(pills("above", this.#up));
    this.#scroller.addEventListener("keydown", (event) => this.#press(event));
  }

  draw(room: Room | undefined): void {
    this.#room = room;
    const { isAtEnd, isNewsAbove } = this.#timeline;
    const unread = room?.unread ?? 0;
    this.#down.hidden = isAtEnd || room === undefined;
    this.#down.classList.toggle("calling", unread > 0);
    this.#down.textContent = unread > 0 ? more.unreadBelow(unread) : more.toNewest;
    this.#drawMentions(room);
    this.#up.hidden = !isNewsAbove;
    if (!isNewsAbove) return;
    const { count, since } = this.#timeline.news;
    this.#up.textContent = since === undefined
      ? more.newAbove(count)
      : more.newSince(count, briefly(since, Date.now()));
  }

  #drawMentions(room: Room | undefined) {
    if (room !== undefined) this.#outOfSight = this.#unseen.outOfSight(room, Date.now());
    for (const edge of EDGES) {
      const { length } = this.#outOfSight[edge];
      const pill = this.#mentions[edge];
      pill.hidden = room === undefined || length === 0;
      if (pill.hidden) continue;
      const [text, label] = [more.mentionsNumber(length), more.toMention[edge](length)];
      if (pill.textContent !== text) pill.textContent = text;
      if (pill.ariaLabel !== label) pill.ariaLabel = pill.title = label;
    }
    this.#tell(room);
  }

  /** Tells who hears the page, once each time that they come to a room. */
  #tell(room: Room | undefined) {
    if (this.#toldIn !== room) this.#toldIn = undefined;
    const count = this.#outOfSight.above.length + this.#outOfSight.below.length;
    if (room === undefined || this.#toldIn === room || count === 0) return;
    this.#toldIn = room;
    part(document, "#voice", HTMLElement).textContent = more.mentionsTold(count);
  }

  /** The key M goes to the next, from anywhere in the conversation. */
  #press(event: KeyboardEvent) {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    if (key !== "m" || ctrlKey || altKey || metaKey || !(target instanceof Element)) return;
    if (target !== this.#scroller && !target.matches("#entries > li")) return;
    const edge = EDGES.find((edge) => this.#outOfSight[edge].length > 0);
    if (edge === undefined) return;
    event.preventDefault();
    this.#toMention(edge);
  }

  /** To the nearest in that direction. */
  #toMention(edge: typeof EDGES[number]) {
    const seq = edge === "above" ? this.#outOfSight.above.at(-1) : this.#outOfSight.below[0];
    if (this.#room !== undefined && seq !== undefined) this.#unseen.goTo(this.#room, seq);
  }
}
