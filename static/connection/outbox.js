// @ts-check
/** @import { Command, Entry } from "../../protocol.ts" */

/**
 * What was said, and which edits, deletions, reactions and topics were asked for, and is not in the log yet.
 *
 * @module
 */

import { encodeCommand } from "./link.js";
import { roomKey } from "./names.js";

/** How much may wait. More would be a program that talks into nothing. */
export const UNACKNOWLEDGED_MAX = 1000;

/** How much is on its way at most, so that coming back never sends faster than can be read. */
export const ON_THE_WAY_MAX = 64;

/**
 * A message that was said. `acknowledged` resolves with its number in the room, once it is stored.
 * Who withdraws it has it sent no more, and hears no more of it.
 *
 * @typedef {{ id: string, acknowledged: Promise<number>, withdraw: () => void }} Said
 */

/**
 * Keeps each message, with its id, and each change, with its `ref`, until the server says that it is
 * stored or never will be.
 */
export class Outbox {
  /**
   * In the order in which they were said.
   *
   * @type {Map<string | number, { line: string, isReady: () => boolean, sent: boolean, tried: boolean, resolve: (seq: number) => void, reject: (error: Error) => void }>}
   */
  #waiting = new Map();
  #onTheWayMax = ON_THE_WAY_MAX;
  /** Why nothing is sent any more. @type {Error | undefined} */
  #ended;

  /**
   * @param {string | number} id
   * @param {string} line
   * @param {() => boolean} [isReady] whether it may be sent now; others do not wait for it
   * @returns {{ acknowledged: Promise<number> }}
   */
  add(id, line, isReady = () => true) {
    if (this.#waiting.size >= UNACKNOWLEDGED_MAX) {
      throw new RangeError(
        `Cannot say: at most ${UNACKNOWLEDGED_MAX} messages may wait to be acknowledged`,
      );
    }
    /** @type {PromiseWithResolvers<number>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    // Who says without waiting hears of a refusal as an event; it must not end their program.
    promise.catch(() => {});
    if (this.#ended) reject(this.#ended);
    else this.#waiting.set(id, { line, isReady, sent: false, tried: false, resolve, reject });
    return { acknowledged: promise };
  }

  /** The lines to send now. */
  *due() {
    let onTheWay = 0;
    for (const message of this.#waiting.values()) {
      if (!message.sent && !message.isReady()) continue;
      if (++onTheWay > this.#onTheWayMax) return;
      if (message.sent) continue;
      message.sent = message.tried = true;
      yield message.line;
    }
  }

  /** Whether it was sent at least once. @param {string | number} id */
  wasSent(id) {
    return this.#waiting.get(id)?.tried ?? false;
  }

  /** @param {string | number} id */
  forget(id) {
    this.#waiting.delete(id);
  }

  /**
   * @param {string | number} id
   * @param {number} seq
   */
  acknowledge(id, seq) {
    this.#waiting.get(id)?.resolve(seq);
    this.#waiting.delete(id);
    this.#onTheWayMax = Math.min(this.#onTheWayMax + 1, ON_THE_WAY_MAX);
  }

  /**
   * @param {string | number | undefined} id
   * @param {Error} error
   */
  refuse(id, error) {
    if (id === undefined) return;
    this.#waiting.get(id)?.reject(error);
    this.#waiting.delete(id);
  }

  /** The server wants it slower: all is to be said again, one at first and then, as it takes it, more. */
  slowDown() {
    this.#onTheWayMax = 1;
    this.cut();
  }

  /** All that waits is to be said again. The server stores none of it twice. */
  cut() {
    for (const message of this.#waiting.values()) message.sent = false;
  }

  /** What waits, and all that is said after this, is rejected. @param {Error} error */
  end(error) {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** What makes an entry that is no message. @typedef {Extract<Command, { type: "edit" | "delete" | "react" | "topic" }>} Revising */

/**
 * A change that was asked for. `acknowledged` resolves once it is stored. Who withdraws it has it
 * sent no more, and hears no more of it.
 *
 * @typedef {{ acknowledged: Promise<unknown>, withdraw: () => void }} Changed
 */

/**
 * They wait in the outbox, so its bound holds for them, too. The entry is the acknowledgement; there
 * is no id by which the server could know a repeated one, but a repeated one changes nothing.
 */
export class Changes {
  #outbox;
  /** By `ref`, oldest first; as many as the outbox has. @type {Map<number, Revising>} */
  #open = new Map();

  /** @param {Outbox} outbox */
  constructor(outbox) {
    this.#outbox = outbox;
  }

  /**
   * A newer change of the same thing takes the place of one that waits, which is then done with.
   *
   * @param {Revising} change
   * @param {{ ref: number, isReady: () => boolean, withdrawn: AbortSignal }} options `isReady` tells whether it may be sent now
   * @returns {Promise<number>}
   * @throws {RangeError} If it does not fit into a frame, or too much waits already.
   */
  add(change, { ref, isReady, withdrawn }) {
    const line = encodeCommand({ ...change, ref });
    const target = targetOf(change);
    for (const [other, open] of this.#open) {
      if (targetOf(open) !== target) continue;
      this.#outbox.acknowledge(other, 0);
      this.#open.delete(other);
    }
    const { acknowledged } = this.#outbox.add(ref, line, isReady);
    this.#open.set(ref, change);
    if (withdrawn.aborted) this.#end(ref);
    withdrawn.addEventListener("abort", () => this.#end(ref));
    return acknowledged;
  }

  /**
   * Takes an entry of ours: what it tells is stored. What was never sent it does not tell of; it is
   * older, as when a page that was loaded again reads what was said before.
   *
   * @param {Extract<Entry, { type: "edited" | "deleted" | "reacted" | "topic" }>} entry
   */
  take(entry) {
    for (const [ref, change] of this.#open) {
      if (!this.#outbox.wasSent(ref) || !tells(entry, change)) continue;
      this.#outbox.acknowledge(ref, entry.seq);
      this.#open.delete(ref);
    }
  }

  /**
   * @param {number | undefined} ref maybe of something else
   * @param {Error} error
   */
  refuse(ref, error) {
    if (ref === undefined || !this.#open.delete(ref)) return;
    this.#outbox.refuse(ref, error);
  }

  /** A topic is of the moment: who set it is told, instead of it being set some time later. @param {Error} error */
  cut(error) {
    for (const [ref, { type }] of this.#open) if (type === "topic") this.refuse(ref, error);
  }

  /** @param {number} ref */
  #end(ref) {
    this.#outbox.forget(ref);
    this.#open.delete(ref);
  }
}

/**
 * What a change is about: of two that are about the same, the newer one counts.
 *
 * @param {Revising} change
 */
export function targetOf(change) {
  const about = change.type === "topic" ? "" : change.of;
  const emoji = change.type === "react" ? plainEmoji(change.emoji) : "";
  return [change.type, roomKey(change.room), about, emoji].join(" ");
}

/**
 * @param {Extract<Entry, { type: "edited" | "deleted" | "reacted" | "topic" }>} entry
 * @param {Revising} change
 */
function tells(entry, change) {
  if (roomKey(entry.room) !== roomKey(change.room)) return false;
  switch (change.type) {
    case "edit":
      // The server keeps text in this form.
      return entry.type === "edited" && entry.of === change.of &&
        entry.text === change.text.toWellFormed().normalize("NFC");
    case "delete":
      return entry.type === "deleted" && entry.of === change.of;
    case "react":
      return entry.type === "reacted" && entry.of === change.of && entry.on === change.on &&
        plainEmoji(entry.emoji) === plainEmoji(change.emoji);
    case "topic":
      return entry.type === "topic";
    default:
      return /** @satisfies {never} */ (change);
  }
}

/** Without the mark that may be left out. @param {string} emoji */
function plainEmoji(emoji) {
  return emoji.replaceAll("\uFE0F", "");
}
