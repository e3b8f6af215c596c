/**
 * Deletes an account with all that is its own: by its owner, or by an administrator.
 *
 * @module
 */
import type { ErasureMode } from "../../../hub/log/journal.ts";
import { nameKey } from "../../../protocol/name.ts";
import type { Account, RoleChange } from "../../auth/accounts/account.ts";
import { AuthError } from "../../auth/auth_error.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Api } from "../context.ts";

/**
 * The account is deleted last: if we are stopped before, the request can be repeated.
 *
 * @param session the one that asks, if it is the owner's, which ends last
 * @throws {AuthError} If it is the last administrator's.
 */
export async function eraseAccount(
  account: Account,
  mode: ErasureMode,
  { auth, erasing }: Api,
  session?: string,
): Promise<void> {
  refuseUnlessDone(await auth.accounts.administration.resign(account));
  await auth.endSessions(account.id, session);
  if (session !== undefined) auth.names.end([session]);
  for (const { id, name } of await auth.bots.deleteAll(account)) {
    await erasing.begin({ id, key: nameKey(name) }, mode);
  }
  await erasing.begin({ id: account.id, key: nameKey(account.name) }, mode);
  refuseUnlessDone(await auth.accounts.remove(account));
  await auth.resets.forget(account.id);
  await auth.endSessions(account.id);
  await auth.sessions.forgetName(nameKey(account.name), account.id);
}

/** @throws {Refusal} If a request says something else. */
export function readErasureMode(text: string): ErasureMode {
  if (text === "keep" || text === "delete") return text;
  throw new Refusal("malformed", 'Cannot delete account: messages must be "keep" or "delete"');
}

/** @throws If a change to who administrates was not made. */
export function refuseUnlessDone(change: RoleChange): void {
  if (change === "changed") throw changed();
  if (change === "done") return;
  const why = "this is the only administrator; make somebody else one first";
  throw AuthError.forbidden("do this", why);
}

/** The refusal where somebody else has changed an account meanwhile. */
export function changed(): Refusal {
  return new Refusal(
    "unavailable",
    "Cannot do this: the account was changed in the meantime, try again",
  );
}
