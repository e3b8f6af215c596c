// @ts-check
/**
 * Asks which room to go to, one that is there or a new one.
 *
 * @module
 */

import { strings } from "../strings.js";
import { isName } from "./name.js";
import { part } from "./part.js";

export class RoomDialog {
  #dialog = part(document, "#room-dialog", HTMLDialogElement);
  #name = part(document, "#room-dialog input", HTMLInputElement);
  #problem = part(document, "#room-dialog .problem", HTMLElement);
  #suggestions = part(document, "#room-names", HTMLDataListElement);

  /**
   * @param {object} options
   * @param {() => string[]} options.suggest names of rooms that are there
   * @param {(name: string) => void} options.onPick
   */
  constructor({ suggest, onPick }) {
    const form = part(document, "#room-dialog form", HTMLFormElement);
    part(document, "#new-room", HTMLButtonElement)
      .addEventListener("click", () => this.#open(suggest()));
    part(form, "#cancel-room", HTMLButtonElement)
      .addEventListener("click", () => this.#dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.#name.value.trim().replace(/^#/, "").replaceAll(/\s+/g, "-");
      if (!isName(name)) {
        this.#problem.textContent = strings.nameRule;
        return;
      }
      this.#dialog.close();
      onPick(name);
    });
  }

  /** @param {string[]} suggestions */
  #open(suggestions) {
    this.#name.value = "";
    this.#problem.textContent = "";
    this.#suggestions.replaceChildren(...suggestions.map((name) => new Option(name, name)));
    this.#dialog.showModal();
  }
}
