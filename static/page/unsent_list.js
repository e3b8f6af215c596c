// @ts-check
/** @import { Room, Unsent } from "./room.js" */

/**
 * What you said that is not in the room's log yet: shown at once, and when it was refused, why.
 *
 * @module
 */

import { strings } from "../strings.js";
import { KeyedList } from "./keyed_list.js";
import { part, stamp } from "./part.js";

export class UnsentList {
  /** @type {KeyedList<Unsent>} */
  #list;

  /**
   * @param {object} options
   * @param {(message: Unsent) => void} options.onRetry
   * @param {(message: Unsent) => void} options.onDiscard
   */
  constructor({ onRetry, onDiscard }) {
    this.#list = new KeyedList(part(document, "#unsent", HTMLElement), {
      keyOf: ({ id }) => id,
      make: (message) => {
        const element = stamp("unsent-message");
        part(element, ".text", HTMLElement).textContent = message.text;
        const listen = (/** @type {string} */ button, /** @type {typeof onRetry} */ act) =>
          part(element, button, HTMLButtonElement).addEventListener("click", () => act(message));
        listen(".retry", onRetry);
        listen(".discard", onDiscard);
        return element;
      },
      update: (element, { refused }) => {
        element.classList.toggle("refused", refused !== undefined);
        part(element, ".remedies", HTMLElement).hidden = refused === undefined;
        part(element, ".state", HTMLElement).textContent = refused === undefined
          ? strings.sending
          : strings.notSent(refused);
      },
    });
  }

  /** @param {Room | undefined} room */
  draw(room) {
    this.#list.show(room?.unsent ?? []);
  }
}
