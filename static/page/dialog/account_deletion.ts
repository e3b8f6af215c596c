/**
 * Asks who one is before an account is deleted, and what happens to its messages.
 *
 * @module
 */

import type { Account, ErasureMode } from "../../../client/connection/account.ts";
import { more } from "../../strings/more.ts";
import { element } from "../document.ts";
import { openForm } from "./form_dialog.ts";
import type { ProofFields } from "./passkeys/proof.ts";

export async function openDeletion(
  account: Account,
  { fields, prove }: ProofFields,
  onDeleted: () => void,
): Promise<void> {
  const keep = modeField("keep");
  const remove = modeField("delete");
  keep.checked = true;
  const dialog = await openForm(more.deleteAccount, {
    hint: more.deleteAccountHint,
    fields: [
      element("label", { className: "erasure-choice" }, keep, more.keepWords),
      element("label", { className: "erasure-choice" }, remove, more.deleteWords),
      ...fields,
    ],
    yes: more.deleteAccount,
    className: "grave",
    act: async () => {
      await account.remove(await prove(), remove.checked ? "delete" : "keep");
      onDeleted();
    },
  });
  dialog.id = "deletion-dialog";
}

function modeField(mode: ErasureMode) {
  return element("input", { type: "radio", name: "erasure", value: mode });
}
