/**
 * Claiming a name, and looking after the account that one has then. All of it rejects with a
 * SignInError when it was not done.
 *
 * @module
 */

import { Passkeys, type Proof } from "./account/passkeys.ts";
import { type Credentials, type Session, type SignedIn, SignInError } from "./endpoint.ts";

/**
 * A session as its owner is shown it. Times are in milliseconds since the epoch, `program` is what it
 * called itself, and `current` says whether it is the one that asks.
 */
export type SessionSummary = {
  id: string;
  made: number;
  seen: number;
  program: string;
  address: string;
  current: boolean;
};

/**
 * What becomes of what somebody said whose account is deleted: it is kept as a former member's, or
 * deleted, too.
 */
export type ErasureMode = "keep" | "delete";

export class Account {
  #session;

  /** @param session of whoever asks */
  constructor(session: Session) {
    this.#session = session;
  }

  /** The passkeys of it. */
  get passkeys(): Passkeys {
    return new Passkeys(this.#session);
  }

  /**
   * Claims a name: from then on it needs the password.
   *
   * With `claim`, the code that the server printed, it is the administrator's.
   *
   * @throws {SignInError} Also if it waits for approval: then it is made.
   */
  async claim(
    credentials: Credentials & {
      password?: string | undefined;
      /** A passkey that was made for it, in the password's place, and what its owner calls that. */
      passkey?: object | undefined;
      passkeyName?: string | undefined;
      invite?: string | undefined;
      claim?: string | undefined;
    },
  ): Promise<SignedIn> {
    // Whoever has a link pastes all of it.
    const invite = credentials.invite?.split("#invite=").at(-1);
    const answer = await this.#session.ask<SignedIn & { waits?: true; message?: string }>(
      ...["POST", "accounts", { ...credentials, invite }] as const,
    );
    // It is made, and lets nobody in before an administrator has approved it.
    if (answer.waits) throw new SignInError("not-approved", answer.message ?? "");
    return answer;
  }

  /** Where we are signed in, the newest first. */
  async sessions(): Promise<SessionSummary[]> {
    return (await this.#session.ask<{ sessions: SessionSummary[] }>("GET", "sessions")).sessions;
  }

  /** Ends one of our sessions. */
  async endSession(id: string): Promise<void> {
    await this.#session.ask("DELETE", `sessions/${encodeURIComponent(id)}`);
  }

  /** Whom we have blocked, the newest first, and when. */
  async blocks(): Promise<{ name: string; at: number }[]> {
    return (await this.#session.ask<{ blocks: { name: string; at: number }[] }>("GET", "blocks"))
      .blocks;
  }

  /** Blocks somebody: nothing that they say comes to us. */
  async block(name: string): Promise<void> {
    await this.#session.ask("POST", "blocks", { name });
  }

  /** Ends that. */
  async unblock(name: string): Promise<void> {
    await this.#session.ask("DELETE", `blocks/${encodeURIComponent(name)}`);
  }

  /**
   * Changes the password. All sessions end but the one that asks.
   *
   * @param proof the one that it was, or a passkey
   */
  async changePassword(proof: string | Proof, wanted: string): Promise<void> {
    await this.#session.ask("PUT", "account/password", { ...proofOf(proof), new: wanted });
  }

  /**
   * The name of the account whose password a link sets, and how many passkeys of it end then, given its
   * secret, which this does not use up.
   */
  previewReset(reset: string): Promise<{ name: string; passkeys?: number }> {
    return this.#session.ask("POST", "resets/preview", { reset });
  }

  /** Sets a password by a link from an administrator, given its secret. All sessions of it end. */
  async setPassword(reset: string, wanted: string): Promise<void> {
    await this.#session.ask("PUT", "account/password", { reset, new: wanted });
  }

  /** Whether we are an administrator, now. */
  async isAdmin(): Promise<boolean> {
    return (await this.#session.whoAmI())?.admin ?? false;
  }

  /**
   * Makes a link by which somebody sets a new password, good once and until a time in milliseconds
   * since the epoch. Only administrators may. `network` is the same for other machines, where the
   * address that we use leads them nowhere.
   */
  offerReset(name: string): Promise<{ url: string; network?: string; expires: number }> {
    return this.#session.ask("POST", `admin/people/${encodeURIComponent(name)}/reset`);
  }

  /**
   * Deletes the account. Its name is free then.
   *
   * @param proof its password, or a passkey
   */
  async remove(proof: string | Proof, messages: ErasureMode): Promise<void> {
    await this.#session.ask("DELETE", "account", { ...proofOf(proof), messages });
  }
}

function proofOf(proof: string | Proof): Proof {
  return typeof proof === "string" ? { password: proof } : proof;
}
