/**
 * What becomes of a link with an invitation that the page was opened with: one to make an account opens
 * a form for that, one into a room is kept until it is answered.
 *
 * @module
 */

import { Account } from "../../../../client/connection/account.ts";
import { type InvitePreview, Invites } from "../../../../client/connection/account/invites.ts";
import { Session, SignInError } from "../../../../client/connection/endpoint.ts";
import { isName, isolated } from "../../../../protocol/name.ts";
import { strings } from "../../../strings.ts";
import { invites as words } from "../../../strings/invites.ts";
import { lastName, rememberVisit } from "../../browser_storage.ts";
import { openForm, secretField } from "../../dialog/form_dialog.ts";
import { openDialog } from "../../dialog.ts";
import { baseUrl, button, element, part, style } from "../../document.ts";
import { keepInvitation } from "./kept.ts";

/** Resolves when the page can go on. */
export async function receiveInvite(secret: string): Promise<void> {
  await style("invitations");
  const session = new Session(baseUrl());
  let preview;
  try {
    preview = await new Invites(session).preview(secret);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const isBad = error.reason === "not-invited";
    return await tell(isBad ? words.notGood : error.message, isBad ? words.notGoodHint : "");
  }
  const { room, by } = preview;
  const me = await session.whoAmI().catch(() => undefined);
  if (room !== undefined) {
    if (me === undefined) greet(words.toRoom(isolated(by), isolated(`#${room}`)));
    return keepInvitation({ room, from: by, invite: secret });
  }
  if (me && !me.guest) return await tell(words.alreadyIn(strings.appName), "");
  await signUp(session, secret, preview);
}

/** Says on the first screen what they come for. */
function greet(greeting: string) {
  const { content } = part(document, "template#who", HTMLTemplateElement);
  const welcome = part(content, ".welcome", HTMLElement);
  welcome.textContent = [greeting, welcome.textContent].filter(Boolean).join("\n\n");
}

async function tell(title: string, hint: string) {
  const goOn = button(words.goOn, () => dialog.close());
  const note = element("p", { className: "note" }, hint);
  const choices = element("div", { className: "choices" }, goOn);
  const dialog = await openDialog(title, element("form", { method: "dialog" }, note, choices));
  dialog.id = "invitation-dialog";
  goOn.focus();
  await closed(dialog);
}

async function signUp(session: Session, invite: string, { by }: InvitePreview) {
  const name = element("input", { autocomplete: "username", spellcheck: false, value: lastName() });
  name.autocapitalize = "none";
  name.ariaLabel = name.placeholder = strings.nameLabel;
  const password = secretField(strings.passwordLabel, "new-password");
  const passphrase = secretField(strings.passphraseLabel, "off");
  passphrase.hidden = document.documentElement.dataset.passphrase !== "on";
  const account = new Account(session);
  const dialog = await openForm(words.toServer(isolated(by), strings.appName), {
    hint: words.signUpHint,
    fields: [name, password, passphrase],
    yes: words.signUp,
    act: async () => {
      const wanted = name.value.trim();
      if (!isName(wanted)) throw new Error(strings.nameRule);
      const credentials = {
        ...{ name: wanted, password: password.value, invite },
        passphrase: passphrase.value || undefined,
      };
      try {
        rememberVisit({ name: (await account.claim(credentials)).name, rooms: [] });
      } catch (error) {
        const { reason } = error instanceof SignInError ? error : { reason: "" };
        if (reason === "bad-passphrase") passphrase.hidden = false;
        throw error;
      }
    },
  });
  dialog.id = "invitation-dialog";
  const cancel = dialog.querySelector(".choices .quiet");
  if (cancel) cancel.textContent = words.haveAccount;
  await closed(dialog);
}

async function closed(dialog: HTMLDialogElement) {
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}
