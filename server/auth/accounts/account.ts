/**
 * An account as it is stored, and the seam between accounts and storage.
 *
 * @module
 */

import type { Passkey } from "./passkeys/passkey.ts";

/** That somebody may not connect, until a time or until it is lifted. Times are as everywhere. */
export interface Suspension {
  readonly at: number;
  /** The name of the administrator. */
  readonly by: string;
  readonly reason: string;
  readonly until?: number;
}

/** That a sign-up has not been approved, or was refused: then its owner is told why for a while. */
export interface Waiting {
  readonly since: number;
  readonly refused?: { readonly at: number; readonly by: string; readonly reason: string };
}

/** An account as it is stored. */
export interface Account {
  /** The id of the person. */
  readonly id: string;
  readonly name: string;
  /** As `Passwords` keeps it; empty where there is none. */
  readonly password: string;
  /** Other ways in, the oldest first. */
  readonly passkeys?: readonly Passkey[];
  /** Whether the password alone is not enough: it takes a passkey, too. */
  readonly secondFactor?: boolean;
  /** When it was made, in milliseconds since the epoch. */
  readonly made: number;
  /** Hashes of the devices from which its owner has signed in, newest first. */
  readonly devices?: readonly string[];
  /** Whether it was made, or promoted, with the code: then it is the administrator's. */
  readonly founder: boolean;
  /** What has the name, if that is no person: nobody signs in to it. */
  readonly program?: "bot" | "hook";
  readonly suspended?: Suspension;
  readonly waits?: Waiting;
  /** How many hooks have the name of one. */
  readonly hooks?: number;
  /**
   * The claim under which it is kept, if that is not its name's: another account had that already when
   * it was decided anew which letters look alike.
   */
  readonly claim?: string;
}

/** On what terms an account is added. */
export interface Terms {
  /** Whether anybody may claim it. Otherwise it takes the code or an invitation. */
  readonly isOpen: boolean;
  /** Whether it waits for approval, unless it has the code or an invitation. */
  readonly waits?: boolean;
  /** The hash of the code that makes it the administrator's. It is used up. */
  readonly code?: string | undefined;
  /** The hash of an invitation, one use of which is taken. */
  readonly invite?: string | undefined;
  /** What is unique about the challenge that a passkey of it has answered. It is used up. */
  readonly nonce?: string | undefined;
  /** When that is, in milliseconds since the epoch. */
  readonly at: number;
}

/** Why an account is not added. */
export type NotAdded =
  | ("taken" | "not-invited" | "wrong-code" | "too-many-wait")
  | ("known-passkey" | "used-challenge");

/**
 * What became of a change to who administrates: `last` is that nobody would, and `changed` that the
 * account is another's by now, or has another password.
 */
export type RoleChange = "done" | "changed" | "last";

/** Stores accounts by what is claimed with them. Every method may reject when the storage fails. */
export interface AccountStore {
  find(claim: string): Promise<Account | undefined>;
  /** Adds an account. Of two that race for a name, or with one code or invitation, one succeeds. */
  add(claim: string, account: Omit<Account, "founder">, terms: Terms): Promise<Account | NotAdded>;
  /**
   * Makes an account the administrator's, with the code of a hash, which is used up; `undefined` when
   * it is not the code, or the account has changed.
   */
  promote(claim: string, account: Account, code: string): Promise<Account | undefined>;
  /**
   * Stores the hash of a code, which replaces any before, unless there is an administrator (of a claim,
   * if one is given): then it deletes the code, and returns `false`.
   */
  offerCode(hash: string, claim?: string): Promise<boolean>;
  /** The hash of the code, while there is one. */
  code(): Promise<string | undefined>;
  /**
   * Makes of an account what `change` makes of it as it is by then, unless it is another's or has another
   * password: then it gives `false`.
   */
  update(
    claim: string,
    account: Account,
    change: (known: Account) => Account,
  ): Promise<boolean>;
  /**
   * Removes an account, unless it is the last administrator's.
   *
   * @param only the claim of the only account that may be an administrator's, if there is such a rule
   */
  remove(claim: string, account: Account, only?: string): Promise<RoleChange>;
  /** Makes an account an administrator's, or ends that: of two that race one is the last. */
  setAdmin(claim: string, account: Account, isAdmin: boolean): Promise<RoleChange>;
  /** Lets an account that waits be used: `false` if it does not wait. */
  approve(claim: string, account: Account): Promise<boolean>;
  /** Refuses an account that waits: it is kept for as long as its owner is told why. */
  refuse(claim: string, account: Account, waits: Waiting): Promise<boolean>;
  /** Accounts in the order of their claims, after one or from the first. */
  list(limit: number, after?: string): Promise<[claim: string, account: Account][]>;
  /** The claims of accounts that wait, in their order, after one or from the first. */
  waiting(limit: number, after?: string): Promise<string[]>;
  /** The accounts of those who were made administrators. */
  administrators(): Promise<Account[]>;
}
