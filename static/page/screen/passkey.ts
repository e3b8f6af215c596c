/**
 * Signing in by a passkey, on the dialog that asks who somebody is.
 *
 * @module
 */

import { Passkeys } from "../../../client/connection/account/passkeys.ts";
import { Session, SignInError } from "../../../client/connection/endpoint.ts";
import { passkeys as words } from "../../strings/passkeys.ts";
import { rememberVisit } from "../browser_storage.ts";
import { baseUrl, part } from "../document.ts";
import { usePasskey, whyNot } from "../dialog/passkeys/authenticator.ts";

/** How long an offer stands before it is made anew, in milliseconds: a challenge counts for five minutes. */
const OFFER_MS = 4 * 60_000;

let entrance: PasskeyEntrance | undefined;

/** Offers passkeys on the dialog, where somebody signs in to their account. */
export async function offer(dialog: HTMLDialogElement): Promise<void> {
  entrance ??= new PasskeyEntrance(dialog);
  await entrance.offer();
}

class PasskeyEntrance {
  readonly #dialog: HTMLDialogElement;
  readonly #session = new Session(baseUrl());
  readonly #passkeys = new Passkeys(this.#session);
  readonly #problem: HTMLElement;
  /** An offer that stands: a browser asks one question at a time, so it ends before another is asked. */
  #offering: AbortController | undefined;

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
    this.#problem = part(dialog, ".problem", HTMLElement);
    const button = part(dialog, "#by-passkey", HTMLButtonElement);
    button.onclick = () => this.#enter(false);
    button.hidden = false;
    dialog.addEventListener("close", () => this.#offering?.abort());
    dialog.addEventListener("toggle", () => this.offer());
    dialog.addEventListener("refused", (event) => {
      // The password is right. A passkey alone would do; beside it, it is enough to have one.
      if (event instanceof CustomEvent && event.detail === "passkey-needed") this.#enter(true);
    });
  }

  /**
   * Offers passkeys where the browser offers names, until the dialog is closed. Browsers that cannot do
   * that offer nothing.
   */
  async offer(): Promise<void> {
    this.#offering?.abort();
    const { signal } = this.#offering = new AbortController();
    if (!this.#isSigningIn || whyNot() !== undefined) return;
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    while (!signal.aborted) {
      const offer = AbortSignal.any([signal, AbortSignal.timeout(OFFER_MS)]);
      try {
        const asked = await this.#passkeys.challenge("sign-in");
        return await this.#signIn({
          passkey: await usePasskey(asked, { isAutofill: true, signal: offer }),
        });
      } catch (error) {
        if (offer.aborted) continue;
        // Who picked one is told why it is not enough; who picked none did not ask for anything.
        const isRefused = error instanceof SignInError && error.reason !== "unreachable";
        if (isRefused) this.#problem.textContent = error.message;
        return;
      }
    }
  }

  get #isSigningIn() {
    return this.#dialog.open && this.#dialog.querySelector("[data-mode='sign-in']") !== null;
  }

  /** Asks for a passkey, and signs in by it: alone, or beside the password that is typed. */
  async #enter(isSecond: boolean): Promise<void> {
    this.#offering?.abort();
    try {
      const why = whyNot();
      if (why !== undefined) throw new Error(why);
      if (!isSecond) this.#problem.textContent = "";
      const asked = await this.#passkeys.challenge("sign-in");
      const passkey = await usePasskey(asked, { isSecond });
      const [name, password] = ["input", "#name-password"].map((field) =>
        part(this.#dialog, field, HTMLInputElement).value
      );
      await this.#signIn({ passkey, ...(isSecond && { name, password }) });
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      this.#problem.textContent = isSecond ? words.alsoNeeded(said) : said;
      this.offer();
    }
  }

  /** Signs in, and comes back as whom that is. */
  async #signIn(who: { passkey: object; name?: string; password?: string }): Promise<void> {
    const passphrase = part(this.#dialog, "#passphrase", HTMLInputElement).value || undefined;
    try {
      await Session.hasSignedOut();
      const { name } = await this.#session.ask<{ name: string }>("POST", "session", {
        ...who,
        passphrase,
      });
      rememberVisit({ name, rooms: [] });
      location.reload();
    } catch (error) {
      if (error instanceof SignInError && error.reason === "bad-passphrase") {
        document.documentElement.dataset.passphrase = "on";
      }
      throw error;
    }
  }
}
