/**
 * Asks for the password before an account is deleted, and what happens to its messages.
 *
 * @module
 */

import type { Account, ErasureMode } from "../../../client/connection/account.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { element } from "../document.ts";
import { openForm, ownerField, secretField } from "./form_dialog.ts";

export async function openDeletion(
  account: Account,
  name: string,
  onDeleted: () => void,
): Promise<void> {
  const keep = modeField("keep");
  const remove = modeField("delete");
  keep.checked = true;
  const password = secretField(strings.passwordLabel, "current-password");
  const dialog = await openForm(more.deleteAccount, {
    hint: more.deleteAccountHint,
    fields: [
      element("label", { className: "erasure-choice" }, keep, more.keepWords),
      element("label", { className: "erasure-choice" }, remove, more.deleteWords),
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

function modeField(mode: ErasureMode) {
  return element("input", { type: "radio", name: "erasure", value: mode });
}
