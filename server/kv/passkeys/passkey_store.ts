/**
 * Passkeys, and codes to sign in with, in Deno KV.
 *
 * @module
 */
import type { Account } from "../../auth/accounts/account.ts";
import { claimOf } from "../../auth/accounts.ts";
import type {
  NotChanged,
  PasskeyStore,
  SignInCode,
  SignInCodeStore,
} from "../../auth/accounts/passkeys/passkey_store.ts";
import { newToken } from "../../auth/tokens.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";
import { idsOf, PasskeyRows } from "./passkey_rows.ts";

export class KvPasskeyStore implements PasskeyStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async challengeKey(): Promise<string> {
    while (true) {
      const known = await this.#store.use((kv) =>
        kv.get<Stored["challengeKey"]>(keys.challengeKey)
      );
      if (known.value !== null) return known.value;
      // Of several servers that make one, the first is heard.
      await this.#store.write((kv) =>
        kv.atomic().check(known).set(keys.challengeKey, newToken()).commit()
      );
    }
  }

  async find(passkey: string): Promise<Account | undefined> {
    const { value: claim } = await this.#store.use((kv) =>
      kv.get<Stored["passkey"]>(keys.passkey(passkey))
    );
    if (claim === null) return undefined;
    const { value } = await this.#store.use((kv) => kv.get<Account>(keys.account(claim)));
    return value && idsOf(value).has(passkey) ? value : undefined;
  }

  async change(
    account: Account,
    nonce: string | undefined,
    change: (known: Account) => Account,
  ): Promise<Account | NotChanged> {
    const claim = claimOf(account);
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Account>(keys.account(claim)));
      if (known.value?.id !== account.id) return "gone";
      const after = change(known.value);
      const rows = await PasskeyRows.read(this.#store, {
        ...{ claim, before: known.value, after, nonce },
      });
      if (typeof rows === "string") return rows;
      const { ok } = await this.#store.write((kv) =>
        rows.addTo(kv.atomic().check(known).set(known.key, after)).commit()
      );
      if (ok) return after;
    }
  }
}

export class KvSignInCodeStore implements SignInCodeStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async write(person: string, code: SignInCode): Promise<void> {
    await this.#store.write((kv) =>
      kv.set(keys.signInCode(person), code, { expireIn: KINDS.signInCode.expireIn })
    );
  }

  async find(person: string): Promise<SignInCode | undefined> {
    const { value } = await this.#get(person);
    return value ?? undefined;
  }

  async take(person: string, hash: string): Promise<boolean> {
    const known = await this.#get(person);
    if (known.value?.hash !== hash) return false;
    const { ok } = await this.#store.write((kv) =>
      kv.atomic().check(known).delete(known.key).commit()
    );
    return ok;
  }

  async forget(person: string): Promise<void> {
    // Most people have none, and a look is cheaper than a commit.
    if ((await this.#get(person)).value === null) return;
    await this.#store.write((kv) => kv.delete(keys.signInCode(person)));
  }

  #get(person: string): Promise<Deno.KvEntryMaybe<Stored["signInCode"]>> {
    return this.#store.use((kv) => kv.get<Stored["signInCode"]>(keys.signInCode(person)));
  }
}
