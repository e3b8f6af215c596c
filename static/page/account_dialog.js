// @ts-check
/** @import { Account, SessionSummary } from "../connection/account.js" */

/**
 * Where somebody looks after their account.
 *
 * @module
 */

import { programName } from "../connection/program_name.js";
import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { openDeletion } from "./account_deletion.js";
import { dayInWords } from "./clock.js";
import { copy } from "./copy.js";
import { openDialog } from "./dialog.js";
import { button, element } from "./element.js";
import { openForm, ownerField, secretField } from "./form_dialog.js";

import { style } from "./style.js";

/**
 * @param {Account} account
 * @param {object} me
 * @param {string} me.name
 * @param {boolean} me.admin
 * @param {() => void} me.onDeleted called when they have no account any more
 */
export async function openAccount(account, { name, admin, onDeleted }) {
  await style("account");
  const list = element("ul", { className: "sessions" });
  const told = element("p", { className: "note", role: "status" });
  const showSessions = async () => {
    const sessions = await account.sessions();
    list.replaceChildren(...sessions.map((session) => sessionRow(session, end)));
  };
  /** Does something, and shows what is true then, or why it is not. @param {() => Promise<void>} act */
  const attempt = async (act) => {
    told.textContent = "";
    try {
      await act();
    } catch (error) {
      told.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const end = (/** @type {string} */ id) =>
    attempt(async () => {
      await account.endSession(id);
      await showSessions();
    });
  const changed = () => {
    told.textContent = more.passwordChanged;
    return showSessions();
  };
  const deleted = () => {
    dialog.close();
    onDeleted();
  };
  const choices = [
    button(more.changePassword, () => openPasswordChange(account, name, changed), "quiet"),
    ...(admin
      ? [button(more.inviteSomebody, () => attempt(() => openInvite(account)), "quiet")]
      : []),
    button(more.deleteAccount, () => openDeletion(account, name, deleted), "quiet grave"),
  ];
  const dialog = await openDialog(
    more.account,
    element("p", {}, element("b", {}, name), admin ? ` · ${more.administrator}` : ""),
    element("h3", {}, more.sessions),
    list,
    told,
    element("div", { className: "person" }, ...choices),
  );
  dialog.id = "account-dialog";
  await attempt(showSessions);
}

/**
 * @param {SessionSummary} session
 * @param {(id: string) => void} end
 */
function sessionRow({ id, program, address, seen, current }, end) {
  const day = more.lastSeen(dayInWords(seen, Date.now()));
  const name = programName(program) || more.unknownProgram;
  const stop = button(more.signOut, () => end(id), "quiet");
  stop.ariaLabel = `${more.endSession}: ${name}`;
  return element(
    "li",
    {},
    element(
      "div",
      {},
      element("b", {}, name),
      element("p", { className: "note" }, day, ` · ${address}`),
    ),
    current ? element("span", { className: "note" }, more.thisSession) : stop,
  );
}

/**
 * @param {Account} account
 * @param {string} name
 * @param {() => Promise<void>} onChanged
 */
async function openPasswordChange(account, name, onChanged) {
  const old = secretField(more.oldPassword, "current-password");
  const wanted = secretField(more.newPassword, "new-password");
  const dialog = await openForm(more.changePassword, {
    hint: more.changePasswordHint,
    fields: [ownerField(name), old, wanted],
    yes: more.save,
    act: async () => {
      await account.changePassword(old.value, wanted.value);
      await onChanged();
    },
  });
  dialog.id = "password-dialog";
}

/** @param {Account} account */
async function openInvite(account) {
  const { invite, expires } = await account.invite();
  const code = element("input", { value: invite, readOnly: true });
  code.ariaLabel = strings.inviteLabel;
  const take = button(more.copyInvite, () => copy(invite));
  const dialog = await openDialog(
    more.inviteSomebody,
    element(
      "form",
      { method: "dialog" },
      element("p", { className: "note" }, more.inviteHint(dayInWords(expires, Date.now()))),
      code,
      element("div", { className: "choices" }, take),
    ),
  );
  dialog.id = "invite-dialog";
  code.select();
}
