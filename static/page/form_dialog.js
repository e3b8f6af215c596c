// @ts-check
/**
 * A dialog in which one fills in a few things. It stays until what is done with them went well.
 *
 * @module
 */

import { strings } from "../strings.js";
import { openDialog } from "./dialog.js";
import { button, element } from "./part.js";

/**
 * @param {string} title
 * @param {object} form
 * @param {string} form.hint
 * @param {HTMLElement[]} form.fields
 * @param {string} form.yes what it is called to do it
 * @param {string} [form.className] of the button that does it
 * @param {() => Promise<void>} form.act rejects with what to tell them
 * @returns {Promise<HTMLDialogElement>}
 */
export async function openForm(title, { hint, fields, yes, className = "", act }) {
  const problem = element("p", { className: "problem", role: "alert" });
  const cancel = button(strings.cancel, () => dialog.close(), "quiet");
  const submit = element("button", { type: "submit", className }, yes);
  const choices = element("div", { className: "choices" }, cancel, submit);
  const note = element("p", { className: "note" }, hint);
  const form = element("form", { method: "dialog" }, note, ...fields, problem, choices);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      await act();
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      (visible().find(({ value }) => value === "") ?? visible()[0])?.select();
    } finally {
      submit.disabled = false;
    }
  });
  // Which these are may change with what is wrong.
  const visible = () =>
    fields.filter((field) => field instanceof HTMLInputElement).filter(({ hidden }) => !hidden);
  const dialog = await openDialog(title, form);
  visible()[0]?.focus();
  return dialog;
}

/**
 * A field for a secret. A browser that keeps passwords knows by `autocomplete` which one.
 *
 * @param {string} label
 * @param {"current-password" | "new-password" | "off"} autocomplete
 */
export function secretField(label, autocomplete) {
  const field = element("input", { type: "password", autocomplete, placeholder: label });
  field.ariaLabel = label;
  return field;
}

/** Tells a browser that keeps passwords whose they are. @param {string} name */
export function ownerField(name) {
  return element("input", { autocomplete: "username", hidden: true, value: name });
}
