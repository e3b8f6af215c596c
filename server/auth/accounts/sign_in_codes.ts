/**
 * Codes by which somebody who is signed in signs in once more, where there is no passkey: in a terminal,
 * say. One is typed where the password would be.
 *
 * @module
 */
import { CLAIM_CODE_SYMBOLS } from "../../../protocol/claim_code.ts";
import { hashToken, isSameSecret } from "../tokens.ts";
import type { SignInCodeStore } from "./passkeys/passkey_store.ts";

/** How long a code counts, in milliseconds. */
export const CODE_MS = 5 * 60_000;
/** Groups of symbols, and symbols in each: 40 bits, of which few can be tried in that time. */
const GROUPS = { count: 2, length: 4 } as const;
const CODE = new RegExp(`^[${CLAIM_CODE_SYMBOLS}]{${GROUPS.count * GROUPS.length}}$`);
/** A code's length, with what people may put between its groups. */
const LENGTH_MAX = 16;

export class SignInCodes {
  readonly #store: SignInCodeStore;
  readonly #now: () => number;

  /** @param now the clock, in milliseconds since the epoch */
  constructor(store: SignInCodeStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Makes a code of a person, which replaces the one before, and tells when it expires. */
  async make(person: string): Promise<{ code: string; expires: number }> {
    const symbols = Array.from(
      crypto.getRandomValues(new Uint8Array(GROUPS.count * GROUPS.length)),
      (byte) => CLAIM_CODE_SYMBOLS[byte % CLAIM_CODE_SYMBOLS.length],
    ).join("");
    const expires = this.#now() + CODE_MS;
    await this.#store.write(person, { hash: hashToken(symbols), expires });
    return { code: `${symbols.slice(0, GROUPS.length)}-${symbols.slice(GROUPS.length)}`, expires };
  }

  /** Uses a code up; `false` if it is not a person's. */
  async use(person: string, typed: string): Promise<boolean> {
    const code = readSignInCode(typed);
    const known = code === undefined ? undefined : await this.#store.find(person);
    if (code === undefined || !known || known.expires <= this.#now()) return false;
    if (!isSameSecret(hashToken(code), known.hash)) return false;
    return await this.#store.take(person, known.hash);
  }

  /** A person's code counts no more. */
  async forget(person: string): Promise<void> {
    await this.#store.forget(person);
  }
}

/** A code as it is hashed, however it was typed; `undefined` if it can be none. */
export function readSignInCode(text: string): string | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const symbols = text.toUpperCase().replaceAll(/[\s-]+/g, "").replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return CODE.test(symbols) ? symbols : undefined;
}
