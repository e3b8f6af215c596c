/**
 * Who may do what in a room, by its policy.
 *
 * @module
 */
import { type Command, type Dismissal, type Door, ProtocolError } from "../../protocol.ts";
import { type Asked, noSuchRoom, type RoomCommand } from "../asked.ts";
import { type Policy, type Sanction, sanctionOn, type Visitor } from "./policy.ts";
import { inWords } from "./duration.ts";

/** What somebody is to a room. Each may do all that those before may. */
const ROLES = ["outsider", "insider", "moderator", "owner", "administrator"] as const;
export type Role = typeof ROLES[number];

/** What one has to be, to ask for something in a room that is open, and in one that is not. */
type Needed = Readonly<Record<"open" | "closed", Role>>;

const INSIDER: Needed = { open: "insider", closed: "insider" };
const MODERATOR: Needed = { open: "moderator", closed: "moderator" };
const OWNER: Needed = { open: "owner", closed: "owner" };

/** Who may ask for what. */
const RIGHTS: Readonly<Record<RoomCommand["type"], Needed>> = {
  join: INSIDER,
  leave: INSIDER,
  say: INSIDER,
  edit: INSIDER,
  delete: INSIDER,
  react: INSIDER,
  read: INSIDER,
  typing: INSIDER,
  history: INSIDER,
  search: INSIDER,
  who: INSIDER,
  topic: { open: "insider", closed: "moderator" },
  invite: MODERATOR,
  uninvite: MODERATOR,
  kick: MODERATOR,
  mute: MODERATOR,
  ban: MODERATOR,
  moderator: OWNER,
  door: OWNER,
  close: OWNER,
};

/** What a muted person may not do. */
const SPEECH: ReadonlySet<Command["type"]> = new Set(["say", "edit", "react", "topic", "typing"]);

/** What somebody is to a room, `at` that time. An administrator is one as long as they are. */
export function roleOf(policy: Policy, visitor: Visitor, at: number): Role {
  const { person } = visitor;
  const { id, admin } = person;
  if (policy.closed) return "outsider";
  if (admin) return "administrator";
  if (sanctionOn(policy.bans, { person, address: undefined }, at)) return "outsider";
  if (policy.owner === id) return "owner";
  if (policy.moderators.includes(id)) return "moderator";
  // Those of a auth have one address: it must not turn them against each other.
  if (sanctionOn(policy.bans, visitor, at)) return "outsider";
  return policy.door === "open" || policy.invited.includes(id) ? "insider" : "outsider";
}

/** Whether somebody of a role may do what another may. */
export function reaches(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a room is there, to somebody. */
export function knows(policy: Policy, visitor: Visitor, at: number): boolean {
  if (policy.closed) return false;
  return policy.door !== "hidden" || roleOf(policy, visitor, at) !== "outsider";
}

/** Whether a room that is not open is somebody's because they made it, or were asked in. */
export function isTheirs({ owner, moderators, invited }: Policy, { person }: Visitor): boolean {
  const { id } = person;
  return owner === id || moderators.includes(id) || invited.includes(id);
}

/**
 * Makes sure that somebody may ask for something in a room now.
 *
 * @throws {ProtocolError} If they may not.
 */
export function permit(policy: Policy, asked: Asked<RoomCommand>): Role {
  const { member, command: { type, room }, at } = asked;
  if (!knows(policy, member, at)) throw noSuchRoom(asked);
  const role = roleOf(policy, member, at);
  const ban = role === "outsider" ? sanctionOn(policy.bans, member, at) : undefined;
  if (ban) throw sanctioned("forbidden", `Cannot ${type}: you are banned from ${room}`, ban, at);
  if (role === "outsider") throw ProtocolError.forbidden(type, `${room} is by invitation`);
  const mute = SPEECH.has(type) && role !== "administrator" &&
    sanctionOn(policy.mutes, member, at);
  if (mute) throw sanctioned("muted", `Cannot ${type}: you are muted in ${room}`, mute, at);
  const needed = RIGHTS[type][doorState(policy.door)];
  if (reaches(role, needed)) return role;
  const who = needed === "moderator" ? "its moderators" : "its owner";
  throw ProtocolError.forbidden(type, `in ${room} only ${who} may`);
}

/** Why somebody has to go, if they have to, after a policy has changed. */
export function dismissal(
  before: Policy,
  policy: Policy,
  visitor: Visitor,
  at: number,
): Dismissal | undefined {
  if (policy.closed) return "closed";
  const kick = policy.kicks.findLast(({ id }) => id === visitor.person.id);
  if (kick && !before.kicks.some(({ id, at }) => id === kick.id && at === kick.at)) return "kicked";
  if (roleOf(policy, visitor, at) !== "outsider") return undefined;
  return sanctionOn(policy.bans, visitor, at) ? "banned" : "uninvited";
}

/**
 * Tells who may have to go after a policy has changed, without a look at all that it says of each;
 * `undefined` if nobody has to.
 */
export function affectedBy(
  before: Policy,
  policy: Policy,
): ((visitor: Visitor) => boolean) | undefined {
  const isForAll = policy.closed !== before.closed || policy.door !== before.door ||
    policy.owner !== before.owner;
  if (isForAll) return () => true;
  const ids = new Set(before.invited).difference(new Set(policy.invited))
    .union(new Set(before.moderators).difference(new Set(policy.moderators)));
  const kicks = new Set(before.kicks.map(kickName));
  for (const kick of policy.kicks) if (!kicks.has(kickName(kick))) ids.add(kick.id);
  const known = new Set(before.bans.map(banName));
  const bans = policy.bans.filter((ban) => !known.has(banName(ban)));
  if (ids.size + bans.length === 0) return undefined;
  const names = new Set(bans.map(({ key }) => key));
  const addresses = new Set(bans.flatMap(({ addresses = [] }) => addresses));
  for (const { id } of bans) if (id !== undefined) ids.add(id);
  return ({ person, address }) =>
    ids.has(person.id) || names.has(person.key) ||
    address !== undefined && addresses.has(address);
}

function banName({ key, until, addresses = [] }: Sanction): string {
  return [key, until, ...addresses].join(" ");
}

function kickName({ id, at }: Policy["kicks"][number]): string {
  return `${id} ${at}`;
}

function doorState(door: Door): keyof Needed {
  return door === "open" ? "open" : "closed";
}

function sanctioned(
  reason: "forbidden" | "muted",
  message: string,
  { until }: Sanction,
  at: number,
): ProtocolError {
  if (until === undefined) return new ProtocolError(reason, message);
  return new ProtocolError(reason, `${message} for ${inWords(until - at)}`, until - at);
}
