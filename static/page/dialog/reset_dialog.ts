/**
 * Sets a new password for whoever forgot theirs and was given a link, and signs them in with it.
 *
 * @module
 */

import { Account } from "../../../client/connection/account.ts";
import { Session, SignInError } from "../../../client/connection/endpoint.ts";
import { isName } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { reset as words } from "../../strings/reset.ts";
import { lastName, rememberVisit } from "../browser_storage.ts";
import { baseUrl, element, style } from "../document.ts";
import { openForm, secretField } from "./form_dialog.ts";

/** Resolves when it is done, or they don't want to. */
export async function setNewPassword(secret: string): Promise<void> {
  await style("reset");
  const name = element("input", { autocomplete: "username", spellcheck: false, value: lastName() });
  name.autocapitalize = "none";
  name.ariaLabel = name.placeholder = strings.nameLabel;
  const password = secretField(words.setPassword, "new-password");
  const passphrase = secretField(strings.passphraseLabel, "off");
  passphrase.hidden = true;
  let isSet = false;
  const dialog = await openForm(words.setPassword, {
    hint: words.setHint,
    fields: [name, password, revealer(password), passphrase],
    yes: words.set,
    act: async () => {
      const session = new Session(baseUrl());
      const wanted = name.value.trim();
      if (!isName(wanted)) throw new Error(strings.nameRule);
      if (!isSet) await new Account(session).setPassword(secret, password.value);
      isSet = true;
      try {
        const credentials = { name: wanted, password: password.value };
        const given = passphrase.value || undefined;
        const { name } = await session.signIn({ ...credentials, passphrase: given });
        rememberVisit({ name, rooms: [] });
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        if (error.reason === "bad-passphrase") passphrase.hidden = false;
        // The link is used up: from now on only signing in is tried again.
        throw new Error(words.isSet(error.message));
      }
    },
  });
  dialog.id = "reset-dialog";
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}

/** Shows what is typed, for who would rather see it than type it twice. */
function revealer(password: HTMLInputElement): HTMLElement {
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => password.type = box.checked ? "text" : "password");
  return element("label", { className: "revealer" }, box, words.showPassword);
}
