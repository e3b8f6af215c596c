/**
 * What becomes of a charter by what its moderators decide.
 *
 * @module
 */
import { LOBBY, ProtocolError, type Ruling } from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";
import { type Charter, CHARTER_MAX, type Sanction } from "./charter.ts";
import type { Person } from "./member.ts";
import { forbidden, type Rank, rankOf, reaches } from "./rights.ts";

/** Whom a ruling is about. */
export interface Subject {
  /** Absent if nobody had the name yet. */
  readonly id?: string | undefined;
  readonly key: string;
  readonly name: string;
  readonly admin: boolean;
  /** Where they are connected from. */
  readonly addresses: readonly string[];
}

/** A ruling, as it is made. */
export interface Decision<R extends Ruling = Ruling> {
  readonly ruling: R;
  /** What who rules is to the room. */
  readonly rank: Rank;
  readonly subject: Subject | undefined;
  /** Ids of the people who are in the room. */
  readonly present: readonly string[];
  readonly at: number;
}

/** A ruling that is about a person. */
type Personal = Extract<Ruling, { name: string }>;

/**
 * A charter after a decision.
 *
 * @throws {ProtocolError} If it can't be made.
 */
export function ruled(charter: Charter, decision: Decision): Charter {
  const { ruling } = decision;
  switch (ruling.type) {
    case "invite":
      return invited(charter, ruling, decision);
    case "uninvite":
      return uninvited(charter, ruling, decision);
    case "kick":
      return kicked(charter, ruling, decision);
    case "mute": {
      const subject = lower(charter, ruling, decision);
      known(ruling, subject);
      return { ...charter, mutes: sanctioned(charter.mutes, ruling, subject, decision.at) };
    }
    case "ban": {
      const subject = lower(charter, ruling, decision);
      const bans = sanctioned(charter.bans, ruling, subject, decision.at);
      return ruling.ms === 0 ? { ...charter, bans } : { ...without(charter, subject.id), bans };
    }
    case "moderator":
      return appointed(charter, ruling, decision);
    case "door":
      return withDoor(charter, ruling, decision);
    case "close":
      refuseLobby(ruling);
      return { ...charter, closed: true };
    default:
      return ruling satisfies never;
  }
}

function invited(charter: Charter, ruling: Personal, { subject, at }: Decision): Charter {
  const id = known(ruling, subject);
  const { key, name } = subject!;
  const isBanned = charter.bans.some((ban) =>
    at < (ban.until ?? Infinity) && isOn(ban, { id, key })
  );
  if (isBanned) throw forbidden(ruling.type, `${name} is banned`);
  return { ...charter, invited: extended(charter.invited, [id], "invited", ruling) };
}

function uninvited(charter: Charter, ruling: Personal, decision: Decision): Charter {
  const id = known(ruling, lower(charter, ruling, decision));
  if (charter.invited.includes(id)) return without(charter, id);
  throw noSuch(ruling, `${ruling.name} is not invited`);
}

function kicked(charter: Charter, ruling: Personal, decision: Decision): Charter {
  const id = known(ruling, lower(charter, ruling, decision));
  const kicks = [...charter.kicks, { id, at: decision.at }].slice(-CHARTER_MAX.kicks);
  return { ...without(charter, id), kicks };
}

function appointed(
  charter: Charter,
  ruling: Extract<Ruling, { type: "moderator" }>,
  { subject }: Decision,
): Charter {
  const { moderators } = charter;
  const id = known(ruling, subject);
  if (!ruling.on) {
    if (!moderators.includes(id)) throw noSuch(ruling, `${ruling.name} is none`);
    return { ...charter, moderators: moderators.filter((one) => one !== id) };
  }
  return {
    ...charter,
    // Who is a moderator no longer may stay.
    invited: extended(charter.invited, [id], "invited", ruling),
    moderators: extended(moderators, [id], "moderators", ruling),
  };
}

/** Who is in the room when its door closes may stay. */
function withDoor(
  charter: Charter,
  ruling: Extract<Ruling, { type: "door" }>,
  { present }: Decision,
): Charter {
  refuseLobby(ruling);
  const { door } = ruling;
  if (charter.door !== "open" || door === "open") return { ...charter, door };
  return { ...charter, door, invited: extended(charter.invited, present, "invited", ruling) };
}

/** Sanctions with one more, or with one less when it is for 0 ms. Those that have ended are left out. */
function sanctioned(
  sanctions: readonly Sanction[],
  ruling: Extract<Ruling, { type: "mute" | "ban" }>,
  subject: Subject,
  at: number,
): Sanction[] {
  const { type, ms, name } = ruling;
  const { id, key, addresses } = subject;
  const running = sanctions.filter(({ until = Infinity }) => at < until);
  const others = running.filter((one) => !isOn(one, subject));
  if (ms === 0) {
    if (others.length < running.length) return others;
    throw noSuch(ruling, `${name} is not ${type === "ban" ? "banned" : "muted"}`);
  }
  const withAddress = type === "ban" && ruling.address === true;
  if (withAddress && addresses.length === 0) {
    throw noSuch(ruling, `${name} is not here, so their address is not known`);
  }
  const sanction = {
    ...(id !== undefined && { id }),
    key,
    ...(withAddress && { addresses }),
    ...(ms !== undefined && { until: at + ms }),
  };
  return extended(others, [sanction], type === "ban" ? "bans" : "mutes", ruling);
}

/** Takes away all that a person is in a room. */
function without(charter: Charter, id: string | undefined): Charter {
  return {
    ...charter,
    invited: charter.invited.filter((one) => one !== id),
    moderators: charter.moderators.filter((one) => one !== id),
  };
}

/** A list of a charter with some more in it, each once. */
function extended<T>(
  list: readonly T[],
  more: readonly T[],
  which: keyof typeof CHARTER_MAX,
  { type }: Ruling,
): T[] {
  const all = [...new Set([...list, ...more])];
  const most = CHARTER_MAX[which];
  if (all.length <= most) return all;
  throw forbidden(type, `a room has at most ${most} ${which}`);
}

/** Whom a ruling is about, if they are less in the room than who rules. */
function lower(charter: Charter, ruling: Personal, { subject, rank, at }: Decision): Subject {
  if (!subject) throw noSuch(ruling, `nobody is called ${ruling.name}`);
  const { id = "", key, name, admin } = subject;
  const person: Person = { id, key, name, admin, guest: false };
  if (!reaches(rankOf(charter, { person, address: undefined }, at), rank)) return subject;
  throw forbidden(ruling.type, `${name} may do as much here as you`);
}

/** The id of somebody who is known. */
function known(ruling: Personal, subject: Subject | undefined): string {
  if (subject?.id !== undefined) return subject.id;
  throw noSuch(ruling, `nobody is called ${ruling.name}`);
}

function isOn({ id, key }: Sanction, subject: Pick<Subject, "id" | "key">): boolean {
  return key === subject.key || id !== undefined && id === subject.id;
}

function refuseLobby({ type, room }: Extract<Ruling, { type: "door" | "close" }>): void {
  if (nameKey(room) === LOBBY) throw forbidden(type, "the lobby is open to all, always");
}

function noSuch({ type }: Ruling, why: string): ProtocolError {
  return new ProtocolError("no-such-person", `Cannot ${type}: ${why}`);
}
