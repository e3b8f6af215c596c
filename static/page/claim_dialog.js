// @ts-check
/**
 * Asks a guest for the password with which they claim their name.
 *
 * @module
 */

import { part } from "./part.js";

/**
 * @param {string} name whose password a browser is to remember
 * @param {(password: string) => Promise<void>} claim rejects with what to tell them
 */
export function askForPassword(name, claim) {
  const dialog = part(document, "#claim-dialog", HTMLDialogElement);
  const form = part(dialog, "form", HTMLFormElement);
  const password = part(dialog, "input[type=password]", HTMLInputElement);
  const problem = part(dialog, ".problem", HTMLElement);
  part(dialog, "input[autocomplete=username]", HTMLInputElement).value = name;
  password.value = "";
  problem.textContent = "";
  part(dialog, "#cancel-claim", HTMLButtonElement).onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await claim(password.value);
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      password.select();
    }
  };
  dialog.showModal();
}
