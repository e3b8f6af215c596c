// @ts-check
/**
 * Asks a guest for the password with which they claim their name.
 *
 * @module
 */

import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { openDialog } from "./dialog.js";
import { button, element } from "./element.js";

/**
 * @param {string} name whose password a browser is to remember
 * @param {(password: string) => Promise<void>} claim rejects with what to tell them
 */
export async function askForPassword(name, claim) {
  const password = element("input", { type: "password", autocomplete: "new-password" });
  password.ariaLabel = password.placeholder = strings.passwordLabel;
  const problem = element("p", { className: "problem", role: "alert" });
  const cancel = button(strings.cancel, () => dialog.close(), "quiet");
  const submit = element("button", { type: "submit" }, more.claimName);
  const form = element(
    "form",
    { method: "dialog" },
    element("p", { className: "note" }, more.claimHint),
    element("input", { autocomplete: "username", hidden: true, value: name }),
    password,
    problem,
    element("div", { className: "choices" }, cancel, submit),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await claim(password.value);
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      password.select();
    }
  });
  const dialog = await openDialog(more.claimName, form);
  dialog.id = "claim-dialog";
  password.focus();
}
