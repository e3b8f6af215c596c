/**
 * Lets somebody in: who has a session is known, all others are asked who they are until the server knows
 * them.
 *
 * @module
 */

import { type Credentials, Session, SignInError } from "../../client/connection/endpoint.ts";
import { isName } from "../../protocol/name.ts";
import { strings } from "../strings.ts";
import { baseUrl, element, style } from "./document.ts";
import { forgetVisit, lastName, recallVisit } from "./shelf.ts";

export class Entrance {
  #session = new Session(baseUrl());
  #names: NameDialog | undefined;
  /** Resolves when who has left is signed out. */
  #signedOut: Promise<void> | undefined;

  /**
   * Resolves when the server knows who is here.
   *
   * @param problem why they could not come in the last time
   */
  async pass(problem: string): Promise<void> {
    // What the server did not like about them was their name.
    const isAnew = problem !== "" || this.#signedOut !== undefined;
    if (isAnew || !await this.#isKnown()) await this.#introduce(problem);
    this.#signedOut = undefined;
  }

  /** Nobody is asked any more: they are in. */
  close(): void {
    this.#names?.close();
  }

  /** Ends the session. The next person is asked for a name again. */
  leave(): void {
    forgetVisit();
    // Without the server it is not ended; who signs in next has another all the same.
    this.#signedOut = this.#session.signOut().catch(() => {});
  }

  /** Whether they have a session, or will find out when the server can be reached. */
  async #isKnown() {
    // Who was never here need not be asked for.
    if (lastName() === "") return false;
    try {
      return await this.#session.whoAmI() !== undefined;
    } catch (error) {
      return error instanceof SignInError && error.reason === "unreachable" &&
        recallVisit() !== undefined;
    }
  }

  async #introduce(problem: string) {
    this.#names = await NameDialog.get();
    for (let reason = "", name = lastName();;) {
      const answers = await this.#names.ask(name, problem, reason);
      name = answers.name;
      await this.#signedOut;
      try {
        return await this.#comeIn(answers);
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        ({ reason, message: problem } = error);
      }
    }
  }

  async #comeIn({ isNew, invite, password, ...who }: Answers) {
    if (!isNew) return void await this.#session.signIn({ ...who, password });
    const { Account } = await import("../../client/connection/account.ts");
    await new Account(this.#session).claim({ ...who, password: password ?? "", invite });
  }
}

export type Answers = Credentials & { invite: string | undefined; isNew: boolean };

let only: NameDialog | undefined;

export class NameDialog {
  #name = element("input", { autocomplete: "username", spellcheck: false });
  #password = element("input", { id: "name-password", type: "password", hidden: true });
  #passphrase = element("input", { id: "passphrase", type: "password", hidden: true });
  #invite = element("input", { id: "invite", autocomplete: "off", hidden: true });
  #signUp = element("button", { type: "submit", className: "quiet", hidden: true }, strings.signUp);
  #problem = element("p", { className: "problem", role: "alert" });
  #form = element(
    "form",
    { method: "dialog" },
    element("img", { src: "icon.svg", alt: "", width: 56, height: 56 }),
    element("h2", { id: "name-question" }, strings.nameQuestion),
    this.#name,
    this.#password,
    this.#passphrase,
    this.#invite,
    this.#problem,
    element("button", { type: "submit" }, strings.enter),
    this.#signUp,
  );
  #dialog = element("dialog", { id: "name-dialog" }, this.#form);

  /** @private one is enough: `get` it */
  constructor() {
    this.#name.autocapitalize = "none";
    this.#name.ariaLabel = strings.nameLabel;
    this.#password.autocomplete = "current-password";
    this.#password.ariaLabel = this.#password.placeholder = strings.passwordLabel;
    this.#passphrase.autocomplete = "off";
    this.#passphrase.ariaLabel = this.#passphrase.placeholder = strings.passphraseLabel;
    this.#invite.ariaLabel = this.#invite.placeholder = strings.inviteLabel;
    this.#dialog.setAttribute("aria-labelledby", "name-question");
    // There is nothing behind this dialog to go back to.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.#dialog);
  }

  static async get(): Promise<NameDialog> {
    await style("dialogs");
    return only ??= new NameDialog();
  }

  /**
   * Resolves with the name that someone wants to be called by, and what else it takes. Stays until it
   * is closed, because whether they may be called so is not known yet.
   *
   * @param problem what was wrong with the last one
   * @param reason the same for programs: a password is only asked for where it takes one
   */
  ask(suggestion: string, problem: string, reason: string): Promise<Answers> {
    this.#name.value = suggestion;
    this.#problem.textContent = problem;
    const wanted = this.#wantedFor(reason);
    wanted.hidden = false;
    // Where nobody comes by a name alone, one has an account or makes one.
    if (reason === "forbidden") this.#signUp.hidden = false;
    if (!this.#dialog.open) this.#dialog.showModal();
    wanted.select();
    return new Promise((resolve) => {
      this.#form.onsubmit = (event) => {
        event.preventDefault();
        const name = this.#name.value.trim();
        const isFine = isName(name);
        this.#problem.textContent = isFine ? "" : strings.nameRule;
        if (!isFine) return;
        const password = this.#password.value || undefined;
        const passphrase = this.#passphrase.value || undefined;
        const invite = this.#invite.value.trim() || undefined;
        // Who was asked for an invitation has said already that they want an account.
        const isNew = reason === "not-invited" || event.submitter === this.#signUp;
        resolve({ name, password, passphrase, invite, isNew });
      };
    });
  }

  close(): void {
    this.#dialog.close();
    this.#password.value = "";
    this.#password.hidden = true;
  }

  /** What is asked for after a refusal. */
  #wantedFor(reason: string) {
    switch (reason) {
      case "bad-password":
      case "forbidden":
        return this.#password;
      case "bad-passphrase":
        return this.#passphrase;
      case "not-invited":
        return this.#invite;
      default:
        return this.#name;
    }
  }
}
