/**
 * Sets a new password for whoever forgot theirs and was given a link, and signs them in with it.
 *
 * @module
 */

import { Account } from "../../../client/connection/account.ts";
import { Passkeys } from "../../../client/connection/account/passkeys.ts";
import { programName } from "../../../client/connection/program_name.ts";
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
  let whose;
  try {
    whose = await new Account(session).previewReset(secret);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const isBad = error.reason === "bad-reset";
    return await tell(isBad ? words.notGood : error.message, isBad ? words.notGoodHint : "");
  }
  await ask(session, whose, secret);
}

/** @param whose an older server does not tell how many passkeys there are */
async function ask(session: Session, whose: { name: string; passkeys?: number }, secret: string) {
  const { name, passkeys = 0 } = whose;
  const password = secretField(words.setPassword, "new-password");
  const passphrase = secretField(strings.passphraseLabel, "off");
  passphrase.hidden = true;
  let isSet = false;
  let isIn = false;
  const dialog = await openForm(words.setPasswordOf(isolated(name)), {
    hint: passkeys > 0 ? `${words.setHint} ${words.passkeysEnd(passkeys)}` : words.setHint,
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
        isIn = true;
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
  if (isIn) await offerPasskey(session, { password: password.value, passkeys });
}

/** Offers a passkey to whoever is in, where they can have one: the next time nothing has to be remembered. */
async function offerPasskey(
  session: Session,
  { password, passkeys: ended }: { password: string; passkeys: number },
): Promise<void> {
  const { makePasskey, whyNot } = await import("./passkeys/authenticator.ts");
  const passkeys = new Passkeys(session);
  const isPossible = whyNot() === undefined &&
    await passkeys.waysIn().then(({ problem }) => problem === undefined, () => false);
  // Whoever had none is not asked for more than they came for.
  if (!isPossible || ended === 0) return;
  const dialog = await openForm(words.offerTitle, {
    hint: words.offerHint(ended),
    fields: [],
    yes: words.offerYes,
    act: async () => {
      const asked = await passkeys.challenge("add", { password });
      const called = programName(navigator.userAgent) || words.offerName;
      await passkeys.add(called, await makePasskey(asked));
    },
  });
  dialog.id = "offer-passkey-dialog";
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
