/**
 * Where somebody looks after their account.
 *
 * @module
 */

import type { Account, SessionSummary } from "../../../client/connection/account.ts";
import type { WaysIn } from "../../../client/connection/account/passkeys.ts";
import { programName } from "../../../client/connection/program_name.ts";
import { dayInWords, strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { openDeletion } from "./account_deletion.ts";
import { confirm, openDialog, Outcome, quoteOf } from "../dialog.ts";
import { button, element, style } from "../document.ts";
import { openForm, secretField } from "./form_dialog.ts";
import { type ProofFields, proofFields } from "./passkeys/proof.ts";
import { showByDay } from "../document/show_by_day.ts";

export interface Me {
  name: string;
  admin: boolean;
  /** Whether they may invite people to the server, though they are no administrator. */
  invites?: boolean;
  /** Opens the list of their bots. */
  openBots: () => Promise<void>;
  /** Opens the list of their invitations. */
  openInvites: () => Promise<void>;
  /** Called when they have no account any more. */
  onDeleted: () => void;
}

export async function openAccount(account: Account, me: Me): Promise<void> {
  await style("account");
  await new AccountDialog(account, me).open();
}

class AccountDialog {
  #account;
  #me;
  #sessions = element("ul", { className: "sessions" });
  #outcome = new Outcome();
  /** What lets them in, as far as that is known. */
  #ways: WaysIn = { passkeys: [], password: true, secondFactor: false };
  #password = button(more.changePassword, () => this.#changePassword(), "quiet");

  constructor(account: Account, me: Me) {
    this.#account = account;
    this.#me = me;
  }

  async open() {
    const { name, admin, invites = admin, openBots, openInvites, onDeleted } = this.#me;
    const bots = button(more.bots, () => this.#outcome.attempt(openBots), "quiet bots");
    const invite = button(
      more.inviteSomebody,
      () => this.#outcome.attempt(openInvites),
      "quiet invites",
    );
    const remove = button(
      more.deleteAccount,
      () =>
        openDeletion(this.#account, this.#proof(strings.passwordLabel), () => {
          dialog.close();
          onDeleted();
        }),
      "quiet grave",
    );
    const choices = [this.#password, bots, ...(invites ? [invite] : []), remove];
    const passkeys = element("section", {});
    const dialog = await openDialog(
      more.account,
      element("p", {}, element("b", {}, name), admin ? ` · ${more.administrator}` : ""),
      element("h3", {}, more.sessions),
      this.#sessions,
      this.#outcome.element,
      passkeys,
      element("div", { className: "person" }, ...choices),
    );
    dialog.id = "account-dialog";
    await this.#outcome.attempt(() => this.#showSessions());
    await this.#outcome.attempt(async () => {
      const { passkeysSection } = await import("./passkeys.ts");
      const onChanged = (ways: WaysIn) => this.#ways = ways;
      passkeys.replaceWith(await passkeysSection(this.#account.passkeys, name, onChanged));
    });
  }

  #proof(label: string) {
    return proofFields(this.#account.passkeys, this.#ways, this.#me.name, label);
  }

  async #showSessions() {
    const sessions = await this.#account.sessions();
    const end = (session: SessionSummary) => this.#outcome.attempt(() => this.#end(session));
    this.#sessions.replaceChildren(...sessions.map((session) => sessionRow(session, end)));
  }

  async #end({ id, program, address, seen }: SessionSummary) {
    const note = `${more.lastSeen(dayInWords(seen, Date.now()))} · ${address}`;
    const quote = quoteOf(nameOf(program), note);
    if (!await confirm(more.endSessionQuestion, more.signOut, quote)) return;
    await this.#account.endSession(id);
    await this.#showSessions();
    // The button that had the focus is gone.
    this.#password.focus();
  }

  async #changePassword() {
    await openPasswordChange(this.#account, this.#proof(more.oldPassword), async () => {
      this.#outcome.tell(more.passwordChanged);
      await this.#showSessions();
    });
  }
}

function nameOf(program: string): string {
  return programName(program) || more.unknownProgram;
}

function sessionRow(session: SessionSummary, end: (session: SessionSummary) => void) {
  const { program, address, seen, current } = session;
  const day = showByDay(element("span", {}), (now) => more.lastSeen(dayInWords(seen, now)));
  const name = nameOf(program);
  const stop = button(more.signOut, () => end(session), "quiet");
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

async function openPasswordChange(
  account: Account,
  { fields, prove }: ProofFields,
  onChanged: () => Promise<void>,
) {
  const wanted = secretField(more.newPassword, "new-password");
  const dialog = await openForm(more.changePassword, {
    hint: more.changePasswordHint,
    fields: [...fields, wanted],
    yes: more.save,
    act: async () => {
      await account.changePassword(await prove(), wanted.value);
      await onChanged();
    },
  });
  dialog.id = "password-dialog";
}
