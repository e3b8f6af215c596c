/**
 * Which tokens were those of accounts lately, to say so before anything is looked up: while guests flood an
 * address, whoever has an account there is served by a share of their own.
 *
 * It decides nothing else: who asks is authenticated all the same.
 *
 * @module
 */

/** Tokens that are known. The ones that were used longest ago are forgotten first. */
const TOKENS_MAX = 10_000;

export class KnownAccounts {
  /** The ids of accounts, by token, the one that was used longest ago first. */
  readonly #accounts = new Map<string, string>();

  /** Notes whose token it was when it was looked up. */
  note(token: string, account: string): void {
    this.#accounts.delete(token);
    this.#accounts.set(token, account);
    if (this.#accounts.size <= TOKENS_MAX) return;
    for (const oldest of this.#accounts.keys().take(1)) this.#accounts.delete(oldest);
  }

  /** Forgets a token that is nobody's any more. */
  forget(token: string): void {
    this.#accounts.delete(token);
  }

  /** The id of the account that a token was of. */
  find(token: string): string | undefined {
    return this.#accounts.get(token);
  }
}
