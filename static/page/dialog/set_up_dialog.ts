/**
 * Makes an account that administrates the server, for whoever opened the link that it printed.
 *
 * @module
 */

import { Account } from "../../../client/connection/account.ts";
import { Session, SignInError } from "../../../client/connection/endpoint.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { baseUrl, element } from "../document.ts";
import { FieldError, openForm, secretField } from "./form_dialog.ts";
import { FIRST_STEPS, keep, lastName, rememberVisit } from "../browser_storage.ts";
import { isName } from "../../../protocol/name.ts";

/** Resolves when it is done, or they don't want to. */
export async function setUpServer(code: string): Promise<void> {
  const name = element("input", { autocomplete: "username", spellcheck: false, value: lastName() });
  name.autocapitalize = "none";
  name.ariaLabel = name.placeholder = strings.nameLabel;
  const password = secretField(strings.passwordLabel, "new-password");
  const passphrase = secretField(strings.passphraseLabel, "off");
  passphrase.hidden = true;
  const typed = element("input", { autocomplete: "off", spellcheck: false, value: code });
  typed.ariaLabel = typed.placeholder = more.claimCodeLabel;
  const account = new Account(new Session(baseUrl()));
  const dialog = await openForm(more.setUp, {
    hint: more.setUpHint,
    fields: [name, password, passphrase, typed],
    yes: more.setUp,
    act: async () => {
      const wanted = name.value.trim();
      if (!isName(wanted)) throw new FieldError(strings.nameRule, name);
      const credentials = {
        name: wanted,
        password: password.value,
        passphrase: passphrase.value || undefined,
        claim: typed.value,
      };
      try {
        const signedIn = await account.claim(credentials);
        rememberVisit({ name: signedIn.name, rooms: [] });
        keep(FIRST_STEPS, { name: signedIn.name, hasInvited: false });
      } catch (error) {
        if (!(error instanceof SignInError) || error.reason !== "bad-passphrase") throw error;
        passphrase.hidden = false;
        throw new FieldError(error.message, passphrase, { cause: error });
      }
    },
  });
  dialog.id = "set-up-dialog";
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}
