/**
 * Links that set a new password, in Deno KV.
 *
 * @module
 */
import type { Account } from "../../../auth/accounts.ts";
import type { Reset, ResetStore } from "../../../auth/accounts/resets.ts";
import { ACCOUNT_KINDS } from "../../account_kinds.ts";
import { keys } from "../../keys.ts";
import { deletePasskeys, idsOf } from "../../passkeys/passkey_rows.ts";
import type { Store } from "../../store.ts";

const { expireIn } = ACCOUNT_KINDS.reset;

export class KvResetStore implements ResetStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async offer(hash: string, reset: Reset): Promise<void> {
    const key = keys.resetOf(reset.person);
    while (true) {
      const last = await this.#store.use((kv) => kv.get<string>(key));
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(last);
        if (last.value !== null) atomic.delete(keys.reset(last.value));
        return atomic
          .set(keys.reset(hash), reset, { expireIn })
          .set(key, hash, { expireIn })
          .commit();
      });
      if (ok) return;
    }
  }

  async find(hash: string): Promise<Reset | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Reset>(keys.reset(hash)));
    return value ?? undefined;
  }

  async of(person: string): Promise<Reset | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<string>(keys.resetOf(person)));
    return value === null ? undefined : await this.find(value);
  }

  async use(
    hash: string,
    claim: string,
    change: (reset: Reset, known: Account) => Account | undefined,
  ): Promise<boolean> {
    while (true) {
      const [reset, known] = await this.#store.use((kv) =>
        kv.getMany<[Reset, Account]>([keys.reset(hash), keys.account(claim)])
      );
      if (!reset.value || !known.value) return false;
      const changed = change(reset.value, known.value);
      if (!changed) return false;
      const { person } = reset.value;
      const removed = [...idsOf(known.value).difference(idsOf(changed))];
      const { ok } = await this.#store.write((kv) =>
        deletePasskeys(kv.atomic(), removed).check(reset, known)
          .set(known.key, changed)
          .delete(reset.key)
          .delete(keys.resetOf(person))
          .commit()
      );
      if (ok) return true;
    }
  }

  async forget(person: string): Promise<void> {
    const key = keys.resetOf(person);
    const { value } = await this.#store.use((kv) => kv.get<string>(key));
    if (value === null) return;
    await this.#store.write((kv) => kv.atomic().delete(key).delete(keys.reset(value)).commit());
  }
}
