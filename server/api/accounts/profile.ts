/**
 * Routes: what people tell of themselves.
 *
 * @module
 */
import { Member } from "../../../hub/people/member.ts";
import type { Visitor } from "../../../hub/permissions/policy.ts";
import { ProtocolError } from "../../../protocol.ts";
import { isFileId } from "../../../protocol/field/files.ts";
import { nameKey } from "../../../protocol/name.ts";
import { parseDisplayName } from "../../../protocol/name/display_name.ts";
import { parseName, parseRoom } from "../../../protocol/name/parse_name.ts";
import type { PersonProfile } from "../../../protocol/name/profile.ts";
import { PROFILE_LIMITS } from "../../../protocol/name/profile_limits.ts";
import { readName } from "../../auth.ts";
import { AuthError } from "../../auth/auth_error.ts";
import type { AskedChange } from "../../auth/accounts/profiles.ts";
import { answer } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import { actorOf } from "../../limits/pace.ts";
import { lookedWeight } from "../../limits/weight.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";
import { findNames, readSearch } from "./directory.ts";
import { statusOf, zoneOf } from "./profile_fields.ts";

/** People who are looked up for what a message weighs: each takes some rows. */
const NAMES_OF_ONE = 50;

/** Changes what is given, and takes away what is `null`. */
export async function changeProfile(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { person, address } = visit;
  if (person.guest || person.bot) {
    throw AuthError.forbidden("change profile", "you have no account");
  }
  const asked = readChange(await readFields(call.request), api.now());
  const account = await api.auth.accounts.find(person.name);
  if (account?.id !== person.id) throw AuthError.forbidden("change profile", "you have no account");
  const member = new Member(person, address);
  const profile = await api.profiles.change(account, asked, member);
  const weight = lookedWeight(member.looked);
  if (weight > 0) api.auth.limits.judge(actorOf(visit), weight, api.now());
  return answer({ name: person.name, ...profile });
}

/** One person, and what they are in a room, if one is named. */
export async function readPerson(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const name = readName(call.params.name ?? "");
  const asked = call.url.searchParams.get("room");
  const room = asked === null ? undefined : await keyOf(asked, visit, api);
  const [found] = await peopleOf([name], visit, api);
  if (!found) throw new Refusal("not-found", `Cannot find person: there is no ${name} now`);
  const role = room === undefined ? undefined : roleOf(room, found.visitor, api);
  return answer({ ...found.person, ...(role && { role }) });
}

/** Many people at once, by their names or by parts of what they are called. Who is not known is left out. */
export async function listPeople(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const sought = call.url.searchParams.get("q");
  if (sought !== null) return await findPeople(sought, visit, call, api);
  const names = namesOf(call.url.searchParams.get("names") ?? "");
  const found = await peopleOf(names, visit, api);
  // Known only now: whoever asks for many again and again is refused the next time.
  api.auth.limits.judge(actorOf(visit), names.length / NAMES_OF_ONE, api.now());
  return answer({ people: found.map(({ person }) => person) });
}

/** People by parts of what they are called, as many as a page has. */
async function findPeople(q: string, visit: Visit, call: Call, api: Api): Promise<Response> {
  const { names, looked, next } = await findNames(readSearch(q, call.url), visit, api);
  api.auth.limits.judge(actorOf(visit), lookedWeight(looked), api.now());
  const found = await peopleOf(names, visit, api);
  const people = found.map(({ person }) => person).filter(({ blocked }) => !blocked);
  return answer({ people, ...(next !== undefined && { next }) });
}

/** Somebody, as they are told, and as their permissions are asked for. */
interface Found {
  readonly person: PersonProfile;
  readonly visitor: Visitor;
}

async function peopleOf(names: readonly string[], visit: Visit, api: Api): Promise<Found[]> {
  const known = await Promise.all(names.map((name) => visitorOf(name, api)));
  const people = known.flatMap((visitor) => visitor ? [visitor.person] : []);
  const blocks = api.hub.blocking.listed(await api.hub.blocking.of(visit.person));
  const profiles = await api.profiles.of(people.map(({ id }) => id));
  return people.map((person) => {
    const { id, name, guest, bot } = person;
    const isBlocked = blocks?.has(name) ?? false;
    return {
      visitor: { person, address: undefined },
      person: {
        name,
        ...(guest && { guest }),
        ...(bot && { bot: true as const }),
        ...(!guest && !isBlocked && isSeen(person, visit, api) && { here: true as const }),
        ...(isBlocked ? { blocked: true as const } : profiles.get(id)),
      },
    };
  });
}

/** Whether somebody else is connected to this server, or in a room on another one. */
function isSeen({ id, key }: Visitor["person"], { person }: Visit, { auth, hub }: Api): boolean {
  return id !== person.id && (auth.names.holder(key) === id || hub.elsewhere?.has(key) === true);
}

/** Who has a name: an account, or a guest who is here; `undefined` for all others. */
async function visitorOf(name: string, { auth }: Api): Promise<Visitor | undefined> {
  // Whoever was renamed is found by the names that they had, too.
  const owner = auth.renamed.ownerOf(nameKey(name));
  const now = owner === undefined ? undefined : auth.renamed.of(owner);
  return await visitorNamed(now?.name ?? name, auth);
}

async function visitorNamed(name: string, auth: Api["auth"]): Promise<Visitor | undefined> {
  const key = nameKey(name);
  const account = await auth.accounts.find(name);
  if (account && nameKey(account.name) === key && !account.waits) {
    const { id, program } = account;
    const admin = auth.accounts.isAdmin(account);
    const bot = program && { bot: {} };
    return {
      person: { id, name: account.name, key, guest: false, admin, ...bot },
      address: undefined,
    };
  }
  const id = auth.names.holder(key) ?? await auth.names.elsewhere?.holder(key);
  return id === undefined ? undefined : {
    person: { id, name: name, key, guest: true },
    address: undefined,
  };
}

/** The key of a room that somebody may look at, by the name that they use. */
async function keyOf(asked: string, visit: Visit, { hub, now }: Api): Promise<string | undefined> {
  const room = parseRoom(asked);
  await visit.execute({ type: "who", room });
  // In a direct room all are alike.
  if (room.startsWith("@")) return undefined;
  return hub.directory.place(room, new Member(visit.person, visit.address), now()).key;
}

function roleOf(room: string, visitor: Visitor, { hub, now }: Api): PersonProfile["role"] {
  const role = hub.permissions.roleIn(room, visitor, now());
  return role === "insider" || role === "outsider" ? undefined : role;
}

function namesOf(text: string): string[] {
  const names = text.split(",", PROFILE_LIMITS.people + 1);
  if (text !== "" && names.length <= PROFILE_LIMITS.people) {
    return [...new Map(names.map((name) => [nameKey(parseName(name)), parseName(name)])).values()];
  }
  throw new Refusal(
    "malformed",
    `Cannot list people: names must be 1 to ${PROFILE_LIMITS.people} names, with "," between them`,
  );
}

function readChange(fields: Fields, now: number): AskedChange {
  const display = changeOf(fields, "display", parseDisplayName);
  const zone = changeOf(fields, "zone", zoneOf);
  const status = changeOf(fields, "status", (value) => statusOf(value, now));
  const picture = changeOf(fields, "picture", (value) => {
    if (isFileId(value)) return value;
    throw ProtocolError.malformed("picture", "the id of an upload", value);
  });
  const changes = [display, zone, status, picture];
  if (changes.every((change) => change === undefined)) {
    throw new Refusal(
      "malformed",
      "Cannot change profile: name at least one of display, picture, zone and status",
    );
  }
  return {
    ...(display !== undefined && { display }),
    ...(zone !== undefined && { zone }),
    ...(status !== undefined && { status }),
    ...(picture !== undefined && { picture }),
  };
}

function changeOf<T>(
  fields: Fields,
  name: string,
  read: (value: unknown) => T,
): T | null | undefined {
  const value = fields.value(name);
  return value === undefined || value === null ? value : read(value);
}
