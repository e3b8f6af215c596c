/**
 * Routes for administrators: rooms, by their keys, as several may have one name. Direct rooms belong to
 * their people, and are none of these.
 *
 * @module
 */
import { Caller } from "../../../hub/people/member/caller.ts";
import { accessOf } from "../../../protocol/field.ts";
import { readName } from "../../auth.ts";
import { answer, done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Api } from "../context.ts";
import { readPage } from "./fields.ts";
import { type AdminCall, noteBy } from "./guard.ts";

/** Rooms that are looked at for one page: a search for what is rare says where to go on. */
const LOOKED_MAX = 5_000;
/** Rooms that are sorted by what their files take: those with most people. */
const SORTED_MAX = 5_000;
/** How long what was counted is told to all who ask, in milliseconds: it is not little to read. */
const COUNTED_MS = 60_000;
/** Closed rooms that are told of. */
const CLOSED_MAX = 100;

/** Lists rooms, those with most people or most bytes of files first, from one of a number on. */
export async function listRoomsForAdmins(call: AdminCall, api: Api): Promise<Response> {
  const { limit, after = "0", sought } = readPage(call.url);
  const from = /^\d{1,9}$/.test(after) ? Number(after) : 0;
  const { hub: { directory }, files, now: clock } = api;
  const isBySize = readSort(call.url) === "size";
  const { rooms: bytes, more } = await files.usageByRoom(clock(), COUNTED_MS);
  const bytesOf = (key: string) => bytes.get(key) ?? 0;
  const every = Iterator.from(directory.every());
  const listed = isBySize
    ? every.take(SORTED_MAX).toArray().sort((a, b) => bytesOf(b.key) - bytesOf(a.key))
    : every;
  const found: Record<string, unknown>[] = [];
  let looked = 0;
  let next: string | undefined;
  for (const { key, now } of Iterator.from(listed).drop(from)) {
    if (found.length === limit || looked === LOOKED_MAX) {
      next = String(from + looked);
      break;
    }
    looked++;
    if (!key.includes(sought)) continue;
    const { access, owner, bans, mutes } = directory.policy(key);
    const { name, said, topic, count } = now;
    found.push({
      ...{ key, room: name, topic, messages: said, people: count, access, owner },
      ...{ bans: bans.length, mutes: mutes.length, files: bytesOf(key) },
    });
  }
  const rooms: Record<string, unknown>[] = [];
  // One after the other, as nobody's message should wait for a list.
  for (const room of found) rooms.push(await withSize(await withOwner(room, api), api));
  return answer({ rooms, next, ...(more && { uncounted: true }) });
}

/** Tells the bytes of what was said; of a long room about how many they are. */
async function withSize(
  room: Record<string, unknown>,
  { state, now }: Api,
): Promise<Record<string, unknown>> {
  const { bytes, isSampled } = await state.logs.of(String(room.key), now(), COUNTED_MS);
  return { ...room, texts: bytes, ...(isSampled && { sampled: true }) };
}

function readSort({ searchParams }: URL): "people" | "size" {
  const sort = searchParams.get("sort") ?? "people";
  if (sort === "people" || sort === "size") return sort;
  throw new Refusal("malformed", 'Cannot list rooms: sort must be "people" or "size"');
}

/** Tells the name of an owner, as it was when they last signed in, instead of their id. */
async function withOwner(
  { owner, ...room }: Record<string, unknown>,
  { auth }: Api,
): Promise<Record<string, unknown>> {
  if (typeof owner !== "string") return room;
  const [session] = await auth.sessions.of(owner);
  return { ...room, owner: session?.name ?? null };
}

/** Lists rooms that were closed and can be opened again. */
export async function listClosedRooms(_: AdminCall, { hub, now }: Api): Promise<Response> {
  const rooms = await hub.moderation.administration.closed(CLOSED_MAX, now());
  return answer({
    rooms: rooms.map(({ key, name, said, until }) => ({ key, room: name, messages: said, until })),
  });
}

/** Changes a room's access, its owner, or both. */
export async function changeRoom(call: AdminCall, api: Api): Promise<Response> {
  const { hub: { moderation: { administration } }, auth, now } = api;
  const { room: key = "" } = call.params;
  const fields = await readFields(call.request);
  const [access, owner] = [fields.optionalText("access"), fields.optionalText("owner")];
  if (access === undefined && owner === undefined) {
    throw new Refusal("malformed", "Cannot change room: access or owner is missing");
  }
  if (access !== undefined) {
    const action = { type: "access", access: accessOf(access) } as const;
    await administration.rule(key, action, callerOf(call, api), now());
  }
  if (owner !== undefined) {
    const account = await auth.accounts.find(readName(owner));
    if (!account || account.program) {
      throw new Refusal("not-found", `Cannot change room: no account is called ${owner}`);
    }
    await administration.setOwner(key, account.id);
    noteBy(call, api, { what: "room-owner-changed", about: account.name, room: key });
  }
  return done();
}

/** Closes a room, so that it can be opened again for a while. */
export async function closeRoom(call: AdminCall, api: Api): Promise<Response> {
  const { room: key = "" } = call.params;
  const until = await api.hub.moderation.administration.close(key, api.now());
  noteBy(call, api, { what: "room-closed", room: key, ends: until });
  return answer({ until });
}

export async function restoreRoom(call: AdminCall, api: Api): Promise<Response> {
  const { room: key = "" } = call.params;
  await api.hub.moderation.administration.restore(key, api.now());
  noteBy(call, api, { what: "room-restored", room: key });
  return done();
}

/** Deletes a closed room for good. */
export async function purgeRoom(call: AdminCall, api: Api): Promise<Response> {
  const { room: key = "" } = call.params;
  await api.hub.moderation.administration.purge(key, api.now());
  noteBy(call, api, { what: "room-deleted", room: key });
  return done();
}

/** An administrator, as the hub knows who asks. */
export function callerOf({ admin, request, peer }: AdminCall, { auth }: Api): Caller {
  return new Caller(admin.person, auth.edge.addressOf(request, peer));
}
