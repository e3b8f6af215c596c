// @ts-check
/**
 * Asks who you are.
 *
 * @module
 */

import { strings } from "../strings.js";
import { element } from "./element.js";
import { isName } from "./name.js";
import { style } from "./style.js";

/** @type {NameDialog | undefined} */
let only;

export class NameDialog {
  #name = element("input", { autocomplete: "username", spellcheck: false });
  #problem = element("p", { className: "problem", role: "alert" });
  #form = element(
    "form",
    { method: "dialog" },
    element("img", { src: "icon.svg", alt: "", width: 56, height: 56 }),
    element("h2", { id: "name-question" }, strings.nameQuestion),
    this.#name,
    this.#problem,
    element("button", { type: "submit" }, strings.enter),
  );
  #dialog = element("dialog", { id: "name-dialog" }, this.#form);

  /** @private one is enough: `get` it */
  constructor() {
    this.#name.autocapitalize = "none";
    this.#name.ariaLabel = strings.nameLabel;
    this.#dialog.setAttribute("aria-labelledby", "name-question");
    // There is nothing behind this dialog to go back to.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.#dialog);
  }

  static async get() {
    await style("dialogs");
    return only ??= new NameDialog();
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
