// @ts-check
/**
 * Asks who you are.
 *
 * @module
 */

import { strings } from "../strings.js";
import { isName } from "./name.js";
import { part } from "./part.js";

export class NameDialog {
  #dialog = part(document, "#name-dialog", HTMLDialogElement);
  #form = part(document, "#name-dialog form", HTMLFormElement);
  #name = part(document, "#name-dialog input", HTMLInputElement);
  #problem = part(document, "#name-dialog .problem", HTMLElement);

  constructor() {
    // There is nothing behind this dialog to go back to.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
  }

  /**
   * Resolves with the name that someone wants to be called by. Stays until it is closed, because
   * whether they may be called so is not known yet.
   *
   * @param {string} suggestion
   * @param {string} problem what was wrong with the last one
   * @returns {Promise<string>}
   */
  ask(suggestion, problem) {
    this.#name.value = suggestion;
    this.#problem.textContent = problem;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#name.select();
    return new Promise((resolve) => {
      this.#form.onsubmit = (event) => {
        event.preventDefault();
        const name = this.#name.value.trim();
        const isFine = isName(name);
        this.#problem.textContent = isFine ? "" : strings.nameRule;
        if (isFine) resolve(name);
      };
    });
  }

  close() {
    this.#dialog.close();
  }
}
