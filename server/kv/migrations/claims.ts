/**
 * From format 1 to 2: accounts are kept under what is claimed with their name, and it was decided anew
 * which letters look alike.
 *
 * @module
 */
import { claimKey, isAscii } from "../../auth/accounts.ts";
import { keys } from "../keys.ts";
import type { Step } from "../migrations.ts";

/** Accounts that are read at once. */
const BATCH = 100;

/** Moves accounts to where they are looked for. One whose place is another's stays: the next format finds it. */
export async function* claims(kv: Deno.Kv): AsyncGenerator<Step> {
  const accounts = kv.list<unknown>({ prefix: keys.accounts }, { batchSize: BATCH });
  for await (const known of accounts) {
    const name = nameOf(known.value);
    const old = String(known.key[1]);
    if (name === undefined || isAscii(name) || claimKey(name) === old) continue;
    const claim = claimKey(name);
    const [place, admin, noAdmin] = await kv.getMany<[unknown, string, string]>([
      keys.account(claim),
      keys.administrator(old),
      keys.administrator(claim),
    ]);
    if (place.value !== null) continue;
    yield (atomic) => {
      atomic.check(known, place, admin, noAdmin).set(place.key, known.value).delete(known.key);
      if (admin.value !== null) atomic.set(noAdmin.key, admin.value).delete(admin.key);
    };
  }
}

/** The name of an account; none, if it is damaged. */
export function nameOf(account: unknown): string | undefined {
  if (typeof account !== "object" || account === null || !("name" in account)) return undefined;
  return typeof account.name === "string" ? account.name : undefined;
}
