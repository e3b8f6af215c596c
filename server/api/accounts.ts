/**
 * Routes: claiming a name, and managing an account.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";
import { type Asker, readName } from "../auth.ts";
import { type Account, newAccountId } from "../auth/accounts.ts";
import { AuthError } from "../auth/auth_error.ts";
import { clientInfoOf } from "../auth/client_info.ts";
import { endVisit } from "../auth/sessions/cookies.ts";
import type { Device } from "../auth/accounts/devices.ts";
import { readPassword } from "../auth/accounts/passwords.ts";
import { answer, done } from "../http/answer.ts";
import { type Fields, readFields } from "../http/body.ts";
import type { Call } from "../http/routes.ts";
import type { Made } from "../auth/accounts/passkeys.ts";
import { claimWhose } from "./accounts/challenges.ts";
import { confirm, useOf } from "./accounts/confirmation.ts";
import { changed, eraseAccount, readErasureMode } from "./accounts/deletion.ts";
import { newPasskeyOf, passkeyName } from "./accounts/passkey_fields.ts";
import { beginFor, deviceOf, welcome } from "./sessions.ts";
import type { Api } from "./context.ts";

/**
 * Claims a name. A guest who has it keeps their identity. With the code that is printed at the start
 * the account becomes the administrator's; an existing account does so with its password.
 */
export async function claimName(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator } = api;
  const asker = await authenticator.recognize(call);
  const fields = await readFields(call.request);
  const address = auth.edge.addressOf(call.request, call.peer);
  if (!asker) auth.refuseStranger(fields.optionalText("passphrase"), address);
  const name = readName(fields.text("name"));
  const made = await readFirstPasskey(asker, name, fields, call, api);
  const password = made ? "" : readPassword(fields.text("password"));
  const invite = fields.optionalText("invite");
  const device = deviceOf(auth, call);
  const typed = fields.optionalText("claim");
  const code = typed === undefined ? undefined : await auth.checkCode(typed, name, address);
  const known = code === undefined ? undefined : await auth.accounts.find(name);
  if (code !== undefined && known) {
    const account = await promote(known, { password, code, device }, call, api);
    return await settle(account, call, { asker, device }, api);
  }
  const isTheirs = asker?.person.guest && asker.person.key === nameKey(name);
  const id = isTheirs ? asker.person.id : newAccountId(made?.nonce);
  // A guest who uses the operator's name must not keep them from claiming it.
  if (code !== undefined) await freeOfGuests(name, id, api);
  if (auth.names.isHeldAgainst(name, id)) throw isHeld(name);
  // It is kept for a guest who was renamed, or is that guest's name now.
  const keeper = code === undefined ? await auth.guestNames.ownerOf(nameKey(name)) : undefined;
  if ((keeper ?? id) !== id) throw isHeld(name);
  const claiming = async () => {
    if (made) auth.limits.claim(address, api.now());
    const hashed = made ? "" : await auth.hashNew(name, password, address);
    // Hashing takes a while, in which somebody may have connected under this name.
    if (code !== undefined) await freeOfGuests(name, id, api);
    using reserved = await auth.names.reserve(name, id);
    if (!reserved) throw isHeld(name);
    const hash = await goodInvite(invite, api);
    const isInvited = invite !== undefined;
    const terms = { id, invite: hash, isInvited, device, code, made };
    return await auth.accounts.claim(name, hashed, terms);
  };
  const isGuess = invite !== undefined && auth.rules.signUp === "invite";
  const account = isGuess ? await auth.guess(address, claiming) : await claiming();
  note("claimed", account, call, api);
  if (account.waits) return waiting(account);
  return await settle(account, call, { asker, device }, api);
}

/** Takes a name from the guests who use it, on whatever server. */
async function freeOfGuests(name: string, id: string, { auth }: Api): Promise<void> {
  auth.names.free(name, id);
  for (const guest of await auth.names.elsewhere?.free(name, id) ?? []) {
    await auth.endSessions(guest);
  }
}

/** Answers whose sign-up waits: no session begins, and a guest stays one. */
function waiting({ name }: Account): Response {
  const message = `Your account ${name} waits for an administrator to approve it`;
  return answer({ name, waits: true, message }, 202);
}

/** The passkey that a name is claimed with in the place of a password, if there is one. */
async function readFirstPasskey(
  asker: Asker | undefined,
  name: string,
  fields: Fields,
  call: Call,
  api: Api,
): Promise<Made | undefined> {
  const answer = newPasskeyOf(fields);
  if (!answer) return undefined;
  const label = passkeyName(fields.optionalText("passkeyName") ?? name);
  const use = useOf(call, api, "claim", claimWhose(asker, name));
  return await api.auth.passkeys.read(answer, use, {
    name: label,
    transports: answer.transports,
  });
}

/** Makes an account the administrator's, given its password. */
async function promote(
  known: Account,
  { password, code, device }: { password: string; code: string; device: Device },
  call: Call,
  api: Api,
): Promise<Account> {
  const { auth } = api;
  const account = await auth.prove(known.name, password, device);
  if (!account) throw AuthError.wrongPassword("use code", "the account has another password");
  const promoted = await auth.claimCode.promote(account, code);
  note("administrates", promoted, call, api);
  return promoted;
}

/** Applies an account to its owner's open sockets, and begins a session of it. */
async function settle(
  account: Account,
  call: Call,
  { asker, device }: { asker: Asker | undefined; device: Device },
  api: Api,
): Promise<Response> {
  const { auth } = api;
  const { id, name } = account;
  const admin = auth.accounts.isAdmin(account);
  auth.names.become({ id, name, key: nameKey(name), guest: false, admin });
  // Their sessions stay good, also if they never said anything.
  if (asker?.person.id === id) auth.sessions.spoke(id);
  const begun = await beginFor(auth, account, call);
  if (!begun) throw changed();
  // Their page continues as the account's: it stays connected when the guest's session ends.
  if (asker?.person.guest && asker.person.id === id) {
    auth.names.join(asker.session.id, begun.session.id);
  }
  return await welcome(begun, call, { asker, device }, api);
}

/**
 * Changes the password, and ends all sessions but the one that asks; or sets it by a link, for which
 * nobody need be signed in.
 */
export async function changePassword(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator } = api;
  const known = await authenticator.recognize(call);
  const fields = await readFields(call.request);
  const reset = fields.optionalText("reset");
  if (reset !== undefined) return await resetPassword(reset, fields.text("new"), call, api);
  const asker = known ?? await authenticator.expect(call);
  const password = readPassword(fields.text("new"));
  const account = await confirm(asker, fields, call, api);
  const by = auth.edge.addressOf(call.request, call.peer);
  if (!await auth.accounts.changePassword(account, password, by)) throw changed();
  await auth.endSessions(account.id, asker.session.id);
  note("password-changed", account, call, api);
  return done();
}

/** Tells whose password a link sets, to who has its secret, and uses nothing up. */
export async function previewReset(call: Call, { auth, now }: Api): Promise<Response> {
  const secret = (await readFields(call.request)).text("reset");
  const attempt = auth.limits.attempt(
    { address: auth.edge.addressOf(call.request, call.peer) },
    now(),
  );
  const { name, passkeys = [] } = await auth.resets.accountFor(secret);
  attempt.succeeded();
  return answer({ name, passkeys: passkeys.length });
}

/** Sets a password by a link, and ends all sessions of its person. */
async function resetPassword(
  secret: string,
  wanted: string,
  call: Call,
  api: Api,
): Promise<Response> {
  const { auth, now } = api;
  const password = readPassword(wanted);
  const address = auth.edge.addressOf(call.request, call.peer);
  const attempt = auth.limits.attempt({ address }, now());
  const account = await auth.resets.accountFor(secret);
  // Before the link is used up: if we are stopped, the request can be repeated.
  await auth.endSessions(account.id);
  await auth.resets.use(secret, account, password, address);
  attempt.succeeded();
  // Somebody may have signed in with the old password meanwhile.
  await auth.endSessions(account.id);
  note("password-reset", account, call, api);
  return done();
}

/** Deletes the account. Its messages are kept without a name, or deleted. */
export async function deleteAccount(call: Call, api: Api): Promise<Response> {
  const { authenticator } = api;
  const asker = await authenticator.expect(call);
  const fields = await readFields(call.request);
  const mode = readErasureMode(fields.text("messages"));
  const account = await confirm(asker, fields, call, api);
  await eraseAccount(account, mode, api, asker.session.id);
  note("account-deleted", account, call, api);
  return endVisit(done(), asker.cookie);
}

/** The hash of an invitation to make an account, if it is good; where nobody may, none is. */
async function goodInvite(
  secret: string | undefined,
  { auth, hub, now }: Api,
): Promise<string | undefined> {
  if (secret === undefined || auth.rules.signUp === "closed") return undefined;
  return await auth.invites.forClaim(
    secret,
    (person) => hub.permissions.mayInvite({ person, address: undefined }, now()),
  );
}

function note(
  what: string,
  { name }: Account,
  { request, peer }: Call,
  { auth }: Api,
): void {
  const { address } = clientInfoOf(request, auth.edge, peer);
  auth.note({ what, by: name, about: name, address });
}

function isHeld(name: string): AuthError {
  return AuthError.nameTaken("claim name", `somebody is using ${name} now`);
}
