// @ts-check
/**
 * Asks a guest for the password with which they claim their name.
 *
 * @module
 */

import { part } from "./part.js";

export class ClaimDialog {
  #dialog = part(document, "#claim-dialog", HTMLDialogElement);
  #password = part(document, "#claim-dialog input", HTMLInputElement);
  #problem = part(document, "#claim-dialog .problem", HTMLElement);
  #onClaim;

  /** @param {(password: string) => Promise<void>} onClaim rejects with what to tell them */
  constructor(onClaim) {
    this.#onClaim = onClaim;
    part(document, "#claim-name", HTMLButtonElement).addEventListener("click", () => this.#open());
    part(document, "#cancel-claim", HTMLButtonElement)
      .addEventListener("click", () => this.#dialog.close());
    part(document, "#claim-dialog form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#claim();
    });
  }

  #open() {
    this.#password.value = "";
    this.#problem.textContent = "";
    this.#dialog.showModal();
  }

  async #claim() {
    try {
      await this.#onClaim(this.#password.value);
      this.#dialog.close();
    } catch (error) {
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}
