/**
 * Links by which somebody who forgot their password sets a new one, once. An administrator makes them, or
 * the operator, who alone can make one for an administrator.
 *
 * @module
 */
import { type Account, type Accounts, claimOf } from "../accounts.ts";
import { AuthError } from "../auth_error.ts";
import { hashToken, isToken, newToken } from "../tokens.ts";
import type { Passwords } from "./passwords.ts";

/** How long a link is good, in milliseconds. */
export const RESET_MS = 24 * 60 * 60 * 1000;

const HOUR_MS = 60 * 60 * 1000;

/** A link as it is stored, under the hash of its secret. */
export interface Reset {
  /** The id of the person whose password it sets, and the name of their account. */
  readonly person: string;
  readonly name: string;
  /** The hash of the password as the account keeps it: when that has changed, the link is good no more. */
  readonly password: string;
  /** The name of the administrator who made it; absent when the operator did. */
  readonly by?: string;
  /** In milliseconds since the epoch. */
  readonly expires: number;
}

/** Stores links. Every method may reject when the storage fails. */
export interface ResetStore {
  /** Stores a link under the hash of its secret. It replaces the last one of that person. */
  offer(hash: string, reset: Reset): Promise<void>;
  find(hash: string): Promise<Reset | undefined>;
  /** The link for a person, if there is one. */
  of(person: string): Promise<Reset | undefined>;
  /**
   * Makes of an account what `change` makes of it, and uses the link up; of two who race with it one
   * succeeds. `false` when the link is gone, or the account, or `change` makes nothing of it.
   */
  use(
    hash: string,
    claim: string,
    change: (reset: Reset, known: Account) => Account | undefined,
  ): Promise<boolean>;
  /** Deletes the link for a person. */
  forget(person: string): Promise<void>;
}

/** A link that was made: its secret is known to nobody but who is given it. */
export interface OfferedReset {
  readonly account: Account;
  readonly secret: string;
  readonly expires: number;
}

export interface ResetsOptions {
  readonly store: ResetStore;
  readonly accounts: Pick<Accounts, "find" | "isAdmin">;
  readonly passwords: Pick<Passwords, "keep">;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Resets {
  readonly #options: ResetsOptions;

  constructor(options: ResetsOptions) {
    this.#options = options;
  }

  /**
   * Makes a link for an account.
   *
   * @param by the administrator who does; `undefined` for the operator
   * @throws {AuthError} If it is an administrator's, unless the operator makes it.
   */
  async offer(account: Account, by?: string): Promise<OfferedReset> {
    const { store, accounts, now } = this.#options;
    if (by !== undefined && accounts.isAdmin(account)) {
      throw AuthError.forbidden(
        "reset password",
        "an administrator's is reset by whoever runs the server, with deno task admin reset " +
          account.name,
      );
    }
    const secret = newToken();
    const expires = now() + RESET_MS;
    const { id: person, name } = account;
    const password = hashToken(account.password);
    await store.offer(hashToken(secret), {
      ...{ person, name, password, expires },
      ...(by !== undefined && { by }),
    });
    return { account, secret, expires };
  }

  /** What a person is told while there is a link for them: it may be none that they asked for. */
  async toldTo(person: string): Promise<string | undefined> {
    const { store, accounts, now } = this.#options;
    const reset = await store.of(person);
    const account = reset && await accounts.find(reset.name);
    if (!reset || !account || !await this.#isGood(reset, account)) return undefined;
    const who = reset.by ?? "Whoever runs this server";
    const hours = Math.ceil((reset.expires - now()) / HOUR_MS);
    return `${who} made a link that sets a new password for your account. It is good for ` +
      `${hours === 1 ? "an hour" : `${hours} hours`}; if you did not ask for it, change your ` +
      `password, which ends it`;
  }

  /**
   * The account whose password a link sets.
   *
   * @throws {AuthError} If it sets none: it is wrong, expired, used or replaced.
   */
  async accountFor(secret: string): Promise<Account> {
    const { store, accounts } = this.#options;
    // What can be no secret of ours need not be looked up.
    const reset = isToken(secret) ? await store.find(hashToken(secret)) : undefined;
    const account = reset && await accounts.find(reset.name);
    if (reset && account && await this.#isGood(reset, account)) return account;
    throw AuthError.wrongReset();
  }

  /**
   * Sets the password that a link is for, and uses it up.
   *
   * @param by who asks, such as an address: passwords are hashed in turns
   * @throws {AuthError} If it was used meanwhile, or is good for this account no more.
   */
  async use(secret: string, account: Account, password: string, by: string): Promise<void> {
    const { store, passwords } = this.#options;
    const hashed = await passwords.keep(password, by);
    const isSet = await store.use(hashToken(secret), claimOf(account), (reset, known) => {
      if (!this.#isFor(reset, known)) return undefined;
      // Whoever knew the old password may have signed in with it, and made a passkey. From now on the
      // new one alone tells that it is them, who may have lost their passkeys, too.
      const nothing = { devices: [], passkeys: [], secondFactor: false };
      return { ...known, ...nothing, password: hashed };
    });
    if (!isSet) throw AuthError.wrongReset();
  }

  /** Deletes the link for a person. */
  forget(person: string): Promise<void> {
    return this.#options.store.forget(person);
  }

  async #isGood(reset: Reset, account: Account): Promise<boolean> {
    if (!this.#isFor(reset, account)) return false;
    if (reset.by === undefined) return true;
    // It ends with the right to make it.
    const { accounts } = this.#options;
    const maker = await accounts.find(reset.by);
    return maker !== undefined && accounts.isAdmin(maker);
  }

  /** Whether a link is for an account as it is now: they may have become an administrator since. */
  #isFor({ person, password, by, expires }: Reset, account: Account): boolean {
    const { accounts, now } = this.#options;
    return expires > now() && account.id === person && hashToken(account.password) === password &&
      (by === undefined || !accounts.isAdmin(account));
  }
}
