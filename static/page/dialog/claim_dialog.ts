/**
 * Asks a guest for a password, and what else the server wants, to claim their name.
 *
 * @module
 */

import type { Account } from "../../../client/connection/account.ts";
import { SignInError } from "../../../client/connection/endpoint.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { openForm, ownerField, secretField } from "./form_dialog.ts";

export async function openClaim(
  account: Account,
  name: string,
  onClaimed: () => void,
): Promise<void> {
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
        // It is only asked for where it is needed.
        if (error instanceof SignInError && error.reason === "not-invited") invite.hidden = false;
        throw error;
      }
      onClaimed();
    },
  });
  dialog.id = "claim-dialog";
}
