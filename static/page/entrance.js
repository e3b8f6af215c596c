// @ts-check
/**
 * Lets somebody in: who has a session is known, all others are asked until the server knows them.
 *
 * @module
 */

import { Session, SignInError } from "../connection/session.js";
import { forgetVisit, lastName, recallVisit } from "./memory.js";
import { NameDialog } from "./name_dialog.js";

export class Entrance {
  #session = new Session(location.origin);
  /** @type {NameDialog | undefined} */
  #names;
  /** Resolves when who has left is signed out. @type {Promise<void> | undefined} */
  #signedOut;

  /**
   * Asks a guest for the password with which they claim the name that they have.
   *
   * @param {string} name
   * @param {() => void} onClaimed
   */
  async claim(name, onClaimed) {
    // Few ever claim a name, and nobody twice.
    const { askForPassword } = await import("./claim_dialog.js");
    await askForPassword(name, async (password) => {
      await this.#session.claim({ name, password });
      onClaimed();
    });
  }

  /**
   * Resolves when the server knows who is here.
   *
   * @param {string} problem why they could not come in the last time
   */
  async pass(problem) {
    // What the server did not like about them was their name.
    const isAnew = problem !== "" || this.#signedOut !== undefined;
    if (isAnew || !await this.#isKnown()) await this.#introduce(problem);
    this.#signedOut = undefined;
  }

  /** Nobody is asked any more: they are in. */
  close() {
    this.#names?.close();
  }

  /** Ends the session. Who comes next is asked anew. */
  leave() {
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

  /** @param {string} problem */
  async #introduce(problem) {
    this.#names = await NameDialog.get();
    for (let reason = "", name = lastName();;) {
      const credentials = await this.#names.ask(name, problem, reason);
      name = credentials.name;
      await this.#signedOut;
      try {
        await this.#session.signIn(credentials);
        return;
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        ({ reason, message: problem } = error);
      }
    }
  }
}
