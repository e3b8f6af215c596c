// @ts-check
/** @import { Credentials, Session, SignedIn } from "./session.js" */

/**
 * Claiming a name, and looking after the account that one has then. All of it rejects with a
 * SignInError when it was not done.
 *
 * @module
 */

/**
 * A session as its owner is shown it. Times are in milliseconds since the epoch, `program` is what it
 * called itself, and `current` says whether it is the one that asks.
 *
 * @typedef {{ id: string, made: number, seen: number, program: string, address: string, current: boolean }} SessionSummary
 */

/**
 * What becomes of what somebody said whose account is deleted: it is kept as a former member's, or
 * deleted, too.
 *
 * @typedef {"keep" | "delete"} Fate
 */

export class Account {
  #session;

  /** @param {Session} session who asks */
  constructor(session) {
    this.#session = session;
  }

  /**
   * Claims a name: from then on it takes the password.
   *
   * With `claim`, the code that the server printed, it is the administrator's.
   *
   * @param {Credentials & { password: string, invite?: string | undefined, claim?: string | undefined }} credentials
   * @returns {Promise<SignedIn>}
   */
  claim(credentials) {
    return this.#session.ask("POST", "accounts", credentials);
  }

  /**
   * Where we are signed in, the newest first.
   *
   * @returns {Promise<SessionSummary[]>}
   */
  async sessions() {
    return (await this.#session.ask("GET", "sessions")).sessions;
  }

  /** Ends one of our sessions. @param {string} id */
  async endSession(id) {
    await this.#session.ask("DELETE", `sessions/${encodeURIComponent(id)}`);
  }

  /**
   * Whom we have blocked, the newest first, and when.
   *
   * @returns {Promise<{ name: string, at: number }[]>}
   */
  async blocks() {
    return (await this.#session.ask("GET", "blocks")).blocks;
  }

  /** Blocks somebody: nothing that they say comes to us. @param {string} name */
  async block(name) {
    await this.#session.ask("POST", "blocks", { name });
  }

  /** Ends that. @param {string} name */
  async unblock(name) {
    await this.#session.ask("DELETE", `blocks/${encodeURIComponent(name)}`);
  }

  /**
   * Changes the password. All sessions end but the one that asks.
   *
   * @param {string} password the one that it was
   * @param {string} wanted
   */
  async changePassword(password, wanted) {
    await this.#session.ask("PUT", "account/password", { password, new: wanted });
  }

  /**
   * Deletes the account. Its name is free then.
   *
   * @param {string} password
   * @param {Fate} messages
   */
  async remove(password, messages) {
    await this.#session.ask("DELETE", "account", { password, messages });
  }

  /**
   * Makes an invitation, good for one account, until a time in milliseconds since the epoch. Only
   * administrators may.
   *
   * @returns {Promise<{ invite: string, expires: number }>}
   */
  invite() {
    return this.#session.ask("POST", "invites");
  }
}
