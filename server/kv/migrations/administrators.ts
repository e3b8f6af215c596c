/**
 * To format 1: who administrates the server is written down. Before, it was whoever had the first
 * account, and whoever had the name that the server was told.
 *
 * @module
 */
import type { Account } from "../../auth/accounts.ts";
import { isObject } from "../../../protocol/field.ts";
import { keys } from "../keys.ts";
import type { MigrationContext, Step } from "../migrations.ts";

/** Accounts that are looked at in one step. */
const STEP_ACCOUNTS = 100;

/** An account is marked, and its claim is listed among the administrators'. */
export async function* administrators(
  kv: Deno.Kv,
  { admin }: MigrationContext,
): AsyncGenerator<Step> {
  let cursor = "";
  while (true) {
    const options = { limit: STEP_ACCOUNTS, batchSize: STEP_ACCOUNTS, cursor };
    const found = kv.list<Account>({ prefix: keys.accounts }, options);
    const accounts = await Array.fromAsync(found);
    cursor = found.cursor;
    const marked = accounts.filter(({ key, value }) =>
      isObject(value) && (value.founder === true || key[1] === admin)
    );
    if (marked.length > 0) yield (atomic) => marked.forEach((account) => mark(atomic, account));
    if (accounts.length < STEP_ACCOUNTS) break;
  }
  // That there was a first account makes nobody anything any more.
  yield (atomic) => atomic.delete(keys.founded);
}

function mark(atomic: Deno.AtomicOperation, account: Deno.KvEntry<Account>): void {
  const { key, value } = account;
  atomic.check(account)
    .set(key, { ...value, founder: true })
    .set(keys.administrator(String(key[1])), value.id);
}
