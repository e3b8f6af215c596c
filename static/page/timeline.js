// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Room } from "./room.js" */

/**
 * The conversation: a stretch of the shown room's log. Like a member on the server it is a cursor:
 * drawn late or seldom, it takes a longer piece. What someone reads is never moved.
 *
 * @module
 */

import { strings } from "../strings.js";
import { makeMessage, standBelow } from "./message.js";
import { part } from "./part.js";
import { StickyScroll } from "./sticky_scroll.js";

/** How many messages are on the page. What does not fit waits until someone scrolls down to it. */
export const SHOWN_MAX = 500;

/** How many are taken when someone comes to the end of the page and more wait. */
const STEP = 100;

export class Timeline {
  #onTurn;
  #scroll;
  #scroller = part(document, "#scroller", HTMLElement);
  #list = part(document, "#entries", HTMLElement);
  #beginning = part(document, "#beginning", HTMLElement);
  #newer = part(document, "#newer", HTMLButtonElement);

  /** @type {Room | undefined} */
  #room;
  /** Which log of the room is shown. @type {string | undefined} */
  #epoch;
  /** What is on the page, oldest first. @type {{ entry: Said, element: HTMLElement }[]} */
  #messages = [];
  /** Whether the room has more than is on the page. */
  #moreWait = false;

  /** @param {{ onTurn: () => void }} options called when it has to be drawn again */
  constructor({ onTurn }) {
    this.#onTurn = onTurn;
    this.#scroll = new StickyScroll(
      this.#scroller,
      part(document, "#conversation", Element),
      onTurn,
    );
    this.#newer.addEventListener("click", () => {
      this.toNewest();
      this.#scroller.focus();
    });
  }

  /** Goes to the newest message, and follows what comes. */
  toNewest() {
    this.#moreWait = false;
    this.#scroll.toEnd();
    this.#onTurn();
  }

  /**
   * @param {Room | undefined} room
   * @param {string} you
   */
  draw(room, you) {
    if (room !== this.#room || room?.epoch !== this.#epoch) this.#open(room);
    if (room === undefined) return;
    this.#advance(room, you);
    this.#scroll.settle();
    if (this.#scroll.isAtEnd && !document.hidden) room.unread = 0;
    this.#newer.hidden = this.#scroll.isAtEnd || room.unread === 0;
    this.#newer.textContent = strings.newMessages(room.unread);
    this.#drawBeginning(room);
  }

  /** @param {Room | undefined} room */
  #open(room) {
    this.#room = room;
    this.#epoch = room?.epoch;
    this.#clear();
    this.#scroll.toEnd();
  }

  #clear() {
    this.#moreWait = false;
    this.#messages = [];
    this.#list.replaceChildren();
  }

  /**
   * @param {Room} room
   * @param {string} you
   */
  #advance(room, you) {
    const last = this.#messages.at(-1)?.entry.seq ?? 0;
    const next = room.after(last);
    const isHole = last > 0 && next[0] !== undefined && next[0].seq > last + 1;
    const taken = next.slice(0, isHole ? this.#jump(next.length) : this.#space(next.length));
    this.#append(taken, you);
    this.#moreWait = taken.length < next.length;
  }

  /**
   * How many may be added to what is on the page.
   *
   * @param {number} arriving
   */
  #space(arriving) {
    if (!this.#scroll.isAtEnd) return Math.max(0, SHOWN_MAX - this.#messages.length);
    if (!this.#moreWait) return arriving;
    this.#scroll.stay();
    return STEP;
  }

  /**
   * How many may be added when the room no longer keeps what would follow: none while someone
   * reads; who has read to the end goes on where the room's own memory begins.
   *
   * @param {number} arriving
   */
  #jump(arriving) {
    if (!this.#scroll.isAtEnd) return 0;
    const space = this.#space(arriving);
    this.#clear();
    return space;
  }

  /**
   * @param {Said[]} entries
   * @param {string} you
   */
  #append(entries, you) {
    const added = entries.map((entry) => ({ entry, element: makeMessage(entry, you) }));
    let previous = this.#messages.at(-1)?.entry;
    for (const { entry, element } of added) {
      standBelow(element, entry, previous);
      previous = entry;
    }
    this.#messages.push(...added);
    this.#list.append(...added.map(({ element }) => element));
    this.#trim();
  }

  /** The oldest make place. Only who is at the end gets that far, and does not see them go. */
  #trim() {
    const gone = this.#messages.splice(0, Math.max(0, this.#messages.length - SHOWN_MAX));
    for (const { element } of gone) element.remove();
    const first = this.#messages[0];
    if (first !== undefined && gone.length > 0) standBelow(first.element, first.entry, undefined);
  }

  /** @param {Room} room */
  #drawBeginning(room) {
    const first = this.#messages[0]?.entry.seq ?? 1;
    this.#beginning.hidden = first > 1 && !room.isMissingSome;
    this.#beginning.textContent = room.isMissingSome
      ? strings.missing
      : strings.beginning(room.name);
  }
}
