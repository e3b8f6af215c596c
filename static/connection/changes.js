// @ts-check
/** @import { Command, Entry } from "../../protocol.ts" */
/** @import { Outbox } from "./outbox.js" */

/**
 * Edits, deletions, reactions and topics that were asked for and are not in the log yet.
 *
 * @module
 */

import { roomKey } from "./names.js";
import { encodeCommand } from "./link.js";

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
