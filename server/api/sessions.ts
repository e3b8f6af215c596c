/**
 * Over HTTP: signing in and out, and the sessions that somebody has.
 *
 * @module
 */
import type { Account } from "../door/accounts.ts";
import { answer, done } from "../http/answer.ts";
import { readFields } from "../http/body.ts";
import {
  deviceTokenOf,
  forgetCookie,
  keepCookie,
  keepDevice,
  type SessionCookie,
} from "../door/cookie.ts";
import type { Device } from "../door/devices.ts";
import { type Asker, type Door, readName } from "../door.ts";
import type { House } from "../door/house.ts";
import { Refusal } from "../http/refusal.ts";
import type { Call, Routes } from "../http/routes.ts";
import type { Begun } from "../door/sessions.ts";
import { newToken } from "../door/token.ts";
import { unlessStoreFails } from "../kv/store.ts";
import { whenceOf } from "../door/whence.ts";

export function sessionRoutes(house: House, door: Door): Routes {
  /** Signs in with a password, or comes in as a guest. */
  async function signIn(call: Call): Promise<Response> {
    const asker = await door.recognize(call);
    const fields = await readFields(call.request);
    const address = house.edge.addressOf(call.request, call.peer);
    house.refuseStranger(fields.optionalText("passphrase"), address);
    const name = readName(fields.text("name"));
    const password = fields.optionalText("password");
    if (password === undefined) return welcome(house, await enter(name, call), call, { asker });
    const device = deviceOf(house, call);
    const begun = await signInTo(name, password, call, device);
    return welcome(house, begun, call, { asker, device });
  }

  async function enter(name: string, { request, peer }: Call): Promise<Begun> {
    if (await house.accounts.find(name)) {
      throw new Refusal(
        "bad-password",
        `Cannot sign in: ${name} is claimed, and takes its password`,
      );
    }
    if (!house.rules.guests) {
      throw new Refusal("forbidden", "Cannot come in: guests are not let in");
    }
    await door.freeName(name);
    const begun = house.sessions.beginGuest(name, whenceOf(request, house.edge, peer));
    house.sessions.keepGuest(begun);
    return begun;
  }

  async function signInTo(
    name: string,
    password: string,
    call: Call,
    device: Device,
  ): Promise<Begun> {
    const { address } = whenceOf(call.request, house.edge, call.peer);
    const account = await house.prove(name, password, device);
    const begun = account && await beginFor(house, account, call);
    if (begun) {
      // If that fails they are signed in all the same, and the device is known the next time.
      await unlessStoreFails(house.accounts.remember(account, device));
      house.note({ what: "signed-in", by: account.name, address });
      return begun;
    }
    // What is no account's name may be a password that went into the wrong field.
    const known = await house.accounts.find(name);
    house.note({ what: "sign-in-failed", about: known?.name, address });
    throw new Refusal("bad-password", "Cannot sign in: wrong name or password");
  }

  /** Who asks. A browser that does keeps its cookie for as long as the session goes on. */
  async function whoAmI(call: Call): Promise<Response> {
    const { person: { name, guest, admin }, cookie } = await door.expect(call);
    const response = answer({ name, guest, admin });
    if (!cookie) return response;
    return keepCookie(response, cookieFor(house, cookie.token, call), cookie);
  }

  async function signOut(call: Call): Promise<Response> {
    const { person, session, cookie } = await door.expect(call);
    await house.endSession(person.id, session.id);
    const { address } = whenceOf(call.request, house.edge, call.peer);
    if (!person.guest) house.note({ what: "signed-out", by: person.name, address });
    return forgetCookie(done(), cookie);
  }

  async function list(call: Call): Promise<Response> {
    const { person, session: own } = await door.expect(call);
    const sessions = await house.sessions.of(person.id);
    return answer({
      sessions: sessions.map(({ id, made, seen, expires, program, address }) => ({
        ...{ id, made, seen, expires, program, address },
        current: id === own.id,
      })),
    });
  }

  async function revoke(call: Call): Promise<Response> {
    const { person } = await door.expect(call);
    const { id = "" } = call.params;
    if (!await house.endSession(person.id, id)) {
      throw new Refusal("not-found", "Cannot end session: you have none of this id");
    }
    const { address } = whenceOf(call.request, house.edge, call.peer);
    house.note({ what: "session-ended", by: person.name, about: person.name, address });
    return done();
  }

  return {
    "/api/session": { GET: whoAmI, POST: signIn, DELETE: signOut },
    "/api/sessions": { GET: list },
    "/api/sessions/:id": { DELETE: revoke },
  };
}

/** Begins a session of an account; `undefined` when that is not as it was any more. */
export async function beginFor(
  house: House,
  account: Account,
  { request, peer }: Call,
): Promise<Begun | undefined> {
  const owner = { person: account.id, name: account.name, guest: false };
  const begun = house.sessions.begin(owner, whenceOf(request, house.edge, peer));
  await house.sessions.keep(begun);
  // Who changes a password ends all sessions that are kept; so we look after ours is.
  if (await house.accounts.isCurrent(account)) return begun;
  await house.endSession(account.id, begun.session.id);
  return undefined;
}

/** The device that a request comes from; a browser that is not known yet gets a new token. */
export function deviceOf({ edge }: House, { request, peer }: Call): Device {
  const token = deviceTokenOf(request, edge.cookieNames(request, peer)) ?? newToken();
  return { address: edge.addressOf(request, peer), token };
}

/**
 * Tells somebody who they are now, and gives them what brings them back.
 *
 * @param from who asked, as far as that was known, and from which device if they have an account
 */
export function welcome(
  house: House,
  { session: { name, guest }, token }: Begun,
  call: Call,
  { asker, device }: { asker: Asker | undefined; device?: Device },
): Response {
  const response = answer({ name, guest, token }, 201);
  const cookie = cookieFor(house, token, call);
  if (device?.token !== undefined) keepDevice(response, { ...cookie, token: device.token });
  return keepCookie(response, cookie, asker?.cookie);
}

function cookieFor({ edge }: House, token: string, { request, peer }: Call): SessionCookie {
  const [name = ""] = edge.cookieNames(request, peer);
  return { name, token };
}
