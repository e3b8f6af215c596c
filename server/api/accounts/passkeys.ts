/**
 * Routes: the passkeys of an account.
 *
 * @module
 */
import type { Account } from "../../auth/accounts.ts";
import { AuthError } from "../../auth/auth_error.ts";
import { clientInfoOf } from "../../auth/client_info.ts";
import type { Passkey } from "../../auth/accounts/passkeys/passkey.ts";
import { relyingPartyOf } from "../../auth/accounts/passkeys/relying_party.ts";
import { answer, done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { accountOf, confirm, useOf, whoseOf } from "./confirmation.ts";
import { newPasskeyOf, passkeyName } from "./passkey_fields.ts";

/** Lists somebody's passkeys, what else lets them in, and for which host one would be that they add. */
export async function listPasskeys(call: Call, api: Api): Promise<Response> {
  const account = await accountOf(await api.authenticator.expect(call), api);
  return answer({
    passkeys: (account.passkeys ?? []).map(told),
    password: account.password !== "",
    secondFactor: account.secondFactor ?? false,
    ...hostOrProblem(call, api),
  });
}

function hostOrProblem({ request, peer }: Call, { auth }: Api): { host: string } | {
  problem: string;
} {
  try {
    return { host: relyingPartyOf(auth.edge, request, peer).host };
  } catch (error) {
    if (error instanceof AuthError) return { problem: error.message };
    throw error;
  }
}

/** Adds a passkey that has answered a challenge, which its owner had to confirm who they are for. */
export async function addPasskey(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator } = api;
  const asker = await authenticator.expect(call);
  const account = await accountOf(asker, api);
  const fields = await readFields(call.request);
  const name = passkeyName(fields.text("name"));
  const made = newPasskeyOf(fields);
  if (!made) throw new Refusal("malformed", "Cannot read body: passkey is missing");
  const use = useOf(call, api, "add", whoseOf(asker));
  const read = await auth.passkeys.read(made, use, { name, transports: made.transports });
  await auth.passkeys.add(account, read);
  note("passkey-added", account, read.passkey.name, call, api);
  return answer(told(read.passkey), 201);
}

export async function renamePasskey(call: Call, api: Api): Promise<Response> {
  const account = await accountOf(await api.authenticator.expect(call), api);
  const name = passkeyName((await readFields(call.request)).text("name"));
  const renamed = await api.auth.passkeys.rename(account, call.params.id ?? "", name);
  if (!renamed) throw noSuchPasskey("rename");
  return answer(told(renamed));
}

/** Removes a passkey. Sessions that began with it go on. */
export async function removePasskey(call: Call, api: Api): Promise<Response> {
  const account = await accountOf(await api.authenticator.expect(call), api);
  const removed = await api.auth.passkeys.remove(account, call.params.id ?? "");
  if (!removed) throw noSuchPasskey("remove");
  note("passkey-removed", account, removed.name, call, api);
  return done();
}

/** Sets whether the password alone is not enough. */
export async function changeSecondFactor(call: Call, api: Api): Promise<Response> {
  const asker = await api.authenticator.expect(call);
  const fields = await readFields(call.request);
  const on = fields.value("on");
  if (typeof on !== "boolean") {
    throw new Refusal("malformed", "Cannot read body: on must be true or false");
  }
  const account = await confirm(asker, fields, call, api);
  await api.auth.passkeys.setSecondFactor(account, on);
  note(on ? "second-factor-on" : "second-factor-off", account, account.name, call, api);
  return done();
}

/** Removes the password: only passkeys are the way in then. */
export async function removePassword(call: Call, api: Api): Promise<Response> {
  const asker = await api.authenticator.expect(call);
  const account = await confirm(asker, await readFields(call.request), call, api);
  await api.auth.passkeys.removePassword(account);
  note("password-removed", account, account.name, call, api);
  return done();
}

/** Makes a code by which its owner signs in once more, where there is no passkey. */
export async function makeSignInCode(call: Call, api: Api): Promise<Response> {
  const account = await accountOf(await api.authenticator.expect(call), api);
  const made = await api.auth.signInCodes.make(account.id);
  note("sign-in-code-made", account, account.name, call, api);
  return answer(made, 201);
}

function told({ id, name, made, used, host, synced }: Passkey): Record<string, unknown> {
  return { id, name, made, ...(used !== undefined && { used }), host, synced };
}

function note(what: string, { name: by }: Account, about: string, call: Call, { auth }: Api): void {
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  auth.note({ what, by, about, address });
}

function noSuchPasskey(action: string): Refusal {
  return new Refusal("not-found", `Cannot ${action} passkey: you have none of this id`);
}
