// @ts-check
/** @import { Extras, Surroundings } from "./extras.js" */

/**
 * The buttons and keys that open what is not loaded yet.
 *
 * @module
 */

import { part } from "./part.js";

export class Openers {
  #around;
  /** @type {Promise<Extras> | undefined} */
  #extras;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
    this.#onClick("#find-room", (extras) => extras.findRoom());
    this.#onClick("#open-search", (extras) => extras.search(""));
    this.#onClick("#open-settings", (extras) => extras.openSettings());
    this.#onClick("#room-menu", (extras, menu) => extras.openRoomMenu(menu));
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = `${event.shiftKey ? "shift " : ""}${event.key.toLowerCase()}`;
      if (key !== "k" && key !== "shift f") return;
      event.preventDefault();
      this.extras().then((extras) => key === "k" ? extras.findRoom() : extras.search(""));
    });
  }

  /** @returns {Promise<Extras>} */
  extras() {
    return this.#extras ??= this.#load();
  }

  async #load() {
    const { Extras } = await import("./extras.js");
    return new Extras(this.#around);
  }

  /**
   * @param {string} selector
   * @param {(extras: Extras, button: Element) => void} open
   */
  #onClick(selector, open) {
    const button = part(document, selector, HTMLElement);
    button.addEventListener("click", async () => open(await this.extras(), button));
  }
}
