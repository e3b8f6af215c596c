/**
 * Routes: signing in and out, and listing sessions.
 *
 * @module
 */
import { unlessJournalFails } from "../../hub/log/journal.ts";
import { keysOf } from "../../hub/people/member/names.ts";
import type { Account } from "../auth/accounts.ts";
import { answer, done } from "../http/answer.ts";
import { readFields } from "../http/body.ts";
import {
  deviceTokenOf,
  endVisit,
  keepCookie,
  keepDevice,
  type SessionCookie,
} from "../auth/sessions/cookies.ts";
import type { Device } from "../auth/accounts/devices.ts";
import { type Asker, readName } from "../auth.ts";
import { AuthError } from "../auth/auth_error.ts";
import type { AuthService } from "../auth/service.ts";
import { Refusal } from "../http/refused_request.ts";
import type { Call } from "../http/routes.ts";
import type { Begun } from "../auth/sessions.ts";
import { newToken } from "../auth/tokens.ts";
import { clientInfoOf } from "../auth/client_info.ts";
import type { PasskeyAnswer } from "../auth/accounts/passkeys/answers.ts";
import { proveByCode, useOf, usePasskey } from "./accounts/confirmation.ts";
import { passkeyAnswerOf } from "./accounts/passkey_fields.ts";
import type { Api } from "./context.ts";
import { keepNotified } from "./sessions/push.ts";

/** Signs in with a password, by a passkey, or as a guest. */
export async function signIn(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator } = api;
  const asker = await authenticator.recognize(call);
  const fields = await readFields(call.request);
  const address = auth.edge.addressOf(call.request, call.peer);
  auth.refuseStranger(fields.optionalText("passphrase"), address);
  const password = fields.optionalText("password");
  const device = deviceOf(auth, call);
  const passkey = passkeyAnswerOf(fields);
  if (passkey && password === undefined) {
    const begun = await signInByPasskey(passkey, { call, device, api });
    return await welcome(begun, call, { asker, device }, api);
  }
  const name = readName(fields.text("name"));
  if (password === undefined) {
    return await welcome(await enter(name, call, api), call, { asker }, api);
  }
  const begun = await signInTo(name, { password, passkey }, { call, device, api });
  return await welcome(begun, call, { asker, device }, api);
}

async function enter(
  name: string,
  { request, peer }: Call,
  { auth, authenticator }: Api,
): Promise<Begun> {
  if (await auth.accounts.find(name)) {
    throw AuthError.wrongPassword("sign in", `${name} is claimed, its password is needed`);
  }
  if (!auth.rules.guests) {
    throw AuthError.forbidden("connect", "this server does not admit guests");
  }
  await authenticator.freeName(name);
  const begun = auth.sessions.beginGuest(name, clientInfoOf(request, auth.edge, peer));
  auth.sessions.keepGuest(begun);
  return begun;
}

/** Who signs in, from where. */
interface SigningIn {
  readonly call: Call;
  readonly device: Device;
  readonly api: Api;
}

async function signInTo(
  name: string,
  { password, passkey }: { password: string; passkey: PasskeyAnswer | undefined },
  { call, device, api }: SigningIn,
): Promise<Begun> {
  const { auth } = api;
  const byCode = await proveByCode(name, password, device, api);
  const account = byCode ?? await auth.prove(name, password, device);
  if (account?.secondFactor && !byCode) {
    if (!passkey) throw AuthError.passkeyNeeded();
    const use = useOf(call, api, "sign-in", "");
    const options = { of: account, isAlone: false, action: "sign in" };
    await usePasskey(passkey, use, options, call, api);
  }
  const begun = account && await beginKnown(account, undefined, { call, device, api });
  if (begun) return begun;
  // An unknown name is not noted: it may be a password that went into the wrong field.
  const known = await auth.accounts.find(name);
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  auth.note({ what: "sign-in-failed", about: known?.name, address });
  throw AuthError.wrongPassword("sign in", "wrong name or password");
}

/** Signs in by a passkey alone, which says whose it is. */
async function signInByPasskey(
  passkey: PasskeyAnswer,
  { call, device, api }: SigningIn,
): Promise<Begun> {
  const use = useOf(call, api, "sign-in", "");
  const options = { isAlone: true, action: "sign in" };
  const used = await usePasskey(passkey, use, options, call, api);
  const begun = await beginKnown(used.account, used.passkey.name, { call, device, api });
  if (begun) return begun;
  throw AuthError.wrongPasskey("sign in", "the account was changed meanwhile, try again");
}

/** Begins a session of who has proved who they are, and remembers their device. */
async function beginKnown(
  account: Account,
  passkey: string | undefined,
  { call, device, api: { auth } }: SigningIn,
): Promise<Begun | undefined> {
  const begun = await beginFor(auth, account, call);
  if (!begun) return undefined;
  // If that fails they are signed in all the same, and the device is known the next time.
  await unlessJournalFails(auth.accounts.remember(account, device));
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  auth.note({ what: "signed-in", by: account.name, about: passkey, address });
  return begun;
}

/** Tells the caller who they are. A browser's cookie is renewed with the session. */
export async function whoAmI(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator, hub, now } = api;
  const { person, cookie } = await authenticator.expect(call);
  const { name, guest, admin } = person;
  const invites = !admin && hub.permissions.mayInvite({ person, address: undefined }, now());
  const names = keysOf(person).filter((key) => key !== person.key);
  const network = api.networkUrl(auth.edge.ownUrl(call.request, call.peer));
  const response = answer({
    ...{ name, guest, admin, ...(invites && { invites }) },
    ...(names.length > 0 && { names }),
    ...(network && { network: network.href }),
  });
  if (!cookie) return response;
  return keepCookie(response, cookieFor(auth, cookie.token, call), cookie);
}

export async function signOut(call: Call, { auth, authenticator }: Api): Promise<Response> {
  const { person, session, cookie } = await authenticator.expect(call);
  if (person.bot) throw AuthError.forbidden("sign out", "a bot goes on until its owner deletes it");
  await auth.endSession(person.id, session.id);
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  if (!person.guest) auth.note({ what: "signed-out", by: person.name, address });
  return endVisit(done(), cookie);
}

export async function listSessions(
  call: Call,
  { auth, authenticator, push }: Api,
): Promise<Response> {
  const { person, session: own } = await authenticator.expect(call);
  const sessions = await auth.sessions.of(person.id);
  const notified = new Set((await push.store.of(person.id)).map(({ session }) => session));
  return answer({
    sessions: sessions.map(({ id, made, seen, expires, program, address }) => ({
      ...{ id, made, seen, expires, program, address },
      current: id === own.id,
      ...(notified.has(id) && { push: true }),
    })),
  });
}

export async function endSession(call: Call, { auth, authenticator }: Api): Promise<Response> {
  const { person } = await authenticator.expect(call);
  const { id = "" } = call.params;
  if (!await auth.endSession(person.id, id)) {
    throw new Refusal("not-found", "Cannot end session: no session of yours has this id");
  }
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  auth.note({ what: "session-ended", by: person.name, about: person.name, address });
  return done();
}

/**
 * Begins a session of an account; `undefined` when that is not as it was any more.
 *
 * @throws {AuthError} If it is suspended, or not approved.
 */
export async function beginFor(
  auth: AuthService,
  account: Account,
  { request, peer }: Call,
): Promise<Begun | undefined> {
  auth.accounts.refuseHeldBack(account);
  const owner = { person: account.id, name: account.name, guest: false };
  const begun = auth.sessions.begin(owner, clientInfoOf(request, auth.edge, peer));
  await auth.sessions.keep(begun);
  // Who changes a password, or suspends somebody, ends all sessions that are kept; so we look after
  // ours is.
  if (await auth.accounts.isCurrent(account)) {
    await auth.endUnused(account.id);
    return begun;
  }
  await auth.endSession(account.id, begun.session.id);
  return undefined;
}

/** The device that a request comes from; a browser that is not known yet gets a new token. */
export function deviceOf({ edge }: AuthService, { request, peer }: Call): Device {
  const token = deviceTokenOf(request, edge.cookieNames(request, peer)) ?? newToken();
  return { address: edge.addressOf(request, peer), token };
}

/**
 * Answers with who somebody is now, and with the session's token or cookie.
 *
 * @param from the caller, as far as known, and their device if they have an account
 */
export async function welcome(
  begun: Begun,
  call: Call,
  { asker, device }: { asker: Asker | undefined; device?: Device },
  api: Api,
): Promise<Response> {
  const { session: { name, guest, person }, token } = begun;
  if (!guest) api.authenticator.noteAccount(token, person);
  // If that fails they are signed in all the same, and turn notifications on anew.
  await unlessJournalFails(keepNotified(asker, begun, api));
  const response = answer({ name, guest, token }, 201);
  const cookie = cookieFor(api.auth, token, call);
  if (device?.token !== undefined) keepDevice(response, { ...cookie, token: device.token });
  return keepCookie(response, cookie, asker?.cookie);
}

function cookieFor({ edge }: AuthService, token: string, { request, peer }: Call): SessionCookie {
  const [name = ""] = edge.cookieNames(request, peer);
  return { name, token };
}
