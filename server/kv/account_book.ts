/**
 * Accounts in Deno KV.
 *
 * @module
 */
import {
  type Account,
  type AccountBook,
  type Invite,
  INVITE_MS,
  type Terms,
} from "../door/accounts.ts";
import { keys, type Stored } from "./keys.ts";
import type { Store } from "./store.ts";

export class KvAccountBook implements AccountBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async find(claim: string): Promise<Account | undefined> {
    const { value } = await this.#get(claim);
    return value ?? undefined;
  }

  async add(
    claim: string,
    account: Omit<Account, "founder">,
    { isOpen, canFound, invite = "", at }: Terms,
  ): Promise<Account | "taken" | "not-invited"> {
    while (true) {
      const [known, founded, invited] = await this.#store.use((kv) =>
        kv.getMany<[Account, Stored["founded"], Invite]>([
          keys.account(claim),
          keys.founded,
          keys.invite(invite),
        ])
      );
      if (known.value) return "taken";
      const founder = canFound && founded.value === null;
      const isInvited = (invited.value?.expires ?? 0) > at;
      if (!isOpen && !founder && !isInvited) return "not-invited";
      const added = { ...account, founder };
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known, founded, invited)
          .set(keys.account(claim), added)
          .set(keys.founded, founded.value ?? account.id)
          .delete(keys.invite(invite))
          .commit()
      );
      if (ok) return added;
    }
  }

  async replace(claim: string, account: Account, by: Account): Promise<boolean> {
    const known = await this.#get(claim);
    if (!isSame(known.value, account)) return false;
    const { ok } = await this.#store.write((kv) =>
      kv.atomic().check(known).set(keys.account(claim), by).commit()
    );
    return ok;
  }

  async remove(claim: string, account: Account): Promise<boolean> {
    const known = await this.#get(claim);
    if (!isSame(known.value, account)) return false;
    const { ok } = await this.#store.write((kv) =>
      kv.atomic().check(known).delete(keys.account(claim)).commit()
    );
    return ok;
  }

  async invite(hash: string, invite: Invite): Promise<void> {
    await this.#store.write((kv) => kv.set(keys.invite(hash), invite, { expireIn: INVITE_MS }));
  }

  #get(claim: string): Promise<Deno.KvEntryMaybe<Account>> {
    return this.#store.use((kv) => kv.get<Account>(keys.account(claim)));
  }
}

function isSame(known: Account | null, { id, password }: Account): boolean {
  return known?.id === id && known.password === password;
}
