/**
 * The accounts of a server that forgets.
 *
 * @module
 */
import type { Account, AccountStore, Invite, NotAdded, Terms } from "./accounts.ts";

/** Invitations that are remembered. The oldest are forgotten when there are more. */
const INVITES_MAX = 10_000;

export class MemoryAccountStore implements AccountStore {
  /** Each has cost us a password's hashing, which keeps them few. */
  readonly #accounts = new Map<string, Account>();
  readonly #invites = new Map<string, Invite>();
  /** The hash of the code that makes its bearer the administrator. */
  #code: string | undefined;

  find(claim: string): Promise<Account | undefined> {
    return Promise.resolve(this.#accounts.get(claim));
  }

  add(
    claim: string,
    account: Omit<Account, "founder">,
    { isOpen, code, invite = "", at }: Terms,
  ): Promise<Account | NotAdded> {
    if (this.#accounts.has(claim)) return Promise.resolve("taken");
    if (code !== undefined && code !== this.#code) return Promise.resolve("wrong-code");
    const founder = code !== undefined;
    const isInvited = (this.#invites.get(invite)?.expires ?? 0) > at;
    if (!isOpen && !founder && !isInvited) return Promise.resolve("not-invited");
    if (founder) this.#code = undefined;
    this.#invites.delete(invite);
    const added = { ...account, founder };
    this.#accounts.set(claim, added);
    return Promise.resolve(added);
  }

  promote(claim: string, account: Account, code: string): Promise<Account | undefined> {
    if (code !== this.#code || !this.#isSame(claim, account)) return Promise.resolve(undefined);
    this.#code = undefined;
    const promoted = { ...account, founder: true };
    this.#accounts.set(claim, promoted);
    return Promise.resolve(promoted);
  }

  offerCode(hash: string, claim?: string): Promise<boolean> {
    const isAdministrated = this.#accounts.entries().some(([own, { founder }]) =>
      founder && (claim === undefined || own === claim)
    );
    this.#code = isAdministrated ? undefined : hash;
    return Promise.resolve(!isAdministrated);
  }

  code(): Promise<string | undefined> {
    return Promise.resolve(this.#code);
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
    if (this.#invites.size > INVITES_MAX) {
      for (const oldest of this.#invites.keys().take(1)) this.#invites.delete(oldest);
    }
    return Promise.resolve();
  }

  #isSame(claim: string, { id, password }: Account): boolean {
    const known = this.#accounts.get(claim);
    return known?.id === id && known.password === password;
  }
}
