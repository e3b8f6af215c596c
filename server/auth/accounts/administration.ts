/**
 * What administrators do with accounts: roles, suspensions, and sign-ups that wait.
 *
 * @module
 */
import { AuthError } from "../auth_error.ts";
import type { Account, AccountStore, RoleChange, Suspension } from "./account.ts";
import { claimOf } from "./claims.ts";
import { isSuspended } from "./held_back.ts";

export interface AdministrationOptions {
  readonly store: AccountStore;
  /** The claim of the only account that may be an administrator's, if the operator named one. */
  readonly only: string | undefined;
  readonly isAdmin: (account: Account) => boolean;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Administration {
  readonly #options: AdministrationOptions;

  constructor(options: AdministrationOptions) {
    this.#options = options;
  }

  /**
   * Makes an account an administrator's, or ends that.
   *
   * @throws {AuthError} If the operator has named the only one, or it may not be used now.
   */
  async setAdmin(account: Account, isAdmin: boolean): Promise<RoleChange> {
    if (this.#options.only !== undefined) {
      const why = "this server was started with --admin, which names the only administrator";
      throw AuthError.forbidden("change role", why);
    }
    if (isAdmin && (account.waits || isSuspended(account, this.#options.now()))) {
      const why = `${account.name} is suspended, or not approved yet`;
      throw AuthError.forbidden("change role", why);
    }
    return await this.#options.store.setAdmin(claimOf(account), account, isAdmin);
  }

  /**
   * Suspends an account, or lifts that; `false` if it is gone.
   *
   * @throws {AuthError} If it is an administrator's.
   */
  async suspend(account: Account, suspended: Suspension | undefined): Promise<boolean> {
    return await this.#options.store.update(claimOf(account), account, (known) => {
      if (suspended && this.#options.isAdmin(known)) {
        const why = `${known.name} is an administrator, end that first`;
        throw AuthError.forbidden("suspend", why);
      }
      const { suspended: _, ...rest } = known;
      return suspended ? { ...rest, suspended } : rest;
    });
  }

  /** Approves a sign-up that waits; `false` if it does not. */
  approve(account: Account): Promise<boolean> {
    return this.#options.store.approve(claimOf(account), account);
  }

  /** Refuses a sign-up that waits, for a reason that its owner is told; `false` if it does not. */
  async refuse(account: Account, by: string, reason: string): Promise<boolean> {
    const { waits } = account;
    const at = this.#options.now();
    const refused = { since: waits?.since ?? at, refused: { at, by, reason } };
    return await this.#options.store.refuse(claimOf(account), account, refused);
  }

  /** Accounts in the order of their claims, after one or from the first. */
  list(limit: number, after?: string): Promise<[claim: string, account: Account][]> {
    return this.#options.store.list(limit, after);
  }

  /** Sign-ups that wait for approval, in the order of their claims. */
  async waiting(limit: number, after?: string): Promise<[claim: string, account: Account][]> {
    const claims = await this.#options.store.waiting(limit, after);
    const found = await Promise.all(claims.map((claim) => this.#options.store.find(claim)));
    return claims.flatMap((claim, i) => found[i] ? [[claim, found[i]]] : []);
  }

  /** Ends the role of somebody who deletes their account, before anything of it is gone. */
  async resign(account: Account): Promise<RoleChange> {
    if (!this.#options.isAdmin(account)) return "done";
    if (this.#options.only !== undefined) return "last";
    return await this.#options.store.setAdmin(claimOf(account), account, false);
  }
}
