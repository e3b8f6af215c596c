/**
 * The seams between passkeys, codes to sign in with, and storage.
 *
 * @module
 */
import type { Account } from "../account.ts";

/** Why passkeys of an account are not changed. */
export type NotChanged =
  /** There is no such account any more. */
  | "gone"
  /** The challenge was used before. */
  | "used"
  /** A passkey that is added is an account's already. */
  | "taken";

/** Finds accounts by their passkeys. Every method may reject when the storage fails. */
export interface PasskeyStore {
  /** The secret by which the servers of this store know their challenges. It is made when it is asked for. */
  challengeKey(): Promise<string>;
  /** The account that has a passkey, by what we call that. */
  find(passkey: string): Promise<Account | undefined>;
  /**
   * Makes of an account what `change` makes of it as it is by then, and its passkeys with it. Of two that
   * race with one challenge, one succeeds.
   *
   * @param nonce of the challenge that is used up, if there is one
   * @throws What `change` throws.
   */
  change(
    account: Account,
    nonce: string | undefined,
    change: (known: Account) => Account,
  ): Promise<Account | NotChanged>;
}

/** A code by which somebody signs in once, as it is stored. */
export interface SignInCode {
  readonly hash: string;
  /** In milliseconds since the epoch. */
  readonly expires: number;
}

/** Keeps one code for each person at most. Every method may reject when the storage fails. */
export interface SignInCodeStore {
  /** Stores a code, which replaces any before. */
  write(person: string, code: SignInCode): Promise<void>;
  find(person: string): Promise<SignInCode | undefined>;
  /** Deletes a code, if it is the one; of two that race one is told that it was. */
  take(person: string, hash: string): Promise<boolean>;
  /** Deletes the code of a person, if there is one. */
  forget(person: string): Promise<void>;
}
