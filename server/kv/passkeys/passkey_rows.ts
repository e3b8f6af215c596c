/**
 * The rows that say whose a passkey is, and which challenges were used, for a commit that changes an
 * account.
 *
 * @module
 */
import type { Account } from "../../auth/accounts/account.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** What becomes of the passkeys of an account. */
interface Change {
  readonly claim: string;
  readonly before: Pick<Account, "passkeys"> | undefined;
  readonly after: Pick<Account, "passkeys">;
  readonly nonce: string | undefined;
}

export class PasskeyRows {
  readonly #change: Change;
  readonly #read: readonly Deno.KvEntryMaybe<unknown>[];

  private constructor(change: Change, read: readonly Deno.KvEntryMaybe<unknown>[]) {
    this.#change = change;
    this.#read = read;
  }

  /** Reads what is there of what a change will add: of each there must be nothing. */
  static async read(store: Store, change: Change): Promise<PasskeyRows | "used" | "taken"> {
    const { before, after, nonce } = change;
    const known = idsOf(before);
    const added = [...idsOf(after)].filter((id) => !known.has(id)).map(keys.passkey);
    const wanted = nonce === undefined ? added : [...added, keys.usedChallenge(nonce)];
    const read = await store.getMany<Stored["passkey"] | Stored["usedChallenge"]>(wanted);
    for (const { key: [kind, id], value } of read) {
      if (value === true) return "used";
      if (kind === "passkey" && value !== null && await isOf(store, value, String(id))) {
        return "taken";
      }
    }
    return new PasskeyRows(change, read);
  }

  /** Adds them to a commit, which fails when anything is there by now. */
  addTo(atomic: Deno.AtomicOperation): Deno.AtomicOperation {
    const { claim, before, after } = this.#change;
    for (const entry of this.#read) {
      atomic.check(entry);
      if (entry.key[0] === "passkey") atomic.set(entry.key, claim);
      else atomic.set(entry.key, true, { expireIn: KINDS.usedChallenge.expireIn });
    }
    return deletePasskeys(atomic, [...idsOf(before).difference(idsOf(after))]);
  }
}

/** Whether the account of a claim has a passkey: one that has expired left its rows behind. */
async function isOf(store: Store, claim: string, id: string): Promise<boolean> {
  const { value } = await store.use((kv) => kv.get<Stored["account"]>(keys.account(claim)));
  return idsOf(value ?? undefined).has(id);
}

/** Adds to a commit that passkeys are nobody's any more. */
export function deletePasskeys(
  atomic: Deno.AtomicOperation,
  ids: readonly string[],
): Deno.AtomicOperation {
  for (const id of ids) atomic.delete(keys.passkey(id));
  return atomic;
}

export function idsOf(account: Pick<Account, "passkeys"> | undefined): Set<string> {
  return new Set(account?.passkeys?.map(({ id }) => id));
}
