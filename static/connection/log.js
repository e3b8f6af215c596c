// @ts-check
/** @import { Entry } from "../../protocol.ts" */
/** @import { Revision } from "./entry.js" */

/**
 * A room's log, as far as it is kept here.
 *
 * @module
 */

import { isRevision, revise } from "./entry.js";

/** How many of the newest lines are kept. Older ones are the server's to remember. */
export const LINES_KEPT = 500;

/**
 * An entry that is something to read: a message, or what happened to the room.
 *
 * @typedef {Exclude<Entry, Revision>} Line
 */

export class Log {
  /** Oldest first, the messages among them as they are now. @type {Line[]} */
  #lines = [];
  /** The newest of them, for who shows lines that we no longer keep. @type {Revision[]} */
  #revisions = [];
  /** The newest line that was let go. */
  #droppedTo = 0;
  /** The number of the first entry that came; all that followed came, too. */
  #since = Infinity;
  /** The number of the newest entry of any kind that came. */
  newest = 0;

  get oldestLine() {
    return this.#lines[0];
  }

  get newestLine() {
    return this.#lines.at(-1);
  }

  /**
   * Takes the next entry, and says whether it is news.
   *
   * @param {Entry} entry
   */
  take(entry) {
    if (entry.seq <= this.newest) return false;
    this.newest = entry.seq;
    this.#since = Math.min(this.#since, entry.seq);
    if (isRevision(entry)) this.#revise(entry);
    else this.#lines.push(entry);
    if (this.#lines.length > LINES_KEPT) this.#droppedTo = this.#lines.shift()?.seq ?? 0;
    return true;
  }

  /**
   * Takes a piece of the log that ends before what is kept, or where that begins.
   *
   * @param {readonly Entry[]} entries
   */
  precede(entries) {
    const end = this.oldestLine?.seq ?? Infinity;
    const older = entries.filter((entry) => !isRevision(entry) && entry.seq < end);
    this.#lines.unshift(.../** @type {Line[]} */ (older));
    this.newest = Math.max(this.newest, entries.at(-1)?.seq ?? 0);
    this.#since = Math.min(this.#since, entries[0]?.seq ?? Infinity);
  }

  clear() {
    this.#lines = [];
    this.#revisions = [];
    this.#droppedTo = this.newest = 0;
    this.#since = Infinity;
  }

  /** Keeps nothing of what came: it reads differently now, and is asked for anew. */
  readAgain() {
    this.#lines = [];
    this.#revisions = [];
    this.#droppedTo = this.newest;
    this.#since = this.newest + 1;
  }

  /**
   * The lines that follow a position, as far as they are kept.
   *
   * @param {number} seq
   */
  after(seq) {
    const start = this.#lines.findLastIndex((line) => line.seq <= seq) + 1;
    return this.#lines.slice(start);
  }

  /**
   * Whether lines that followed a position are not kept any more.
   *
   * @param {number} seq
   */
  hasHoleAfter(seq) {
    return seq < this.#droppedTo;
  }

  /**
   * Whether all that followed a position is kept.
   *
   * @param {number} seq
   */
  reaches(seq) {
    return seq + 1 >= this.#since && !this.hasHoleAfter(seq);
  }

  /** @param {number} seq */
  revisionsAfter(seq) {
    const start = this.#revisions.findLastIndex((revision) => revision.seq <= seq) + 1;
    return this.#revisions.slice(start);
  }

  /** @param {Revision} revision */
  #revise(revision) {
    this.#revisions.push(revision);
    if (this.#revisions.length > LINES_KEPT) this.#revisions.shift();
    const index = this.#lines.findLastIndex(({ seq }) => seq === revision.of);
    const line = this.#lines[index];
    if (line?.type === "said") this.#lines[index] = revise(line, revision);
  }
}
