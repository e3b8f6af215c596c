/**
 * Sets a new password for whoever forgot theirs and was given a link, and signs them in with it.
 *
 * @module
 */

import { Account } from "../../../client/connection/account.ts";
import { Session, SignInError } from "../../../client/connection/endpoint.ts";
import { isolated } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { reset as words } from "../../strings/reset.ts";
import { rememberVisit } from "../browser_storage.ts";
import { openDialog } from "../dialog.ts";
import { baseUrl, button, element, style } from "../document.ts";
import { openForm, ownerField, secretField } from "./form_dialog.ts";

/** Resolves when it is done, or they don't want to. */
export async function setNewPassword(secret: string): Promise<void> {
  await style("reset");
  const session = new Session(baseUrl());
  let name;
  try {
    name = await new Account(session).resetName(secret);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const isBad = error.reason === "bad-reset";
    return await tell(isBad ? words.notGood : error.message, isBad ? words.notGoodHint : "");
  }
  await ask(session, name, secret);
}

async function ask(session: Session, name: string, secret: string) {
  const password = secretField(words.setPassword, "new-password");
  const passphrase = secretField(strings.passphraseLabel, "off");
  passphrase.hidden = true;
  let isSet = false;
  const dialog = await openForm(words.setPasswordOf(isolated(name)), {
    hint: words.setHint,
    fields: [ownerField(name), password, revealer(password), passphrase],
    yes: words.set,
    act: async () => {
      if (!isSet) await new Account(session).setPassword(secret, password.value);
      isSet = true;
      try {
        const credentials = { name, password: password.value };
        const given = passphrase.value || undefined;
        const signedIn = await session.signIn({ ...credentials, passphrase: given });
        rememberVisit({ name: signedIn.name, rooms: [] });
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        if (error.reason === "bad-passphrase") passphrase.hidden = false;
        // The link is used up: from now on only signing in is tried again.
        throw new Error(words.isSet(error.message));
      }
    },
  });
  dialog.id = "reset-dialog";
  await closed(dialog);
}

/** Says why there is nothing to set. */
async function tell(title: string, hint: string) {
  const goOn = button(words.goOn, () => dialog.close());
  const note = element("p", { className: "note" }, hint);
  const choices = element("div", { className: "choices" }, goOn);
  const dialog = await openDialog(title, element("form", { method: "dialog" }, note, choices));
  dialog.id = "reset-dialog";
  goOn.focus();
  await closed(dialog);
}

async function closed(dialog: HTMLDialogElement) {
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}

/** Shows what is typed, for who would rather see it than type it twice. */
function revealer(password: HTMLInputElement): HTMLElement {
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => password.type = box.checked ? "text" : "password");
  return element("label", { className: "revealer" }, box, words.showPassword);
}
