/**
 * Routes: what notifies somebody, and on which devices. A device is a session's: it ends with that.
 *
 * @module
 */
import { parseAddress } from "../../auth/origins/address.ts";
import { AuthError } from "../../auth/auth_error.ts";
import type { Asker } from "../../auth.ts";
import { answer, done } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import { ProtocolError } from "../../../protocol.ts";
import { isObject } from "../../../protocol/field.ts";
import { type QuietHours, quietHoursOf } from "../../../protocol/field/quiet_hours.ts";
import { type HookHosts, isNamed } from "../../service/guarded_fetch.ts";
import { isPublic } from "../../service/guarded_fetch/public_addresses.ts";
import { isBytes, isPublicKey } from "../../service/push/keys.ts";
import { SUBSCRIBERS_MAX } from "../../service/push/subscribers.ts";
import type { Begun } from "../../auth/sessions.ts";
import type { Api } from "../context.ts";

/** Code units of the address of a device at its push service. */
const ENDPOINT_MAX_LENGTH = 2_000;
/** Bytes of the secret that a browser shares with us. */
const AUTH_BYTES = 16;

/** Tells what one subscribes with, what one has chosen, and one's devices, those of now first. */
export async function readPush(call: Call, { auth, authenticator, push }: Api): Promise<Response> {
  const { person, session: own } = await expectPerson(call, authenticator);
  const [{ publicKey }, preferences, devices, sessions] = await Promise.all([
    push.keys(),
    push.preferences.of(person.id),
    push.store.of(person.id),
    auth.sessions.of(person.id),
  ]);
  const { quiet, hidesTexts } = preferences;
  return answer({
    key: publicKey,
    texts: !hidesTexts,
    ...(quiet && { quiet }),
    devices: sessions.flatMap(({ id, program, seen }) => {
      const device = devices.find(({ session }) => session === id);
      if (!device) return [];
      const { made, failure } = device;
      return [{ id, program, made, seen, current: id === own.id, ...(failure && { failure }) }];
    }),
  });
}

/** Changes whether texts are shown, and when it is quiet. */
export async function changePush(call: Call, { authenticator, push }: Api): Promise<Response> {
  const { person } = await expectPerson(call, authenticator);
  const fields = await readFields(call.request);
  const texts = textsIn(fields);
  const quiet = quietIn(fields);
  await push.preferences.change(person.id, ({ quiet: before, hidesTexts, levels }) => {
    const hides = texts === undefined ? hidesTexts : !texts;
    const hours = quiet === undefined ? before : quiet;
    return { levels, ...(hours && { quiet: hours }), ...(hides && { hidesTexts: true as const }) };
  });
  return done();
}

/** Has the device of this session notified, from now on. */
export async function addDevice(
  call: Call,
  { auth, authenticator, push, hookHosts, now }: Api,
): Promise<Response> {
  const { person, session } = await expectPerson(call, authenticator);
  const fields = await readFields(call.request);
  const endpoint = readEndpoint(fields.text("endpoint"), hookHosts);
  const keys = fields.value("keys");
  const { p256dh, auth: secret } = isObject(keys) ? keys : {};
  const areKeys = typeof p256dh === "string" && await isPublicKey(p256dh) &&
    typeof secret === "string" && isBytes(secret, AUTH_BYTES);
  if (!areKeys) throw malformed("keys must have p256dh and auth, as the browser gives them");
  if (!push.subscribers.mayAdd(person.id)) {
    const message = `Cannot notify this device: ${SUBSCRIBERS_MAX} people are notified already`;
    throw new Refusal("quota", message);
  }
  await push.keep({
    ...{ person: person.id, session: session.id, name: person.name },
    ...{ endpoint: endpoint.href, p256dh, auth: secret, made: now() },
    base: auth.edge.ownUrl(call.request, call.peer).href,
  });
  return done();
}

/** Has this session's device notified no more, or another one's. */
export async function removeDevice(call: Call, { authenticator, push }: Api): Promise<Response> {
  const { person, session } = await expectPerson(call, authenticator);
  if (await push.forget(person.id, call.params.id ?? session.id)) return done();
  throw noDevice("remove");
}

/** Sends this session's device something to see whether it comes. */
export async function testDevice(call: Call, { authenticator, push }: Api): Promise<Response> {
  const { person, session } = await expectPerson(call, authenticator);
  const devices = await push.store.of(person.id);
  const device = devices.find((one) => one.session === session.id);
  if (!device) throw noDevice("test");
  const sent = await push.test(device);
  if (sent.state === "sent") return done();
  const why = sent.state === "gone" ? "its browser has ended that; turn it on again" : sent.why;
  throw new Refusal("unavailable", `Cannot notify this device: ${why}`);
}

/**
 * Has the browser of who signs in notified as before, if they go on under another name or claim theirs:
 * its cookie is that of the new session from now on, and nobody could end the device of the one before.
 * So where a guest becomes the owner of another account, the guest's device is notified no more.
 */
export async function keepNotified(
  asker: Asker | undefined,
  { session: { id, person, name, guest } }: Begun,
  { auth, push }: Api,
): Promise<void> {
  if (!asker?.cookie || asker.session.id === id) return;
  const before = { person: asker.person.id, session: asker.session.id };
  const isSame = before.person === person;
  if (!isSame && !asker.person.guest) return;
  if (!isSame && !guest) return void await push.forget(before.person, before.session);
  // A device whose session is not there is taken for one that has ended.
  await auth.sessions.stored(id);
  if (!isSame) await push.bringPreferences(before.person, person);
  await push.move(before, { person, session: id, name });
}

async function expectPerson(
  call: Call,
  authenticator: Api["authenticator"],
): Promise<Asker> {
  const asker = await authenticator.expect(call);
  if (!asker.person.bot) return asker;
  throw AuthError.forbidden("do this", "a bot has no devices; give it a URL");
}

/**
 * The address that somebody's browser has at its push service. What its host's name leads to is looked
 * at again each time.
 *
 * @throws {Refusal} If it can be none.
 */
function readEndpoint(text: string, hosts: HookHosts): URL {
  const url = text.length <= ENDPOINT_MAX_LENGTH ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw malformed("endpoint must be https://");
  if (url.username + url.password !== "") throw malformed("endpoint must have no password in it");
  url.hash = "";
  if (isNamed(url, hosts)) return url;
  if (url.protocol !== "https:") throw malformed("endpoint must be https://");
  const address = parseAddress(url.hostname);
  if (address && !isPublic(address)) throw malformed(`${url.hostname} is not public`);
  return url;
}

function textsIn(fields: Fields): boolean | undefined {
  const texts = fields.value("texts");
  if (texts === undefined || typeof texts === "boolean") return texts;
  throw malformed("texts must be true or false");
}

/** The hours that are to be quiet; `null` if none are, `undefined` if that stays as it is. */
function quietIn(fields: Fields): QuietHours | null | undefined {
  const quiet = fields.value("quiet");
  if (quiet === undefined || quiet === null) return quiet;
  try {
    return quietHoursOf(quiet);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Refusal("malformed", error.message);
    throw error;
  }
}

function malformed(why: string): Refusal {
  return new Refusal("malformed", `Cannot read body: ${why}`);
}

function noDevice(action: string): Refusal {
  return new Refusal("not-found", `Cannot ${action} device: none of yours has this session`);
}
