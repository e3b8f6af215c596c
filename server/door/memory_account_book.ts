/**
 * The accounts of a server that forgets.
 *
 * @module
 */
import type { Account, AccountBook, Invite, Terms } from "./accounts.ts";

export class MemoryAccountBook implements AccountBook {
  /** Each has cost us a password's hashing, which keeps them few. */
  readonly #accounts = new Map<string, Account>();
  readonly #invites = new Map<string, Invite>();
  /** Whether there was ever an account. */
  #isFounded = false;

  find(claim: string): Promise<Account | undefined> {
    return Promise.resolve(this.#accounts.get(claim));
  }

  add(
    claim: string,
    account: Omit<Account, "founder">,
    { isOpen, canFound, invite = "", at }: Terms,
  ): Promise<Account | "taken" | "not-invited"> {
    if (this.#accounts.has(claim)) return Promise.resolve("taken");
    const founder = canFound && !this.#isFounded;
    const isInvited = (this.#invites.get(invite)?.expires ?? 0) > at;
    if (!isOpen && !founder && !isInvited) return Promise.resolve("not-invited");
    this.#invites.delete(invite);
    this.#isFounded = true;
    const added = { ...account, founder };
    this.#accounts.set(claim, added);
    return Promise.resolve(added);
  }

  replace(claim: string, account: Account, by: Account): Promise<boolean> {
    const isSame = this.#isSame(claim, account);
    if (isSame) this.#accounts.set(claim, by);
    return Promise.resolve(isSame);
  }

  remove(claim: string, account: Account): Promise<boolean> {
    return Promise.resolve(this.#isSame(claim, account) && this.#accounts.delete(claim));
  }

  invite(hash: string, invite: Invite): Promise<void> {
    this.#invites.set(hash, invite);
    return Promise.resolve();
  }

  #isSame(claim: string, { id, password }: Account): boolean {
    const known = this.#accounts.get(claim);
    return known?.id === id && known.password === password;
  }
}
