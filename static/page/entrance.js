// @ts-check
/** @import { Answers } from "./name_dialog.js" */

/**
 * Lets somebody in: who has a session is known, all others are asked until the server knows them.
 *
 * @module
 */

import { Session, SignInError } from "../connection/session.js";
import { baseUrl } from "./address.js";
import { forgetVisit, lastName, recallVisit } from "./memory.js";
import { NameDialog } from "./name_dialog.js";

export class Entrance {
  #session = new Session(baseUrl());
  /** @type {NameDialog | undefined} */
  #names;
  /** Resolves when who has left is signed out. @type {Promise<void> | undefined} */
  #signedOut;

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

  /** @param {Answers} answers */
  async #comeIn({ isNew, invite, password, ...who }) {
    if (!isNew) return void await this.#session.signIn({ ...who, password });
    const { Account } = await import("../connection/account.js");
    await new Account(this.#session).claim({ ...who, password: password ?? "", invite });
  }
}
