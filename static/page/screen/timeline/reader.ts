/**
 * The position of somebody who reads a room: the stretch of its log that is on the page, and how it
 * grows in both directions, by new entries and by pages of the backlog; and what of it is in sight.
 *
 * @module
 */

import type { Entry } from "../../../../protocol.ts";
import type { Room } from "../../chat/room.ts";
import { isRevision, type Line, revise, type Revision } from "../../../../client/connection/log.ts";

/** How many lines are added when somebody reaches the end of the page and there are more. */
const STEP = 100;

/** Where a reader gets older messages. Each returns whether there are any now. */
export interface ReaderPast {
  older(reader: Reader): Promise<boolean>;
  newer(reader: Reader): Promise<boolean>;
  goTo(reader: Reader, seq: number): Promise<boolean>;
}

export class Reader {
  room: Room;
  edition: number;
  #past;
  /** The number of the newest revision that was taken. */
  #revisedTo = 0;
  stretch = new Stretch(0);

  /** @param past what was said before; it is asked for when it is wanted */
  constructor(room: Room, past: () => Promise<ReaderPast>) {
    this.room = room;
    this.#past = past;
    /** Which edition of the room's log is read. */
    this.edition = room.edition;
    this.restart();
  }

  /** Whether the room has newer lines than those before us. */
  get hasMore(): boolean {
    const { log, head } = this.room;
    return this.stretch.last < Math.max(log.newest, head);
  }

  /** Whether nothing older is to be had, or not yet. */
  get isAtBeginning(): boolean {
    const { first, log, head, isDirect } = this.room;
    if (this.stretch.first <= first) return true;
    // What was said before we came is on its way, by the join.
    return !isDirect && log.newest < head && this.stretch.lines.length === 0;
  }

  /** Begins at the newest that came. */
  restart(): void {
    const { log, head } = this.room;
    const lines = log.after(0);
    const last = log.newest === 0 ? head : (lines[0]?.seq ?? log.newest + 1) - 1;
    this.stretch = new Stretch(last);
    this.#take(lines, lines);
    this.#revisedTo = log.newest;
  }

  /** Applies edits, deletions and reactions. */
  revise(): void {
    for (const revision of this.room.log.revisionsAfter(this.#revisedTo)) {
      this.#revisedTo = revision.seq;
      this.stretch.revise(revision);
    }
  }

  /** Appends all new lines, for somebody who is at the end. The oldest are removed. */
  follow(): void {
    const { room: { log }, stretch: { lines, last } } = this;
    if (this.#step(Infinity)) return;
    // More may have arrived at once than is kept here: scrolling up fetches it. Or nothing had yet.
    if (log.newest > last || lines.length === 0 && log.newestLine) this.restart();
  }

  /** Appends as many new lines as there is space for: somebody who reads loses nothing. */
  fill(): void {
    this.#step(Math.max(0, this.stretch.space));
  }

  /** Fetches older entries. Returns whether there are any now. */
  async older(): Promise<boolean> {
    return await this.#ask((past) => past.older(this));
  }

  /** Fetches newer entries, and removes the oldest. Returns whether there are any now. */
  async newer(): Promise<boolean> {
    return this.#step(STEP) || await this.#ask((past) => past.newer(this));
  }

  /** Moves the stretch to a message, if there is one of that number. */
  async goTo(seq: number): Promise<void> {
    if (!this.stretch.has(seq)) await this.#ask((past) => past.goTo(this, seq));
  }

  async #ask(question: (past: ReaderPast) => Promise<boolean>) {
    try {
      return await question(await this.#past());
    } catch (error) {
      // The module for it can't be loaded now. It is asked for again with the next scroll.
      console.error(error);
      return false;
    }
  }

  #step(count: number) {
    const { log } = this.room;
    if (log.newest <= this.stretch.last || !log.reaches(this.stretch.last)) return false;
    const lines = log.after(this.stretch.last);
    this.#take(lines, lines.slice(0, count));
    return true;
  }

  /** @param lines all that the log has */
  #take(lines: readonly Line[], taken: readonly Line[]) {
    this.stretch.append(taken);
    const { newest } = this.room.log;
    if (taken.length === lines.length) this.stretch.last = Math.max(this.stretch.last, newest);
  }
}

/** How many lines are on the page. */
export const SHOWN_MAX = 500;

export class Stretch {
  first: number;
  last: number;

  /** Oldest first. */
  lines: Line[] = [];

  /** An empty stretch behind an entry. */
  constructor(last: number) {
    /** The number of its first entry, if there is one, of whatever kind. */
    this.first = last + 1;
    /** The number of its last entry. */
    this.last = last;
  }

  /** How many lines it has room for without losing one. */
  get space(): number {
    return SHOWN_MAX - this.lines.length;
  }

  /** Whether an entry is in it. */
  has(seq: number): boolean {
    return seq >= this.first && seq <= this.last;
  }

  /**
   * Grows at its end, and loses as much as it must at its beginning.
   *
   * @param entries that follow its last one
   */
  append(entries: readonly Entry[]): void {
    this.lines.push(...entries.filter((entry) => !isRevision(entry)));
    this.last = entries.at(-1)?.seq ?? this.last;
    const gone = this.lines.splice(0, Math.max(0, -this.space)).at(-1);
    if (gone) this.first = gone.seq + 1;
  }

  /**
   * Grows at its beginning, and loses as much as it must at its end.
   *
   * @param entries that come before its first one
   */
  prepend(entries: readonly Entry[]): void {
    this.lines.unshift(...entries.filter((entry) => !isRevision(entry)));
    this.first = entries[0]?.seq ?? this.first;
    const [gone] = this.lines.splice(SHOWN_MAX);
    if (gone) this.last = gone.seq - 1;
  }

  /** Shows what became of one of its messages. */
  revise(revision: Revision): void {
    const index = this.lines.findIndex(({ seq }) => seq === revision.of);
    const line = this.lines[index];
    if (line?.type === "said") this.lines[index] = revise(line, revision);
  }
}

/** So near to the end counts as being there. */
const NEAR_PX = 48;

/**
 * Keeps the scroll position: at the newest message, or, for somebody who has scrolled up to read, at
 * what they read, whatever appears and disappears above and below it. A browser tells of a scroll
 * late: how far it went is told apart from what has moved besides.
 */
export class StickyScroll {
  #scroller;
  #list;
  #isAtEnd = true;
  /** Whether the newest is drawn at all. */
  hasEnd = true;
  /** What is read, and where it stands when the scroller is scrolled as far as it was last. */
  #anchor: { element: Element; top: number } | undefined;
  #scrolledTo = 0;

  /** @param list what is read: its children */
  constructor(scroller: HTMLElement, list: Element, onScroll: () => void) {
    this.#scroller = scroller;
    this.#list = list;
    scroller.addEventListener("scroll", () => {
      this.notice();
      onScroll();
    }, { passive: true });
    // A keyboard that opens, a window that shrinks, a line that wraps: all move what is read.
    const observer = new ResizeObserver(() => this.settle());
    observer.observe(scroller);
    observer.observe(list.parentElement ?? list);
  }

  /** Whether the newest is in sight, so that new messages are followed. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** How much there is above what is in sight, in pixels. */
  get above(): number {
    return this.#scroller.scrollTop;
  }

  /** How much there is below it. */
  get below(): number {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** How much is in sight. */
  get sight(): number {
    return this.#scroller.clientHeight;
  }

  /** Goes to the newest, and stays there. */
  toEnd(): void {
    this.#isAtEnd = true;
    this.settle();
  }

  /** Brings something into the middle of sight. */
  bring(element: Element): void {
    this.stay();
    const { top, height } = element.getBoundingClientRect();
    const middle = (this.sight - Math.min(height, this.sight)) / 2;
    this.#scroller.scrollTop += top - this.#scroller.getBoundingClientRect().top - middle;
    this.notice();
  }

  /** Stays where it is, whatever is added below. */
  stay(): void {
    this.#isAtEnd = false;
    this.#drop();
  }

  /** Takes in how far somebody has scrolled, of which the browser need not have told yet. */
  notice(): void {
    const scrolled = this.#scroller.scrollTop - this.#scrolledTo;
    if (scrolled === 0) return this.settle();
    // Whoever was at the end still is when more has arrived that is not on the page yet.
    this.#isAtEnd = this.below <= NEAR_PX && (this.#isAtEnd || this.hasEnd);
    if (this.#anchor) this.#anchor.top -= scrolled;
    if (!this.#isAtEnd) this.settle();
    this.#drop();
  }

  /** Restores the position after a change: at the end, or at what somebody reads. */
  settle(): void {
    if (this.#isAtEnd) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#anchor = undefined;
    } else if (this.#anchor?.element.isConnected) {
      const moved = this.#anchor.element.getBoundingClientRect().top - this.#anchor.top;
      if (Math.abs(moved) >= 0.5) this.#scroller.scrollTop += moved;
    } else this.#drop();
    this.#scrolledTo = this.#scroller.scrollTop;
  }

  /** Drops anchor at the words of the first line in sight. */
  #drop() {
    const { children } = this.#list;
    const sight = this.#scroller.getBoundingClientRect().top;
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = children[middle]?.getBoundingClientRect().bottom ?? sight;
      if (bottom > sight) high = middle;
      else low = middle + 1;
    }
    // Its words, not what stands above them: a day's name goes when older messages come.
    const element = children[low]?.querySelector(".text");
    this.#anchor = element ? { element, top: element.getBoundingClientRect().top } : undefined;
    this.#scrolledTo = this.#scroller.scrollTop;
  }
}
