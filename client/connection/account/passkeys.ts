/**
 * The passkeys of one's account, and what else lets one in. All of it rejects with a SignInError when it
 * was not done.
 *
 * @module
 */

import type { Session } from "../endpoint.ts";

/** A passkey, as its owner is shown it. Times are in milliseconds since the epoch. */
export type PasskeySummary = {
  id: string;
  name: string;
  made: number;
  used?: number;
  /** The host that it is for. */
  host: string;
  /** Whether it may be on more than one device. */
  synced: boolean;
};

/** What lets one in. */
export type WaysIn = {
  passkeys: PasskeySummary[];
  /** Whether there is a password. */
  password: boolean;
  /** Whether it is not enough alone. */
  secondFactor: boolean;
  /** The host that a passkey would be for that is added now. */
  host?: string;
  /** Why none can be added at this address. */
  problem?: string;
};

/** Who one is, said anew: a password, or the answer of a passkey. */
export type Proof = { password?: string; passkey?: object };

/** What a browser is asked for, in JSON. */
export type Challenge = { challenge: string; [field: string]: unknown };

export class Passkeys {
  #session;

  /** @param session of whoever asks */
  constructor(session: Session) {
    this.#session = session;
  }

  waysIn(): Promise<WaysIn> {
    return this.#session.ask("GET", "passkeys");
  }

  /** Asks for a challenge: to sign in, to say anew who one is, to add a passkey, to claim a name with one. */
  challenge(
    purpose: "sign-in" | "confirm" | "add" | "claim",
    more: Proof & { name?: string } = {},
  ): Promise<Challenge> {
    return this.#session.ask("POST", "challenges", { for: purpose, ...more });
  }

  /** Adds a passkey that was made with a challenge. */
  async add(name: string, passkey: object): Promise<void> {
    await this.#session.ask("POST", "passkeys", { name, passkey });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#session.ask("PATCH", `passkeys/${encodeURIComponent(id)}`, { name });
  }

  async remove(id: string): Promise<void> {
    await this.#session.ask("DELETE", `passkeys/${encodeURIComponent(id)}`);
  }

  /** Sets whether the password is not enough alone. */
  async needPasskey(on: boolean, proof: Proof): Promise<void> {
    await this.#session.ask("PUT", "account/second-factor", { on, ...proof });
  }

  async removePassword(proof: Proof): Promise<void> {
    await this.#session.ask("DELETE", "account/password", proof);
  }

  /** Makes a code that signs in once, in the password's place. */
  signInCode(): Promise<{ code: string; expires: number }> {
    return this.#session.ask("POST", "account/code");
  }
}
