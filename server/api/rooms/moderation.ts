/**
 * Over HTTP: who has which rights in a room, and who is kept out of it, for its moderators.
 *
 * @module
 */
import { Member, type Person } from "../../../hub/people/member.ts";
import { moderatedRoom } from "../../../hub/permissions/moderated_room.ts";
import { type Policy, type Sanction, sanctionOn } from "../../../hub/permissions/policy.ts";
import { reaches, type Role, roleOf } from "../../../hub/permissions/roles.ts";
import type { ModerationAction } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";
import { readName } from "../../auth.ts";
import { answer } from "../../http/answer.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";

/** People of each kind whose names are looked up for one answer. */
const NAMED_MAX = 200;
/** People of whom it is looked up whether they have an account: of all kinds together. */
const GUESTS_MAX = 800;

/** Tells who moderates a room, who is invited, muted and banned. */
export async function readModeration(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api, "list people");
  const policy = api.hub.directory.policy(room);
  const at = api.now();
  const moderators = await namesOf(policy.moderators, api);
  const invited = policy.invited.filter((id) => !policy.moderators.includes(id));
  const asked = await namesOf(invited, api);
  const [owner] = policy.owner === undefined ? [] : await namesOf([policy.owner], api);
  const [mutes, bans] = [running(policy.mutes, at), running(policy.bans, at)];
  const known = [...(owner ? [owner] : []), ...moderators, ...asked];
  const named = [...mutes, ...bans].map(({ id = "", key: name }) => ({ id, name }));
  return answer({
    ...(owner && { owner: owner.name }),
    moderators: moderators.map(({ name }) => name),
    invited: asked.map(({ name }) => name),
    // Those who have no session, or of whom there are too many.
    unnamed: policy.moderators.length + invited.length - moderators.length - asked.length,
    mutes: mutes.map(toldSanction),
    bans: bans.map(toldSanction),
    guests: await guestsOf([...known, ...named], api),
    reports: (await api.reports.list({ room, open: true, limit: NAMED_MAX })).length,
  });
}

/** Tells what somebody is in a room, and what the one who asks may do about them. */
export async function readSubject(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const key = moderated(visit, call, api, "look somebody up");
  const policy = api.hub.directory.policy(key);
  const at = api.now();
  const asked = readName(call.params.name ?? "");
  const person = await personOf(asked, api);
  const visitor = { person, address: undefined };
  const role = roleOf(policy, visitor, at);
  const [muted, banned] = [policy.mutes, policy.bans].map((all) => sanctionOn(all, visitor, at));
  return answer({
    name: person.name,
    ...(reaches(role, "moderator") && { role }),
    ...(muted && { muted: toldSanction(muted) }),
    ...(banned && { banned: toldSanction(banned) }),
    ...(policy.invited.includes(person.id) && { invited: true }),
    may: mayDo(policy, roleOf(policy, visit, at), { role, id: person.id, isBanned: !!banned }),
  });
}

/**
 * The key of the room that somebody moderates.
 *
 * @throws {ProtocolError} If there is no such room for them, or they do not moderate it.
 */
export function moderated(
  { person, address }: Visit,
  { params: { room = "" } }: Call,
  { hub, now }: Api,
  doing: string,
): string {
  return moderatedRoom(room, new Member(person, address), {
    ...{ directory: hub.directory, permissions: hub.permissions, at: now(), action: doing },
    sealed: "too",
  });
}

/** What somebody of a role may do about somebody else, as `Permissions` and `applied` decide it. */
function mayDo(
  { moderators }: Policy,
  mine: Role,
  { role, id, isBanned }: { role: Role; id: string; isBanned: boolean },
): ModerationAction["type"][] {
  const isLower = id !== "" && !reaches(role, mine);
  const about: ModerationAction["type"][] = isLower ? ["mute", "kick", "ban"] : [];
  // Of a name that nobody has yet, a ban is all that can be.
  if (id === "") about.push("ban");
  const mayAppoint = reaches(mine, "owner") && id !== "" && !isBanned &&
    (moderators.includes(id) || !reaches(role, "moderator"));
  return mayAppoint ? [...about, "moderator"] : about;
}

/** Whether somebody of a name has a lower role in a room than who asks, as who may be banned by them has. */
export async function isLower(
  name: string,
  room: string,
  visit: Visit,
  api: Api,
): Promise<boolean> {
  const policy = api.hub.directory.policy(room);
  const at = api.now();
  const visitor = { person: await personOf(name, api), address: undefined };
  return !reaches(roleOf(policy, visitor, at), roleOf(policy, visit, at));
}

/** Who has a name, or had it last; of an empty id, if nobody did. */
export async function personOf(name: string, { auth }: Api): Promise<Person> {
  const key = nameKey(name);
  const id = await auth.find(key);
  const account = await auth.accounts.find(name);
  const isTheirs = account !== undefined && account.id === id;
  return {
    ...{ id: id ?? "", key, name: isTheirs ? account.name : name, guest: !isTheirs },
    admin: isTheirs && auth.accounts.isAdmin(account),
  };
}

/** Somebody, and the name that they have or had. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** The names of people who have a session, by their ids; a few of very many. */
async function namesOf(ids: readonly string[], { auth }: Api): Promise<Named[]> {
  const found = await Promise.all(
    ids.slice(0, NAMED_MAX).map(async (id) => {
      const sessions = await auth.sessions.of(id);
      const name = sessions.sort((a, b) => b.seen - a.seen)[0]?.name;
      return name === undefined ? [] : [{ id, name }];
    }),
  );
  return found.flat();
}

/** The names of those who have no account; of very many, of the first. */
async function guestsOf(people: readonly Named[], { auth }: Api): Promise<string[]> {
  const found = await Promise.all(
    people.slice(0, GUESTS_MAX).map(async ({ id, name }) =>
      await auth.accounts.isGuest(id, name) ? [name] : []
    ),
  );
  return [...new Set(found.flat())];
}

function running(sanctions: readonly Sanction[], at: number): Sanction[] {
  return sanctions.filter(({ until = Infinity }) => at < until);
}

/** A mute or ban as it is told: not from which addresses. */
function toldSanction({ key, until, addresses, by, reason }: Sanction): Record<string, unknown> {
  return {
    name: key,
    ...(until !== undefined && { until }),
    ...(addresses && { address: true }),
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
  };
}
