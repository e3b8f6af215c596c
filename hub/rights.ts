/**
 * Who may do what in a room, by its charter.
 *
 * @module
 */
import { type Command, type Dismissal, type Door, ProtocolError } from "../protocol.ts";
import { type Asked, nowhere, type RoomCommand } from "./asked.ts";
import { type Charter, type Sanction, sanctionOn, type Visitor } from "./charter.ts";
import { inWords } from "./duration.ts";

/** What somebody is to a room. Each may do all that those before may. */
const RANKS = ["outsider", "insider", "moderator", "owner", "administrator"] as const;
export type Rank = typeof RANKS[number];

/** What one has to be, to ask for something in a room that is open, and in one that is not. */
type Needed = Readonly<Record<"open" | "closed", Rank>>;

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
export function rankOf(charter: Charter, visitor: Visitor, at: number): Rank {
  const { person } = visitor;
  const { id, admin } = person;
  if (charter.closed) return "outsider";
  if (admin) return "administrator";
  if (sanctionOn(charter.bans, { person, address: undefined }, at)) return "outsider";
  if (charter.owner === id) return "owner";
  if (charter.moderators.includes(id)) return "moderator";
  // Those of a house have one address: it must not turn them against each other.
  if (sanctionOn(charter.bans, visitor, at)) return "outsider";
  return charter.door === "open" || charter.invited.includes(id) ? "insider" : "outsider";
}

/** Whether somebody of a rank may do what another may. */
export function reaches(rank: Rank, needed: Rank): boolean {
  return RANKS.indexOf(rank) >= RANKS.indexOf(needed);
}

/** Whether a room is there, to somebody. */
export function knows(charter: Charter, visitor: Visitor, at: number): boolean {
  if (charter.closed) return false;
  return charter.door !== "hidden" || rankOf(charter, visitor, at) !== "outsider";
}

/** Whether a room behind a door is somebody's because they made it, or were asked in. */
export function isTheirs({ owner, moderators, invited }: Charter, { person }: Visitor): boolean {
  const { id } = person;
  return owner === id || moderators.includes(id) || invited.includes(id);
}

/**
 * Makes sure that somebody may ask for something in a room now.
 *
 * @throws {ProtocolError} If they may not.
 */
export function permit(charter: Charter, asked: Asked<RoomCommand>): Rank {
  const { member, command: { type, room }, at } = asked;
  if (!knows(charter, member, at)) throw nowhere(asked);
  const rank = rankOf(charter, member, at);
  const ban = rank === "outsider" ? sanctionOn(charter.bans, member, at) : undefined;
  if (ban) throw sanctioned("forbidden", `Cannot ${type}: you are banned from ${room}`, ban, at);
  if (rank === "outsider") throw forbidden(type, `${room} is by invitation`);
  const mute = SPEECH.has(type) && rank !== "administrator" &&
    sanctionOn(charter.mutes, member, at);
  if (mute) throw sanctioned("muted", `Cannot ${type}: you are muted in ${room}`, mute, at);
  const needed = RIGHTS[type][doorState(charter.door)];
  if (reaches(rank, needed)) return rank;
  const who = needed === "moderator" ? "its moderators" : "its owner";
  throw forbidden(type, `in ${room} only ${who} may`);
}

/** Why somebody has to go, if they have to, after a charter has changed. */
export function dismissal(
  before: Charter,
  charter: Charter,
  visitor: Visitor,
  at: number,
): Dismissal | undefined {
  if (charter.closed) return "closed";
  const kick = charter.kicks.findLast(({ id }) => id === visitor.person.id);
  if (kick && !before.kicks.some(({ id, at }) => id === kick.id && at === kick.at)) return "kicked";
  if (rankOf(charter, visitor, at) !== "outsider") return undefined;
  return sanctionOn(charter.bans, visitor, at) ? "banned" : "uninvited";
}

/**
 * Tells who may have to go after a charter has changed, without a look at all that it says of each;
 * `undefined` if nobody has to.
 */
export function affectedBy(
  before: Charter,
  charter: Charter,
): ((visitor: Visitor) => boolean) | undefined {
  const isForAll = charter.closed !== before.closed || charter.door !== before.door ||
    charter.owner !== before.owner;
  if (isForAll) return () => true;
  const ids = new Set(before.invited).difference(new Set(charter.invited))
    .union(new Set(before.moderators).difference(new Set(charter.moderators)));
  const kicks = new Set(before.kicks.map(kickName));
  for (const kick of charter.kicks) if (!kicks.has(kickName(kick))) ids.add(kick.id);
  const known = new Set(before.bans.map(banName));
  const bans = charter.bans.filter((ban) => !known.has(banName(ban)));
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

function kickName({ id, at }: Charter["kicks"][number]): string {
  return `${id} ${at}`;
}

/** The refusal of what somebody may not do. */
export function forbidden(type: string, why: string): ProtocolError {
  return new ProtocolError("forbidden", `Cannot ${type}: ${why}`);
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
