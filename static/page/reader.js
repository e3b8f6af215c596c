// @ts-check
/** @import { Line } from "../connection/log.js" */
/** @import { Past } from "./past.js" */
/** @import { Room } from "./room.js" */

/**
 * Someone who reads a room: which stretch of its log they have before them, and how it goes on in
 * both directions, by what comes and by what the server remembers.
 *
 * @module
 */

import { Stretch } from "./stretch.js";

/** How many lines are taken when someone comes to the end of the page and more wait. */
const STEP = 100;

export class Reader {
  #past;
  /** The number of the newest revision that was taken. */
  #revisedTo = 0;
  stretch = new Stretch(0);

  /**
   * @param {Room} room
   * @param {Past} past
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
    const { room, stretch } = this;
    const piece = await this.#past.before(room.name, stretch.first);
    if (piece === undefined || stretch !== this.stretch) return false;
    // It may have lost its beginning meanwhile, as the newest came.
    const older = piece.entries.filter(({ seq }) => seq < stretch.first);
    const isNext = older.at(-1)?.seq === stretch.first - 1;
    if (isNext) stretch.prepend(older);
    if (!piece.more) room.first = Math.max(room.first, stretch.first);
    return isNext || !piece.more;
  }

  /**
   * Takes newer entries, at the cost of the oldest. Says whether there are any now.
   *
   * @returns {Promise<boolean>}
   */
  async newer() {
    const { room, stretch } = this;
    if (this.#step(STEP)) return true;
    const piece = await this.#past.after(room.name, stretch.last);
    if (piece?.entries[0]?.seq !== stretch.last + 1 || stretch !== this.stretch) return false;
    stretch.append(piece.entries);
    return true;
  }

  /**
   * Has a message before it, if there is one of that number.
   *
   * @param {number} seq
   */
  async goTo(seq) {
    if (this.stretch.has(seq)) return;
    const piece = await this.#past.around(this.room.name, seq);
    const [first] = piece?.entries ?? [];
    if (piece === undefined || first === undefined) return;
    this.stretch = new Stretch(first.seq - 1);
    this.stretch.append(piece.entries);
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
