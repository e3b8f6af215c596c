/**
 * Routes: invitations by a link, to make an account or into a room.
 *
 * @module
 */
import { moderatedRoom } from "../../../hub/permissions/moderated_room.ts";
import { isSilent } from "../../../hub/permissions/policy.ts";
import { Member, type Person } from "../../../hub/people/member.ts";
import { ProtocolError } from "../../../protocol.ts";
import { parseRoom } from "../../../protocol/name/parse_name.ts";
import { invalidInvite, INVITES, type ListedInvite } from "../../auth/service/invites.ts";
import type { AuditNote } from "../../auth/audit.ts";
import { AuthError } from "../../auth/auth_error.ts";
import { clientInfoOf } from "../../auth/client_info.ts";
import { isToken } from "../../auth/tokens.ts";
import { answer, done } from "../../http/answer.ts";
import { Fields, readFields, readText } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";

/** Invitations in one answer: unless said, and at most. */
const LIMIT = { usual: 100, most: 200 } as const;

/** Makes an invitation: for an account, of who may invite to that; or a moderator's into their room. */
export async function makeInvite(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator } = api;
  const asker = await authenticator.expect(call);
  const { request, peer } = call;
  const isEmpty = !request.headers.has("content-type") && await readText(request) === "";
  const fields = isEmpty ? new Fields({}) : await readFields(request);
  const name = fields.optionalText("room");
  if (name === undefined) expectInviter(asker.person, api);
  using visit = await Visit.begin(call, api);
  const { person } = visit;
  if (person.bot) throw AuthError.forbidden("invite", "a bot can't invite by a link");
  const room = name === undefined ? undefined : moderated(name, visit, api);
  const [uses, days] = [amountOf(fields, "uses"), amountOf(fields, "days")];
  const { secret, invite } = await auth.invites.make(person, { uses, days, room });
  const ends = invite.expires;
  note({ what: "invited", room: nameOf(room, api), ends }, visit, call, api);
  const page = auth.edge.ownUrl(request, peer);
  const network = api.networkUrl(page);
  return answer({
    ...{ ...told(invite, api), invite: secret, url: linkTo(page, secret) },
    ...(network && { network: linkTo(network, secret) }),
  }, 201);
}

/** @throws {AuthError} If somebody may not invite people to the server. */
function expectInviter(person: Person, { hub, now }: Api): void {
  if (hub.permissions.mayInvite({ person, address: undefined }, now())) return;
  const { inviters } = hub.moderation.administration.settings;
  const who = inviters === "accounts" ? "people with an account" : "administrators";
  throw AuthError.forbidden("invite", `only ${who} may`);
}

/** Lists one's own invitations; those into a room, for its moderators; all, for an administrator. */
export async function listInvites(call: Call, api: Api): Promise<Response> {
  const { auth: { invites: { store } }, now } = api;
  using visit = await Visit.begin(call, api);
  const { searchParams } = call.url;
  const limit = readLimit(searchParams.get("limit"));
  const after = searchParams.get("after") ?? undefined;
  if (after !== undefined && !isToken(after)) {
    throw new Refusal("malformed", "Cannot list invitations: after must be the id of one");
  }
  const room = searchParams.get("room") ?? undefined;
  const { id, admin } = visit.person;
  const found = room !== undefined
    ? await store.ofRoom(moderated(room, visit, api), limit + 1)
    : admin
    ? await store.all(limit + 1, after)
    : await store.of(id);
  const good = found.slice(0, limit).filter(({ expires }) => expires > now());
  return answer({
    invites: good.map((invite) => told(invite, api)),
    more: found.length > limit,
  });
}

/** Revokes an invitation: one's own, one into a room that one moderates, or any as an administrator. */
export async function revokeInvite(call: Call, api: Api): Promise<Response> {
  const { store } = api.auth.invites;
  using visit = await Visit.begin(call, api);
  const { id = "" } = call.params;
  const invite = isToken(id) ? await store.find(id) : undefined;
  if (!invite || !mayRevoke(invite, visit, api)) {
    throw new Refusal("not-found", "Cannot revoke invitation: you have none of this id");
  }
  await store.delete(id);
  const { name: about, room } = invite;
  note({ what: "invite-revoked", about, room: nameOf(room, api) }, visit, call, api);
  return done();
}

/** Tells what an invitation is for, which uses nothing up. */
export async function previewInvite(call: Call, api: Api): Promise<Response> {
  const { auth } = api;
  const secret = (await readFields(call.request)).text("invite");
  const address = auth.edge.addressOf(call.request, call.peer);
  return await auth.guess(address, async () => {
    const found = await auth.invites.find(secret);
    if (!found || !isGood(found, api)) throw invalidInvite();
    const { invite, by } = found;
    const room = nameOf(invite.room, api);
    return answer({
      by: by.name,
      expires: invite.expires,
      ...(room !== undefined && { room }),
    });
  });
}

/** Lets the caller into the room that an invitation is for. */
export async function useInvite(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const secret = (await readFields(call.request)).text("invite");
  await api.auth.guess(visit.address, () => follow(secret, visit, api));
  return done();
}

async function follow(secret: string, visit: Visit, api: Api): Promise<void> {
  const { auth: { invites }, hub, now } = api;
  const known = await invites.known(secret);
  // The answer to the first time may have been lost, with the last use.
  if (known && isInside(known, visit, api)) return;
  const found = await invites.find(secret);
  if (!found) throw invalidInvite();
  const { invite: { id, ...invite }, by } = found;
  if (invite.room === undefined) {
    throw AuthError.forbidden("use invitation", "it is for making an account, not for a room");
  }
  if (!await invites.store.take(id, now())) throw invalidInvite();
  let isIn = false;
  try {
    isIn = await hub.moderation.admit({ key: invite.room, by, visitor: visit, at: now() });
  } catch (error) {
    // Whoever may not know of a room is not told by a link either.
    if (error instanceof ProtocolError && error.reason === "no-such-room") throw invalidInvite();
    throw error;
  } finally {
    if (!isIn) await invites.store.giveBack(id, invite, now());
  }
  if (!isIn) throw invalidInvite();
}

/** Whether who made an invitation may still invite. */
function isGood(
  { invite: { room: key }, by }: { invite: ListedInvite; by: Person },
  { hub: { permissions, directory }, now }: Api,
): boolean {
  const maker = { person: by, address: undefined };
  if (key === undefined) return permissions.mayInvite(maker, now());
  const name = directory.nameOf(key);
  return name !== undefined && permissions.mayConnect(maker, now()) &&
    permissions.mayModerate(maker, { key, name }, now());
}

/** Whether somebody is in the room of an invitation by more than its being open to all. */
function isInside(
  { room: key }: ListedInvite,
  visit: Visit,
  { hub: { permissions, directory }, now }: Api,
): boolean {
  const name = key === undefined ? undefined : directory.nameOf(key);
  if (key === undefined || name === undefined) return false;
  const room = { key, name };
  const policy = directory.policy(key);
  return !isSilent(policy, visit.person.id) && (permissions.mayModerate(visit, room, now()) ||
    policy.access !== "open" && permissions.mayRead(visit, room, now()));
}

function mayRevoke(
  { by, room: key }: Pick<ListedInvite, "by" | "room">,
  visit: Visit,
  { hub: { permissions, directory }, now }: Api,
): boolean {
  if (by === visit.person.id || visit.person.admin) return true;
  const name = key === undefined ? undefined : directory.nameOf(key);
  return key !== undefined && name !== undefined &&
    permissions.mayModerate(visit, { key, name }, now());
}

/** The key of the room into which somebody may invite. */
function moderated(name: string, { person, address }: Visit, { hub, now }: Api): string {
  return moderatedRoom(parseRoom(name), new Member(person, address), {
    ...{ directory: hub.directory, permissions: hub.permissions, at: now(), action: "invite" },
  });
}

function told({ id, name, made, expires, left = 1, room }: ListedInvite, api: Api): object {
  const roomName = nameOf(room, api);
  return {
    ...{ id, expires, left },
    ...(name !== undefined && { by: name }),
    ...(made !== undefined && { made }),
    ...(roomName !== undefined && { room: roomName }),
  };
}

function nameOf(room: string | undefined, { hub }: Api): string | undefined {
  return room === undefined ? undefined : hub.directory.nameOf(room);
}

/** The secret stands in the fragment, which no browser sends: so it is in no log on the way. */
function linkTo(page: URL, secret: string): string {
  return new URL(`#invite=${secret}`, page).href;
}

function amountOf(fields: Fields, name: "uses" | "days"): number {
  const value = fields.value(name) ?? INVITES[name];
  const most = INVITES[`${name}Max`];
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) {
    return value;
  }
  throw new Refusal("malformed", `Cannot invite: ${name} must be an integer from 1 to ${most}`);
}

function readLimit(text: string | null): number {
  if (text === null) return LIMIT.usual;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= LIMIT.most) return limit;
  const message = `Cannot list invitations: limit must be from 1 to ${LIMIT.most}`;
  throw new Refusal("malformed", message);
}

/** Notes what somebody did: of guests only so much. */
function note(
  what: Omit<AuditNote, "at" | "by" | "address">,
  { person }: Visit,
  { request, peer }: Call,
  { auth, now }: Api,
): void {
  const { address } = clientInfoOf(request, auth.edge, peer);
  const noted = { ...what, by: person.name, at: now(), address };
  if (person.guest) auth.audit.noteOfGuest(person.id, noted);
  else auth.audit.note(noted);
}
