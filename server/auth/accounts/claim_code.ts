/**
 * The code that makes its bearer the administrator, once. Only the operator sees it, so nobody becomes
 * the administrator of an empty store by being the first to connect.
 *
 * @module
 */
import { readClaimCode } from "../../../protocol/claim_code.ts";
import { nameKey } from "../../../protocol/name.ts";
import { type Account, type AccountStore, claimKey, claimOf, type Rules } from "../accounts.ts";
import { AuthError } from "../auth_error.ts";
import { hashToken, isSameSecret, newClaimCode } from "../tokens.ts";

export class ClaimCode {
  readonly #store: AccountStore;
  /** The name of the only account that it is for. */
  readonly #admin: string | undefined;

  constructor(store: AccountStore, { admin }: Rules) {
    this.#store = store;
    this.#admin = admin;
  }

  /**
   * Makes a new code, which invalidates any before: an operator who lost it restarts the server.
   * `undefined` where there is an administrator.
   */
  async offer(): Promise<string | undefined> {
    const code = newClaimCode();
    const claim = this.#admin === undefined ? undefined : claimKey(this.#admin);
    return await this.#store.offerCode(hashToken(code), claim) ? code : undefined;
  }

  /**
   * Checks a code before it is used, and returns it as it is printed.
   *
   * @throws {AuthError} If it is not the one, or not for an account of this name.
   */
  async check(text: string, name: string): Promise<string> {
    const code = readClaimCode(text);
    const wanted = await this.#store.code();
    const isRight = code !== undefined && wanted !== undefined &&
      isSameSecret(hashToken(code), wanted);
    if (!isRight) throw AuthError.wrongCode();
    if (this.#admin === undefined || nameKey(name) === nameKey(this.#admin)) return code;
    throw AuthError.wrongCode("it works only for the account that --admin names");
  }

  /**
   * Makes an account the administrator's.
   *
   * @throws {AuthError} If the code was used meanwhile, or the account has changed.
   */
  async promote(account: Account, code: string): Promise<Account> {
    const promoted = await this.#store.promote(claimOf(account), account, hashToken(code));
    if (promoted) return promoted;
    throw AuthError.wrongCode();
  }
}
