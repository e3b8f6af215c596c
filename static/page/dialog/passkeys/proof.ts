/**
 * Asks somebody anew who they are: for their password, or for a passkey.
 *
 * @module
 */

import type { Passkeys, Proof, WaysIn } from "../../../../client/connection/account/passkeys.ts";
import { strings } from "../../../strings.ts";
import { passkeys as words } from "../../../strings/passkeys.ts";
import { button, element } from "../../document.ts";
import { ownerField, secretField } from "../form_dialog.ts";
import { usePasskey, whyNot } from "./authenticator.ts";

export interface ProofFields {
  readonly fields: HTMLElement[];
  /** Resolves with what was given, when the form is sent. */
  prove(): Promise<Proof>;
}

/** The fields of a form that asks for it. */
export function proofFields(
  passkeys: Passkeys,
  { password: hasPassword, secondFactor, passkeys: own, host }: WaysIn,
  name: string,
  label: string = strings.passwordLabel,
): ProofFields {
  const here = own.some((passkey) => passkey.host === host) && whyNot() === undefined;
  const password = secretField(label, "current-password");
  const byPasskey = async () => ({
    passkey: await usePasskey(await passkeys.challenge("confirm")),
  });
  if (!hasPassword || secondFactor) {
    const hint = element("p", { className: "note" }, here ? words.willAsk : words.nowhereHere);
    return { fields: [hint], prove: byPasskey };
  }
  const other = button(words.confirmByPasskey, () => {
    password.hidden = !password.hidden;
    password.value = "";
    other.textContent = password.hidden ? words.confirmByPassword : words.confirmByPasskey;
  }, "quiet other-way");
  return {
    fields: [ownerField(name), password, ...(here ? [other] : [])],
    prove: async () => password.hidden ? await byPasskey() : { password: password.value },
  };
}
