// @ts-check
/** @import { Line } from "../connection/log.js" */
/** @import { Room } from "./room.js" */

/**
 * The conversation: a stretch of the shown room's log. Like a member on the server it is a cursor:
 * drawn late or seldom, it takes a longer piece. What someone reads is never moved.
 *
 * @module
 */

import { revise } from "../connection/entry.js";
import { strings } from "../strings.js";
import { makeLine, showWords, standBelow } from "./message.js";
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
  /** Which edition of the room's log is shown. @type {number | undefined} */
  #edition;
  /** What is on the page, oldest first. @type {{ line: Line, element: HTMLElement }[]} */
  #lines = [];
  /** The number of the newest revision that is shown. */
  #revisedTo = 0;
  /** Whether the room has more than is on the page. */
  #moreWait = false;

  /**
   * @param {object} options
   * @param {() => void} options.onTurn called when it has to be drawn again
   * @param {(room: Room, of: number, emoji: string, on: boolean) => void} options.onReact
   */
  constructor({ onTurn, onReact }) {
    this.#onTurn = onTurn;
    this.#scroll = new StickyScroll(
      this.#scroller,
      part(document, "#conversation", Element),
      onTurn,
    );
    this.#list.addEventListener("click", ({ target }) => {
      const chip = target instanceof Element && target.closest("button.reaction");
      const shown = chip && this.#lines.find(({ element }) => element.contains(chip));
      if (!shown || !this.#room) return;
      const isOn = chip.getAttribute("aria-pressed") === "true";
      onReact(this.#room, shown.line.seq, chip.getAttribute("data-emoji") ?? "", !isOn);
    });
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
    if (room !== this.#room || room?.edition !== this.#edition) this.#open(room);
    if (room === undefined) return;
    this.#revise(room, you);
    this.#advance(room, you);
    this.#scroll.settle();
    if (this.#scroll.isAtEnd && !document.hidden) room.readAll();
    this.#newer.hidden = this.#scroll.isAtEnd || room.unread === 0;
    this.#newer.textContent = strings.newMessages(room.unread);
    this.#drawBeginning(room);
  }

  /** @param {Room | undefined} room */
  #open(room) {
    this.#room = room;
    this.#edition = room?.edition;
    this.#revisedTo = room?.log.newest ?? 0;
    this.#clear();
    this.#scroll.toEnd();
  }

  #clear() {
    this.#moreWait = false;
    this.#lines = [];
    this.#list.replaceChildren();
  }

  /**
   * Shows what became of messages that are on the page.
   *
   * @param {Room} room
   * @param {string} you
   */
  #revise({ log }, you) {
    for (const revision of log.revisionsAfter(this.#revisedTo)) {
      this.#revisedTo = revision.seq;
      const shown = this.#lines.find(({ line }) => line.seq === revision.of);
      if (shown?.line.type !== "said") continue;
      shown.line = revise(shown.line, revision);
      showWords(shown.element, shown.line, you);
    }
  }

  /**
   * @param {Room} room
   * @param {string} you
   */
  #advance({ log }, you) {
    const last = this.#lines.at(-1)?.line.seq ?? 0;
    const next = log.after(last);
    const isHole = last > 0 && log.hasHoleAfter(last);
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
    if (!this.#scroll.isAtEnd) return Math.max(0, SHOWN_MAX - this.#lines.length);
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
   * @param {Line[]} lines
   * @param {string} you
   */
  #append(lines, you) {
    const added = lines.map((line) => ({ line, element: makeLine(line, you) }));
    let previous = this.#lines.at(-1)?.line;
    for (const { line, element } of added) {
      standBelow(element, line, previous);
      previous = line;
    }
    this.#lines.push(...added);
    this.#list.append(...added.map(({ element }) => element));
    this.#trim();
  }

  /** The oldest make place. Only who is at the end gets that far, and does not see them go. */
  #trim() {
    const gone = this.#lines.splice(0, Math.max(0, this.#lines.length - SHOWN_MAX));
    for (const { element } of gone) element.remove();
    const first = this.#lines[0];
    if (first !== undefined && gone.length > 0) standBelow(first.element, first.line, undefined);
  }

  /** @param {Room} room */
  #drawBeginning(room) {
    const first = this.#lines[0]?.line.seq ?? room.head + 1;
    this.#beginning.hidden = first > 1 && !room.isMissingSome;
    this.#beginning.textContent = room.isMissingSome
      ? strings.missing
      : room.isDirect
      ? strings.directBeginning(room.title)
      : strings.beginning(room.name);
  }
}
