/**
 * Routes: signing in and out, and listing sessions.
 *
 * @module
 */
import { unlessJournalFails } from "../../hub/log/journal.ts";
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
import type { Api } from "./context.ts";

/** Signs in with a password, or as a guest. */
export async function signIn(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator } = api;
  const asker = await authenticator.recognize(call);
  const fields = await readFields(call.request);
  const address = auth.edge.addressOf(call.request, call.peer);
  auth.refuseStranger(fields.optionalText("passphrase"), address);
  const name = readName(fields.text("name"));
  const password = fields.optionalText("password");
  if (password === undefined) return welcome(auth, await enter(name, call, api), call, { asker });
  const device = deviceOf(auth, call);
  const begun = await signInTo(name, password, { call, device, auth });
  return welcome(auth, begun, call, { asker, device });
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

async function signInTo(
  name: string,
  password: string,
  { call, device, auth }: { call: Call; device: Device; auth: AuthService },
): Promise<Begun> {
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  const account = await auth.prove(name, password, device);
  const begun = account && await beginFor(auth, account, call);
  if (begun) {
    // If that fails they are signed in all the same, and the device is known the next time.
    await unlessJournalFails(auth.accounts.remember(account, device));
    auth.note({ what: "signed-in", by: account.name, address });
    return begun;
  }
  // An unknown name is not noted: it may be a password that went into the wrong field.
  const known = await auth.accounts.find(name);
  auth.note({ what: "sign-in-failed", about: known?.name, address });
  throw AuthError.wrongPassword("sign in", "wrong name or password");
}

/** Tells the caller who they are. A browser's cookie is renewed with the session. */
export async function whoAmI(call: Call, { auth, authenticator }: Api): Promise<Response> {
  const { person: { name, guest, admin }, cookie } = await authenticator.expect(call);
  const response = answer({ name, guest, admin });
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
  { auth, authenticator }: Api,
): Promise<Response> {
  const { person, session: own } = await authenticator.expect(call);
  const sessions = await auth.sessions.of(person.id);
  return answer({
    sessions: sessions.map(({ id, made, seen, expires, program, address }) => ({
      ...{ id, made, seen, expires, program, address },
      current: id === own.id,
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
export function welcome(
  auth: AuthService,
  { session: { name, guest }, token }: Begun,
  call: Call,
  { asker, device }: { asker: Asker | undefined; device?: Device },
): Response {
  const response = answer({ name, guest, token }, 201);
  const cookie = cookieFor(auth, token, call);
  if (device?.token !== undefined) keepDevice(response, { ...cookie, token: device.token });
  return keepCookie(response, cookie, asker?.cookie);
}

function cookieFor({ edge }: AuthService, token: string, { request, peer }: Call): SessionCookie {
  const [name = ""] = edge.cookieNames(request, peer);
  return { name, token };
}
