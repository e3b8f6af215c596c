// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Line } from "../connection/log.js" */
/** @import { Originals } from "./originals.js" */
/** @import { HistoryQuestion } from "./past.js" */
/** @import { AnswerTo } from "../connection/questions.js" */
/** @import { Room } from "./room.js" */

/**
 * The conversation: a stretch of the shown room's log. Like a member on the server it is a cursor:
 * drawn late or seldom, it takes a longer piece. What someone reads is never moved.
 *
 * @module
 */

import { strings } from "../strings.js";
import { dayOf } from "./clock.js";
import { KeyedList, part } from "./part.js";
import { makeLine, showLine } from "./message.js";
import { Reader } from "./reader.js";
import { lazy } from "./style.js";
import { StickyScroll } from "./sticky_scroll.js";

/** So many heights of what is in sight before an end of the page, more is fetched. */
const AHEAD = 2;

/**
 * A line and what its looks depend on.
 *
 * @typedef {object} Item
 * @property {Line} line
 * @property {Line | undefined} previous
 * @property {Said | undefined} original what it answers
 * @property {boolean} isFirstNew whether it is the first that came while you were away
 * @property {number} today which makes of a day "Today" or "Yesterday"
 */

export class Timeline {
  #options;
  #past = lazy(async () => {
    const { Past } = await import("./past.js");
    return new Past(this.#options.ask);
  });
  /** Comes with the first reply. @type {Originals | undefined} */
  #originals;
  #scroller = part(document, "#scroller", HTMLElement);
  #entries = part(document, "#entries", HTMLElement);
  #beginning = part(document, "#beginning", HTMLElement);
  #you = "";
  /** @type {WeakMap<HTMLElement, Item>} */
  #drawn = new WeakMap();
  /** @type {KeyedList<Item>} */
  #list = new KeyedList(this.#entries, {
    keyOf: ({ line }) => String(line.seq),
    make: ({ line }) => makeLine(line, this.#you),
    update: (element, item) => {
      const before = this.#drawn.get(element);
      if (before && isSame(before, item)) return;
      this.#drawn.set(element, item);
      showLine(element, item, this.#you);
    },
  });
  #scroll = new StickyScroll(this.#scroller, this.#entries, {
    hasEnd: () => !this.#reader?.hasMore,
    onScroll: () => {
      this.#reach();
      this.#options.onTurn();
    },
  });

  /** @type {Reader | undefined} */
  #reader;
  /** Whether someone saw the newest when it was last drawn. */
  #wasWatched = false;
  /** The message that the address names, until it is in sight. @type {number | undefined} */
  #wanted;

  /**
   * @param {object} options
   * @param {() => void} options.onTurn called when it has to be drawn again
   * @param {(question: HistoryQuestion) => Promise<AnswerTo<HistoryQuestion>>} options.ask
   */
  constructor(options) {
    this.#options = options;
  }

  /** Whether the newest message is in sight. */
  get isAtEnd() {
    return this.#scroll.isAtEnd;
  }

  /** Whether the line that says where the news begins is above what is in sight. */
  get isNewsAbove() {
    const { room, stretch } = this.#reader ?? {};
    if (room?.newAfter === undefined || stretch === undefined) return false;
    const line = this.#entries.querySelector(".first-new");
    if (line === null) return stretch.first > room.newAfter + 1;
    return line.getBoundingClientRect().bottom < this.#scroller.getBoundingClientRect().top;
  }

  /** The newest message of yours that is on the page. */
  get lastOfYours() {
    return this.#reader?.stretch.lines.findLast(
      /** @returns {line is Said} */
      (line) => line.type === "said" && line.from === this.#you && !line.deleted,
    );
  }

  /**
   * The line of an element that is in it.
   *
   * @param {EventTarget | null} target
   */
  lineOf(target) {
    const element = target instanceof Element ? target.closest("#entries > li") : null;
    return element instanceof HTMLElement ? this.#drawn.get(element)?.line : undefined;
  }

  /** Goes to the newest message, and follows what comes. */
  toNewest() {
    if (this.#reader?.hasMore) this.#reader.restart();
    this.#scroll.toEnd();
    this.#options.onTurn();
  }

  /**
   * Goes to a message, wherever it is.
   *
   * @param {Room | undefined} room which need not be shown yet, or known
   * @param {number | undefined} seq if any is wanted
   */
  goTo(room, seq) {
    this.#wanted = seq;
    if (room !== undefined && room === this.#reader?.room) this.#fetchWanted();
  }

  /**
   * @param {Room | undefined} room
   * @param {string} you
   */
  draw(room, you) {
    this.#you = you;
    if (room !== this.#reader?.room || room?.edition !== this.#reader?.edition) this.#open(room);
    const reader = this.#reader;
    if (room === undefined || reader === undefined) return;
    reader.revise();
    if (this.isAtEnd) reader.follow();
    else reader.fill();
    this.#note(room);
    this.#list.show(this.#items(reader));
    this.#scroll.settle();
    this.#bringWanted(reader);
    this.#drawBeginning(reader);
    this.#reach();
  }

  /** @param {Room | undefined} room */
  #open(room) {
    this.#wasWatched = false;
    this.#list.show([]);
    this.#reader = room && new Reader(room, this.#past);
    if (room === undefined) return;
    room.newAfter = undefined;
    this.#scroll.toEnd();
    this.#fetchWanted();
  }

  async #fetchWanted() {
    const [reader, seq] = [this.#reader, this.#wanted];
    if (reader === undefined || seq === undefined) return;
    await reader.goTo(seq);
    if (reader.stretch.has(seq)) this.#scroll.stay();
    else this.#wanted = undefined;
    this.#options.onTurn();
  }

  /** Notes what is read, and where what came meanwhile begins. @param {Room} room */
  #note(room) {
    const isWatched = this.isAtEnd && !document.hidden;
    // Who looks elsewhere has seen the line; who scrolls up to it has not.
    if (this.#wasWatched && document.hidden) room.newAfter = undefined;
    if (!this.#wasWatched && room.unread > 0) room.newAfter ??= room.readTo;
    if (isWatched) room.readAll();
    this.#wasWatched = isWatched;
  }

  /**
   * @param {Reader} reader
   * @returns {Item[]}
   */
  #items(reader) {
    const { room, stretch } = reader;
    const { newAfter = Infinity } = room;
    const isNew = (/** @type {Line} */ line) =>
      line.seq > newAfter && line.type === "said" && line.from !== this.#you && !line.blocked;
    const firstNew = stretch.first <= newAfter + 1 ? stretch.lines.find(isNew) : undefined;
    const today = dayOf(Date.now());
    return stretch.lines.map((line, index) => ({
      line,
      today,
      previous: stretch.lines[index - 1],
      original: this.#originalOf(line, reader),
      isFirstNew: line === firstNew,
    }));
  }

  /**
   * @param {Line} line
   * @param {Reader} reader
   */
  #originalOf(line, { room, stretch }) {
    if (line.type !== "said" || line.reply === undefined) return undefined;
    if (this.#originals === undefined) this.#loadOriginals();
    return this.#originals?.of(line.reply, stretch, room);
  }

  async #loadOriginals() {
    const [{ Originals }, past] = await Promise.all([import("./originals.js"), this.#past()]);
    if (this.#originals !== undefined) return;
    this.#originals = new Originals(past, this.#options.onTurn);
    this.#options.onTurn();
  }

  /** @param {Reader} reader */
  #bringWanted({ stretch }) {
    const seq = this.#wanted;
    if (seq === undefined || !stretch.has(seq)) return;
    this.#wanted = undefined;
    const line = stretch.lines.find((line) => line.seq >= seq);
    const element = this.#list.element(String(line?.seq));
    if (element === undefined) return;
    this.#scroll.bring(element);
    element.classList.remove("found");
    // In the next frame, so that it lights up again.
    requestAnimationFrame(() => element.classList.add("found"));
    element.focus({ preventScroll: true });
  }

  /** Fetches more where someone comes near an end of what is on the page. */
  async #reach() {
    const reader = this.#reader;
    if (reader === undefined) return;
    const ahead = AHEAD * this.#scroll.sight;
    const isNearTop = this.#scroll.above < ahead && !reader.isAtBeginning;
    if (isNearTop && await reader.older()) this.#options.onTurn();
    const isNearEnd = !this.isAtEnd && this.#scroll.below < ahead && reader.hasMore;
    if (isNearEnd && await reader.newer()) this.#options.onTurn();
  }

  /** @param {Reader} reader */
  #drawBeginning({ room, isAtBeginning }) {
    const isMissing = room.isMissingSome || room.first > 1;
    this.#beginning.hidden = !isAtBeginning;
    this.#beginning.textContent = isMissing
      ? strings.missing
      : room.isDirect
      ? strings.directBeginning(room.title)
      : strings.beginning(room.name);
  }
}

/**
 * @param {Item} one
 * @param {Item} other
 */
function isSame(one, other) {
  return one.line === other.line && one.previous === other.previous &&
    one.original === other.original && one.isFirstNew === other.isFirstNew &&
    one.today === other.today;
}
