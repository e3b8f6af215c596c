/**
 * Accounts in Deno KV.
 *
 * @module
 */
import type { Account, AccountStore, Invite, NotAdded, Terms } from "../../auth/accounts.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

export class KvAccountStore implements AccountStore {
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
    { isOpen, code, invite = "", at }: Terms,
  ): Promise<Account | NotAdded> {
    while (true) {
      const [known, wanted, invited] = await this.#store.use((kv) =>
        kv.getMany<[Account, Stored["claimCode"], Invite]>([
          keys.account(claim),
          keys.claimCode,
          keys.invite(invite),
        ])
      );
      if (known.value) return "taken";
      if (code !== undefined && code !== wanted.value) return "wrong-code";
      const founder = code !== undefined;
      const isInvited = (invited.value?.expires ?? 0) > at;
      if (!isOpen && !founder && !isInvited) return "not-invited";
      const added = { ...account, founder };
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known, invited)
          .set(keys.account(claim), added)
          .delete(keys.invite(invite));
        if (founder) useCode(atomic, wanted, claim, account.id);
        return atomic.commit();
      });
      if (ok) return added;
    }
  }

  async promote(claim: string, account: Account, code: string): Promise<Account | undefined> {
    const [known, wanted] = await this.#store.use((kv) =>
      kv.getMany<[Account, Stored["claimCode"]]>([keys.account(claim), keys.claimCode])
    );
    if (!known.value || !isSame(known.value, account) || wanted.value !== code) return undefined;
    const promoted = { ...known.value, founder: true };
    const { ok } = await this.#store.write((kv) => {
      const atomic = kv.atomic().check(known).set(known.key, promoted);
      useCode(atomic, wanted, claim, account.id);
      return atomic.commit();
    });
    return ok ? promoted : undefined;
  }

  async offerCode(hash: string, claim?: string): Promise<boolean> {
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Stored["claimCode"]>(keys.claimCode));
      const isAdministrated = await this.#isAdministrated(claim);
      const { ok } = await this.#store.write((kv) => {
        // Who becomes the administrator now uses the code up that was there.
        const atomic = kv.atomic().check(known);
        if (isAdministrated) atomic.delete(keys.claimCode);
        else atomic.set(keys.claimCode, hash);
        return atomic.commit();
      });
      if (ok) return !isAdministrated;
    }
  }

  async code(): Promise<string | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Stored["claimCode"]>(keys.claimCode));
    return value ?? undefined;
  }

  async update(
    claim: string,
    account: Account,
    change: (known: Account) => Account,
  ): Promise<boolean> {
    while (true) {
      const known = await this.#get(claim);
      if (!known.value || !isSame(known.value, account)) return false;
      const changed = change(known.value);
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known).set(known.key, changed).commit()
      );
      if (ok) return true;
    }
  }

  async remove(claim: string, account: Account): Promise<boolean> {
    const known = await this.#get(claim);
    if (!isSame(known.value, account)) return false;
    const { ok } = await this.#store.write((kv) =>
      kv.atomic().check(known)
        .delete(keys.account(claim))
        .delete(keys.administrator(claim))
        .commit()
    );
    return ok;
  }

  async invite(hash: string, invite: Invite): Promise<void> {
    await this.#store.write((kv) =>
      kv.set(keys.invite(hash), invite, { expireIn: KINDS.invite.expireIn })
    );
  }

  /** Whether there is an administrator, of a claim if that is given. */
  async #isAdministrated(claim?: string): Promise<boolean> {
    const found = claim === undefined
      ? await this.#store.list<Stored["administrator"]>({ prefix: keys.administrators }, {
        limit: 1,
      })
      : await this.#store.getMany<Stored["administrator"]>([keys.administrator(claim)]);
    return found.some(({ value }) => value !== null);
  }

  #get(claim: string): Promise<Deno.KvEntryMaybe<Account>> {
    return this.#store.use((kv) => kv.get<Account>(keys.account(claim)));
  }
}

/** Adds to a commit that an account becomes the administrator's, by a code that is used up. */
function useCode(
  atomic: Deno.AtomicOperation,
  code: Deno.KvEntryMaybe<Stored["claimCode"]>,
  claim: string,
  id: string,
): void {
  atomic.check(code).delete(keys.claimCode).set(keys.administrator(claim), id);
}

function isSame(known: Account | null, { id, password }: Account): boolean {
  return known?.id === id && known.password === password;
}
