// @ts-check
/** @import { Entry } from "../../protocol.ts" */
/** @import { Revision } from "../connection/entry.js" */
/** @import { Line } from "../connection/log.js" */

/**
 * The stretch of a room's log that is on the page. It may be anywhere in the log, grows at both ends
 * without a hole, and is never longer than a page can bear.
 *
 * @module
 */

import { isRevision, revise } from "../connection/entry.js";

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
