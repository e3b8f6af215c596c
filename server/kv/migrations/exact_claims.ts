/**
 * From format 2 to 3: an account whose name's claim was another's already is found by exactly its name.
 *
 * @module
 */
import { claimKey, exactClaim, isAscii } from "../../auth/accounts.ts";
import { isObject } from "../../../protocol/field.ts";
import { keys } from "../keys.ts";
import type { Step } from "../migrations.ts";
import { nameOf } from "./claims.ts";

/** Accounts that are read at once. */
const BATCH = 100;

/** Moves accounts that nobody finds to where they alone are looked for. */
export async function* exactClaims(kv: Deno.Kv): AsyncGenerator<Step> {
  const accounts = kv.list<unknown>({ prefix: keys.accounts }, { batchSize: BATCH });
  for await (const known of accounts) {
    const { key, value } = known;
    const name = nameOf(value);
    const old = String(key[1]);
    if (!isObject(value) || name === undefined || isAscii(name)) continue;
    const claim = exactClaim(name);
    if (old === claim || old === claimKey(name)) continue;
    const [place, admin, noAdmin] = await kv.getMany<[unknown, string, string]>([
      keys.account(claim),
      keys.administrator(old),
      keys.administrator(claim),
    ]);
    yield (atomic) => {
      atomic.check(known, place, admin, noAdmin).set(place.key, { ...value, claim }).delete(key);
      if (admin.value !== null) atomic.set(noAdmin.key, admin.value).delete(admin.key);
    };
  }
}
