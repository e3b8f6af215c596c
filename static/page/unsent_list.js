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
import { button, element } from "./element.js";
import { KeyedList } from "./keyed_list.js";
import { makeMessage, showWords, standBelow } from "./message.js";
import { part } from "./part.js";

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
        const shown = makeMessage(message, message.from);
        const retry = button(strings.tryAgain, () => onRetry(room, message), "retry quiet");
        const discard = button(strings.discard, () => onDiscard(room, message), "discard quiet");
        const fate = element(
          "div",
          { className: "fate" },
          element("p", { className: "state note" }),
          element("p", { className: "remedies" }, retry, discard),
        );
        const { log } = room;
        const { reply } = message;
        const original = reply && log.after(reply - 1).find(({ seq }) => seq === reply) ||
          undefined;
        showWords(shown, message, original?.type === "said" ? original : undefined, you);
        shown.append(fate);
        return shown;
      },
      update: (shown, { message, previous }) => {
        standBelow(shown, message, previous);
        showFate(shown, message);
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
 * @param {HTMLElement} shown
 * @param {Unsent} message
 */
function showFate(shown, { refused }) {
  shown.classList.toggle("refused", refused !== undefined);
  part(shown, ".remedies", HTMLElement).hidden = refused === undefined;
  part(shown, ".state", HTMLElement).textContent = refused === undefined
    ? strings.sending
    : strings.notSent(refused.replace(/^Cannot say: |\.$/g, ""));
}
