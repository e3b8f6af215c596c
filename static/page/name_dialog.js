// @ts-check
/** @import { Credentials } from "../connection/session.js" */

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
  #password = part(document, "#name-password", HTMLInputElement);
  #passphrase = part(document, "#passphrase", HTMLInputElement);
  #problem = part(document, "#name-dialog .problem", HTMLElement);

  constructor() {
    // There is nothing behind this dialog to go back to.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
  }

  /**
   * Resolves with the name that someone wants to be called by, and what else it takes. Stays until it
   * is closed, because whether they may be called so is not known yet.
   *
   * @param {string} suggestion
   * @param {string} problem what was wrong with the last one
   * @param {string} reason the same for programs: a password is only asked for where it takes one
   * @returns {Promise<Credentials>}
   */
  ask(suggestion, problem, reason) {
    this.#name.value = suggestion;
    this.#problem.textContent = problem;
    if (reason === "bad-password") this.#password.hidden = false;
    if (reason === "bad-passphrase") this.#passphrase.hidden = false;
    if (!this.#dialog.open) this.#dialog.showModal();
    if (reason === "bad-password") this.#password.select();
    else if (reason === "bad-passphrase") this.#passphrase.select();
    else this.#name.select();
    return new Promise((resolve) => {
      this.#form.onsubmit = (event) => {
        event.preventDefault();
        const name = this.#name.value.trim();
        const isFine = isName(name);
        this.#problem.textContent = isFine ? "" : strings.nameRule;
        if (!isFine) return;
        const password = this.#password.value || undefined;
        resolve({ name, password, passphrase: this.#passphrase.value || undefined });
      };
    });
  }

  close() {
    this.#dialog.close();
    this.#password.value = "";
    this.#password.hidden = true;
  }
}
