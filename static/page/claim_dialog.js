// @ts-check
/** @import { Account } from "../connection/account.js" */

/**
 * Asks a guest for what it takes to claim their name.
 *
 * @module
 */

import { SignInError } from "../connection/session.js";
import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { openForm, ownerField, secretField } from "./form_dialog.js";

/**
 * @param {Account} account
 * @param {string} name
 * @param {() => void} onClaimed
 */
export async function openClaim(account, name, onClaimed) {
  const password = secretField(strings.passwordLabel, "new-password");
  const invite = secretField(strings.inviteLabel, "off");
  invite.hidden = true;
  invite.id = "claim-invite";
  const dialog = await openForm(more.claimName, {
    hint: more.claimHint,
    fields: [ownerField(name), password, invite],
    yes: more.claimName,
    act: async () => {
      try {
        const code = invite.value.trim() || undefined;
        await account.claim({ name, password: password.value, invite: code });
      } catch (error) {
        // Only where it takes one it is asked for.
        if (error instanceof SignInError && error.reason === "not-invited") invite.hidden = false;
        throw error;
      }
      onClaimed();
    },
  });
  dialog.id = "claim-dialog";
}
