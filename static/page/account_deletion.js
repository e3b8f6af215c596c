// @ts-check
/** @import { Account, Fate } from "../connection/account.js" */

/**
 * Asks for what it takes to delete an account, and what becomes of what was said.
 *
 * @module
 */

import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { element } from "./part.js";
import { openForm, ownerField, secretField } from "./form_dialog.js";

/**
 * @param {Account} account
 * @param {string} name
 * @param {() => void} onDeleted
 */
export async function openDeletion(account, name, onDeleted) {
  const keep = fateField("keep");
  const remove = fateField("delete");
  keep.checked = true;
  const password = secretField(strings.passwordLabel, "current-password");
  const dialog = await openForm(more.deleteAccount, {
    hint: more.deleteAccountHint,
    fields: [
      element("label", { className: "fate-choice" }, keep, more.keepWords),
      element("label", { className: "fate-choice" }, remove, more.deleteWords),
      ownerField(name),
      password,
    ],
    yes: more.deleteAccount,
    className: "grave",
    act: async () => {
      await account.remove(password.value, remove.checked ? "delete" : "keep");
      onDeleted();
    },
  });
  dialog.id = "deletion-dialog";
}

/** @param {Fate} fate */
function fateField(fate) {
  return element("input", { type: "radio", name: "fate", value: fate });
}
