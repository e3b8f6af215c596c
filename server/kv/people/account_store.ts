/**
 * Accounts in Deno KV.
 *
 * @module
 */
import type { RoleChange, Waiting } from "../../auth/accounts/account.ts";
import { displayKeys } from "../../../protocol/name/display_name.ts";
import type { Account, AccountStore, NotAdded, Terms } from "../../auth/accounts.ts";
import type { Invite } from "../../auth/service/invites.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";
import { deletePasskeys, idsOf, PasskeyRows } from "../passkeys/passkey_rows.ts";
import { isUsable, useInvite } from "../invites/invite_store.ts";

/** Administrators that are looked up at once. */
const ADMINISTRATORS_MAX = 100;

/** Sign-ups that may wait for approval: of more, an administrator has to look at some first. */
const WAITING_MAX = 1_000;
/** How long a sign-up that was refused is kept, in milliseconds, so that its owner is told why. */
const REFUSED_MS = 7 * 24 * 60 * 60 * 1000;

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
    { isOpen, waits, code, invite = "", nonce, at }: Terms,
  ): Promise<Account | NotAdded> {
    while (true) {
      const [known, wanted, invited, shown] = await this.#store.use((kv) =>
        kv.getMany<[Account, Stored["claimCode"], Invite, Stored["displayed"]]>([
          keys.account(claim),
          keys.claimCode,
          keys.invite(invite),
          keys.displayed(displayKeys(account.name)[0]),
        ])
      );
      // Nobody has what was refused.
      const isTaken = known.value !== null && !known.value.waits?.refused;
      if (isTaken || shown.value !== null) return "taken";
      if (code !== undefined && code !== wanted.value) return "wrong-code";
      const founder = code !== undefined;
      const isInvited = isUsable(invited.value, at) && invited.value.room === undefined;
      if (!isOpen && !founder && !isInvited) return "not-invited";
      const isWaiting = waits === true && !founder && !isInvited;
      if (isWaiting && (await this.waiting(WAITING_MAX)).length >= WAITING_MAX) {
        return "too-many-wait";
      }
      const added = { ...account, founder, ...(isWaiting && { waits: { since: at } }) };
      const passkeys = await PasskeyRows.read(this.#store, {
        ...{ claim, before: known.value ?? undefined, after: account, nonce },
      });
      if (passkeys === "taken") return "known-passkey";
      if (passkeys === "used") return "used-challenge";
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known, invited, shown).set(keys.account(claim), added);
        if (isInvited) useInvite(atomic, invited, at);
        if (founder) useCode(atomic, wanted, claim, account.id);
        if (isWaiting) atomic.set(keys.waiting(claim), at);
        return passkeys.addTo(atomic).commit();
      });
      if (ok) return added;
    }
  }

  async promote(claim: string, account: Account, code: string): Promise<Account | undefined> {
    const [known, wanted] = await this.#store.use((kv) =>
      kv.getMany<[Account, Stored["claimCode"]]>([keys.account(claim), keys.claimCode])
    );
    if (!known.value || !isSame(known.value, account) || wanted.value !== code) return undefined;
    // Who has the operator's code is let in, whatever was decided before.
    const { suspended: _, waits: __, ...rest } = known.value;
    const promoted = { ...rest, founder: true };
    const { ok } = await this.#store.write((kv) => {
      const atomic = kv.atomic().check(known).set(known.key, promoted)
        .delete(keys.waiting(claim));
      useCode(atomic, wanted, claim, account.id);
      return atomic.commit();
    });
    return ok ? promoted : undefined;
  }

  async offerCode(hash: string, claim?: string): Promise<boolean> {
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Stored["claimCode"]>(keys.claimCode));
      const isAdministrated = await this.#isAdministrated(claim);
      // It is small, and a server starts also where the disk is full.
      const { ok } = await this.#store.use((kv) => {
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

  async remove(claim: string, account: Account, only?: string): Promise<RoleChange> {
    return await this.#withAnother(
      claim,
      account,
      only,
      (atomic, known) =>
        deletePasskeys(atomic, [...idsOf(known)])
          .delete(keys.account(claim))
          .delete(keys.administrator(claim))
          .delete(keys.waiting(claim)),
    );
  }

  async setAdmin(claim: string, account: Account, isAdmin: boolean): Promise<RoleChange> {
    if (!isAdmin) {
      return await this.#withAnother(claim, account, undefined, (atomic, known) =>
        atomic
          .set(keys.account(claim), { ...known, founder: false })
          .delete(keys.administrator(claim)));
    }
    while (true) {
      const known = await this.#get(claim);
      if (!known.value || !isSame(known.value, account)) return "changed";
      const promoted = { ...known.value, founder: true };
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known)
          .set(known.key, promoted)
          .set(keys.administrator(claim), promoted.id)
          .commit()
      );
      if (ok) return "done";
    }
  }

  /**
   * Commits something that ends an administrator's role, if the account has it, provided that another
   * one keeps it: that is checked in the same commit, so of two who end each other's one succeeds.
   */
  async #withAnother(
    claim: string,
    account: Account,
    only: string | undefined,
    fill: (atomic: Deno.AtomicOperation, known: Account) => Deno.AtomicOperation,
  ): Promise<RoleChange> {
    while (true) {
      const known = await this.#get(claim);
      if (!known.value || !isSame(known.value, account)) return "changed";
      const { value } = known;
      const counts = value.founder && (only === undefined || only === claim);
      const other = counts && only === undefined ? await this.#administratorBut(claim) : undefined;
      if (counts && !other) return "last";
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known);
        return fill(other ? atomic.check(other) : atomic, value).commit();
      });
      if (ok) return "done";
    }
  }

  async approve(claim: string, account: Account): Promise<boolean> {
    return await this.#decide(claim, account, ({ waits: _, ...rest }) => rest);
  }

  async refuse(claim: string, account: Account, waits: Waiting): Promise<boolean> {
    return await this.#decide(claim, account, (known) => ({ ...known, waits }), REFUSED_MS);
  }

  /** Ends the waiting of an account; of one that was refused, the row goes after a while. */
  async #decide(
    claim: string,
    account: Account,
    change: (known: Account) => Account,
    expireIn?: number,
  ): Promise<boolean> {
    while (true) {
      const known = await this.#get(claim);
      if (!known.value || !isSame(known.value, account)) return false;
      if (!known.value.waits || known.value.waits.refused) return false;
      const changed = change(known.value);
      const options = expireIn === undefined ? {} : { expireIn };
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known)
          .set(known.key, changed, options)
          .delete(keys.waiting(claim))
          .commit()
      );
      if (ok) return true;
    }
  }

  async list(limit: number, after?: string): Promise<[claim: string, account: Account][]> {
    const selector = selectorOf(keys.accounts, after);
    const found = await this.#store.list<Account>(selector, { limit, batchSize: limit });
    return found.map(({ key, value }) => [String(key[1]), value]);
  }

  async waiting(limit: number, after?: string): Promise<string[]> {
    const selector = selectorOf(keys.allWaiting, after);
    const found = await this.#store.list<number>(selector, { limit, batchSize: 500 });
    return found.map(({ key }) => String(key[1]));
  }

  async administrators(): Promise<Account[]> {
    const rows = await this.#store.list({ prefix: keys.administrators }, {
      limit: ADMINISTRATORS_MAX,
    });
    const found = await this.#store.getMany<Account>(
      rows.map(({ key }) => keys.account(String(key.at(-1)))),
    );
    return found.flatMap(({ value }) => value ?? []);
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

  /** An administrator who is not the one of a claim. */
  async #administratorBut(claim: string): Promise<Deno.KvEntry<string> | undefined> {
    const found = await this.#store.list<Stored["administrator"]>(
      { prefix: keys.administrators },
      { limit: 2 },
    );
    return found.find(({ key }) => key[1] !== claim);
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

/** The rows of a kind after one, or all. */
function selectorOf(prefix: Deno.KvKey, after: string | undefined): Deno.KvListSelector {
  // Nothing can be between a key and this one.
  return after === undefined ? { prefix } : { prefix, start: [...prefix, after, new Uint8Array()] };
}
