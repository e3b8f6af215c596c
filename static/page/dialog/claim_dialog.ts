/**
 * Asks a guest for a password or a passkey, and what else the server wants, to claim their name.
 *
 * @module
 */

import type { Account } from "../../../client/connection/account.ts";
import { SignInError } from "../../../client/connection/endpoint.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { programName } from "../../../client/connection/program_name.ts";
import { passkeys as words } from "../../strings/passkeys.ts";
import { button, part, style } from "../document.ts";
import { FieldError, openForm, ownerField, secretField } from "./form_dialog.ts";
import { makePasskey, whyNot } from "./passkeys/authenticator.ts";

export async function openClaim(
  account: Account,
  name: string,
  onClaimed: () => void,
): Promise<void> {
  const password = secretField(strings.passwordLabel, "new-password");
  const invite = secretField(strings.inviteLabel, "off");
  invite.hidden = true;
  invite.id = "claim-invite";
  const other = button(words.claimByPasskey, () => {
    password.hidden = !password.hidden;
    other.textContent = password.hidden ? words.claimByPassword : words.claimByPasskey;
    part(dialog, ".note", HTMLElement).textContent = password.hidden
      ? words.claimHint
      : more.claimHint;
  }, "quiet other-way");
  /** What is to let them in: one of the two. */
  const made = async () => {
    if (!password.hidden) return { password: password.value };
    const passkey = await makePasskey(await account.passkeys.challenge("claim", { name }));
    return { passkey, passkeyName: programName(navigator.userAgent) || words.title };
  };
  await style("people/passkeys");
  const dialog = await openForm(more.claimName, {
    hint: more.claimHint,
    fields: [ownerField(name), password, ...(whyNot() === undefined ? [other] : []), invite],
    yes: more.claimName,
    act: async () => {
      try {
        const code = invite.value.trim() || undefined;
        await account.claim({ name, ...await made(), invite: code });
      } catch (error) {
        // It is only asked for where it is needed.
        if (!(error instanceof SignInError) || error.reason !== "not-invited") throw error;
        invite.hidden = false;
        throw new FieldError(error.message, invite, { cause: error });
      }
      onClaimed();
    },
  });
  dialog.id = "claim-dialog";
}
