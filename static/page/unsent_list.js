// @ts-check
/** @import { Line } from "../connection/log.js" */
/** @import { Words } from "./message.js" */
/** @import { Room, Unsent } from "./room.js" */

/**
 * What you said that is not in the room's log yet: shown at once, and when it was refused, why.
 *
 * @module
 */

import { strings } from "../strings.js";
import { KeyedList } from "./keyed_list.js";
import { makeMessage, showWords, standBelow } from "./message.js";
import { part, stamp } from "./part.js";

/** @typedef {{ room: Room, you: string, message: Unsent, previous: Words | Line | undefined }} Item */

export class UnsentList {
  /** @type {KeyedList<Item>} */
  #list;

  /**
   * @param {object} options
   * @param {(room: Room, message: Unsent) => void} options.onRetry
   * @param {(room: Room, message: Unsent) => void} options.onDiscard
   */
  constructor({ onRetry, onDiscard }) {
    this.#list = new KeyedList(part(document, "#unsent", HTMLElement), {
      keyOf: ({ message }) => message.id,
      make: ({ room, you, message }) => {
        const element = makeMessage(message, message.from);
        const fate = stamp("fate");
        part(fate, ".retry", HTMLElement).addEventListener("click", () => onRetry(room, message));
        part(fate, ".discard", HTMLElement).addEventListener(
          "click",
          () => onDiscard(room, message),
        );
        const { log } = room;
        const { reply } = message;
        const original = reply && log.after(reply - 1).find(({ seq }) => seq === reply) ||
          undefined;
        showWords(element, message, original?.type === "said" ? original : undefined, you);
        element.append(fate);
        return element;
      },
      update: (element, { message, previous }) => {
        standBelow(element, message, previous);
        showFate(element, message);
      },
    });
  }

  /**
   * @param {Room | undefined} room
   * @param {string} you
   */
  draw(room, you) {
    if (room === undefined) return this.#list.show([]);
    const { unsent, log: { newestLine } } = room;
    this.#list.show(
      unsent.map((message, index) => ({
        room,
        you,
        message,
        previous: unsent[index - 1] ?? newestLine,
      })),
    );
  }
}

/**
 * @param {HTMLElement} element
 * @param {Unsent} message
 */
function showFate(element, { refused }) {
  element.classList.toggle("refused", refused !== undefined);
  part(element, ".remedies", HTMLElement).hidden = refused === undefined;
  part(element, ".state", HTMLElement).textContent = refused === undefined
    ? strings.sending
    : strings.notSent(refused.replace(/^Cannot say: |\.$/g, ""));
}
