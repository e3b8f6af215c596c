// @ts-check
/** @import { Entry } from "../../protocol.ts" */
/** @import { Line, Revision } from "../connection/log.js" */
/** @import { Past } from "./past.js" */
/** @import { Room } from "./room.js" */

/**
 * Someone who reads a room: which stretch of its log they have before them, and how it goes on in
 * both directions, by what comes and by what the server remembers.
 *
 * @module
 */

import { isRevision, revise } from "../connection/log.js";

/** How many lines are taken when someone comes to the end of the page and more wait. */
const STEP = 100;

export class Reader {
  #past;
  /** The number of the newest revision that was taken. */
  #revisedTo = 0;
  stretch = new Stretch(0);

  /**
   * @param {Room} room
   * @param {() => Promise<Past>} past what was said before; it is asked for when it is wanted
   */
  constructor(room, past) {
    this.room = room;
    this.#past = past;
    /** Which edition of the room's log is read. */
    this.edition = room.edition;
    this.restart();
  }

  /** Whether the room has newer lines than those before us. */
  get hasMore() {
    const { log, head } = this.room;
    return this.stretch.last < Math.max(log.newest, head);
  }

  /** Whether nothing older is to be had, or not yet. */
  get isAtBeginning() {
    const { first, log, head, isDirect } = this.room;
    if (this.stretch.first <= first) return true;
    // What was said before we came is on its way, by the join.
    return !isDirect && log.newest < head && this.stretch.lines.length === 0;
  }

  /** Begins at the newest that came. */
  restart() {
    const { log, head } = this.room;
    const lines = log.after(0);
    const last = log.newest === 0 ? head : (lines[0]?.seq ?? log.newest + 1) - 1;
    this.stretch = new Stretch(last);
    this.#take(lines, lines);
    this.#revisedTo = log.newest;
  }

  /** Takes what became of messages. */
  revise() {
    for (const revision of this.room.log.revisionsAfter(this.#revisedTo)) {
      this.#revisedTo = revision.seq;
      this.stretch.revise(revision);
    }
  }

  /** Takes all that came, for who follows it. The oldest make place. */
  follow() {
    const { log } = this.room;
    if (log.newest <= this.stretch.last) return;
    // More may have come at once than is kept here. Who scrolls up fetches it.
    if (!log.reaches(this.stretch.last)) return this.restart();
    const lines = log.after(this.stretch.last);
    this.#take(lines, lines);
  }

  /** Takes of what came as much as there is space for: who reads loses nothing. */
  fill() {
    this.#step(Math.max(0, this.stretch.space));
  }

  /**
   * Takes older entries. Says whether there are any now.
   *
   * @returns {Promise<boolean>}
   */
  async older() {
    return await this.#ask((past) => past.older(this));
  }

  /**
   * Takes newer entries, at the cost of the oldest. Says whether there are any now.
   *
   * @returns {Promise<boolean>}
   */
  async newer() {
    return this.#step(STEP) || await this.#ask((past) => past.newer(this));
  }

  /**
   * Has a message before it, if there is one of that number.
   *
   * @param {number} seq
   */
  async goTo(seq) {
    if (!this.stretch.has(seq)) await this.#ask((past) => past.goTo(this, seq));
  }

  /** @param {(past: Past) => Promise<boolean>} question */
  async #ask(question) {
    try {
      return await question(await this.#past());
    } catch (error) {
      // What it takes can't be loaded now. Whoever still wants it asks again.
      console.error(error);
      return false;
    }
  }

  /** @param {number} count */
  #step(count) {
    const { log } = this.room;
    if (log.newest <= this.stretch.last || !log.reaches(this.stretch.last)) return false;
    const lines = log.after(this.stretch.last);
    this.#take(lines, lines.slice(0, count));
    return true;
  }

  /**
   * @param {readonly Line[]} lines all that the log has
   * @param {readonly Line[]} taken
   */
  #take(lines, taken) {
    this.stretch.append(taken);
    const { newest } = this.room.log;
    if (taken.length === lines.length) this.stretch.last = Math.max(this.stretch.last, newest);
  }
}

/** How many lines are on the page. */
export const SHOWN_MAX = 500;

export class Stretch {
  /** Oldest first. @type {Line[]} */
  lines = [];

  /**
   * An empty stretch behind an entry.
   *
   * @param {number} last
   */
  constructor(last) {
    /** The number of its first entry, if there is one, of whatever kind. */
    this.first = last + 1;
    /** The number of its last entry. */
    this.last = last;
  }

  /** How many lines it has room for without losing one. */
  get space() {
    return SHOWN_MAX - this.lines.length;
  }

  /**
   * Whether an entry is in it.
   *
   * @param {number} seq
   */
  has(seq) {
    return seq >= this.first && seq <= this.last;
  }

  /** @param {number} seq */
  line(seq) {
    return this.lines.find((line) => line.seq === seq);
  }

  /**
   * Grows at its end, and loses as much as it must at its beginning.
   *
   * @param {readonly Entry[]} entries that follow its last one
   */
  append(entries) {
    this.lines.push(...entries.filter(isLine));
    this.last = entries.at(-1)?.seq ?? this.last;
    const gone = this.lines.splice(0, Math.max(0, -this.space)).at(-1);
    if (gone) this.first = gone.seq + 1;
  }

  /**
   * Grows at its beginning, and loses as much as it must at its end.
   *
   * @param {readonly Entry[]} entries that come before its first one
   */
  prepend(entries) {
    this.lines.unshift(...entries.filter(isLine));
    this.first = entries[0]?.seq ?? this.first;
    const [gone] = this.lines.splice(SHOWN_MAX);
    if (gone) this.last = gone.seq - 1;
  }

  /**
   * Shows what became of one of its messages.
   *
   * @param {Revision} revision
   */
  revise(revision) {
    const index = this.lines.findIndex(({ seq }) => seq === revision.of);
    const line = this.lines[index];
    if (line?.type === "said") this.lines[index] = revise(line, revision);
  }
}

/**
 * @param {Entry} entry
 * @returns {entry is Line}
 */
function isLine(entry) {
  return !isRevision(entry);
}
