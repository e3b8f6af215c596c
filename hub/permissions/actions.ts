/**
 * What moderation actions do to a room's policy.
 *
 * @module
 */
import { LOBBY, type ModerationAction, type ProtocolError } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { type Policy, POLICY_MAX, type Sanction } from "./policy.ts";
import type { Person } from "../people/member.ts";
import { reaches, type Role, roleOf } from "./roles.ts";
import { cannot, forbidden } from "../refused_command.ts";

/** The person whom an action is about. */
export interface Subject {
  /** Absent if nobody had the name yet. */
  readonly id?: string | undefined;
  readonly key: string;
  readonly name: string;
  readonly admin: boolean;
  /** Where they are connected from. */
  readonly addresses: readonly string[];
}

/** An action, as it is made. */
export interface Decision<R extends ModerationAction = ModerationAction> {
  readonly action: R;
  /** The actor's role in the room. */
  readonly role: Role;
  readonly subject: Subject | undefined;
  /** Ids of the people who are in the room. */
  readonly present: readonly string[];
  /** The name of the actor. */
  readonly by?: string;
  /** Whether the subject has blocked the actor, and so is not told. */
  readonly isSilent?: boolean;
  readonly at: number;
}

/** An action that is about a person. */
type Personal = Exclude<Extract<ModerationAction, { name: string }>, { type: "rename" }>;

/**
 * A policy after an action.
 *
 * @throws {ProtocolError} If the action is refused.
 */
export function applied(policy: Policy, decision: Decision): Policy {
  const { silent = [], ...rest } = decided(policy, decision);
  return silent.length > 0 ? { ...rest, silent } : rest;
}

function decided(policy: Policy, decision: Decision): Policy {
  const { action } = decision;
  switch (action.type) {
    case "invite":
      return invited(policy, action, decision);
    case "uninvite":
      return uninvited(policy, action, decision);
    case "kick":
      return kicked(policy, action, decision);
    case "mute": {
      const subject = lower(policy, action, decision);
      known(action, subject);
      return { ...policy, mutes: sanctioned(policy.mutes, action, subject, decision) };
    }
    case "ban": {
      const subject = lower(policy, action, decision);
      const bans = sanctioned(policy.bans, action, subject, decision);
      return action.ms === 0 ? { ...policy, bans } : { ...without(policy, subject.id), bans };
    }
    case "moderator":
      return appointed(policy, action, decision);
    case "access":
      return withAccess(policy, action, decision);
    case "slow": {
      const { slow: _, ...rest } = policy;
      return action.ms === 0 ? rest : { ...rest, slow: action.ms };
    }
    case "announce": {
      const { announce: _, ...rest } = policy;
      return action.on ? { ...rest, announce: true } : rest;
    }
    case "archive": {
      if (action.on) refuseLobby(action);
      const { archived: _, ...rest } = policy;
      return action.on ? { ...rest, archived: true } : rest;
    }
    case "rename":
      return { ...policy, name: action.name };
    case "close":
      refuseLobby(action);
      return { ...policy, closed: true };
    default:
      return action satisfies never;
  }
}

function invited(policy: Policy, action: Personal, decision: Decision): Policy {
  const { subject, at } = decision;
  const id = known(action, subject);
  const { key, name } = subject!;
  const isBanned = policy.bans.some((ban) =>
    at < (ban.until ?? Infinity) && isOn(ban, { id, key })
  );
  if (isBanned) throw forbidden(action.type, `${name} is banned`);
  const all = extended(policy.invited, [id], "invited", action);
  return { ...policy, invited: all, ...silentWith(policy, id, decision) };
}

/**
 * A policy with somebody in it who has followed a link.
 *
 * @throws {ProtocolError} If the room has as many as it can have.
 */
export function admitted(policy: Policy, id: string): Policy {
  const { silent = [], ...rest } = policy;
  // Whoever comes by a link knows of the room.
  const others = silent.filter((one) => one !== id);
  const invited = extended(policy.invited, [id], "invited", { type: "invite" });
  return { ...rest, invited, ...(others.length > 0 && { silent: others }) };
}

/** The invited who were not told, with the one who is invited now, unless they know of the room. */
function silentWith(policy: Policy, id: string, { isSilent }: Decision): Pick<Policy, "silent"> {
  const { owner, moderators, invited, silent = [] } = policy;
  const others = silent.filter((one) => one !== id);
  const knew = others.length === silent.length && [owner, ...moderators, ...invited].includes(id);
  return { silent: isSilent && !knew ? [...others, id] : others };
}

function uninvited(policy: Policy, action: Personal, decision: Decision): Policy {
  const id = known(action, lower(policy, action, decision));
  if (policy.invited.includes(id)) return without(policy, id);
  throw noSuch(action, `${action.name} is not invited`);
}

function kicked(policy: Policy, action: Personal, decision: Decision): Policy {
  const id = known(action, lower(policy, action, decision));
  const kicks = [...policy.kicks, { id, at: decision.at }].slice(-POLICY_MAX.kicks);
  return { ...without(policy, id), kicks };
}

function appointed(
  policy: Policy,
  action: Extract<ModerationAction, { type: "moderator" }>,
  decision: Decision,
): Policy {
  const { subject } = decision;
  const { moderators } = policy;
  const id = known(action, subject);
  if (!action.on) {
    if (!moderators.includes(id)) throw noSuch(action, `${action.name} is none`);
    return { ...policy, moderators: moderators.filter((one) => one !== id) };
  }
  return {
    ...policy,
    // A former moderator may stay.
    invited: extended(policy.invited, [id], "invited", action),
    moderators: extended(moderators, [id], "moderators", action),
    ...silentWith(policy, id, decision),
  };
}

/** When a room ceases to be open, everybody who is in it is invited. */
function withAccess(
  policy: Policy,
  action: Extract<ModerationAction, { type: "access" }>,
  { present }: Decision,
): Policy {
  refuseLobby(action);
  const { access } = action;
  // Those who are in it know of it.
  const silent = policy.silent?.filter((one) => !present.includes(one)) ?? [];
  if (policy.access !== "open" || access === "open") return { ...policy, access, silent };
  return {
    ...policy,
    access,
    silent,
    invited: extended(policy.invited, present, "invited", action),
  };
}

/** Sanctions with one more, or with one less when it is for 0 ms. Those that have ended are left out. */
function sanctioned(
  sanctions: readonly Sanction[],
  action: Extract<ModerationAction, { type: "mute" | "ban" }>,
  subject: Subject,
  { at, by }: Decision,
): Sanction[] {
  const { type, ms, name, reason } = action;
  const { id, key, addresses } = subject;
  const running = sanctions.filter(({ until = Infinity }) => at < until);
  const others = running.filter((one) => !isOn(one, subject));
  if (ms === 0) {
    if (others.length < running.length) return others;
    throw noSuch(action, `${name} is not ${type === "ban" ? "banned" : "muted"}`);
  }
  const withAddress = type === "ban" && action.address === true;
  if (withAddress && addresses.length === 0) {
    throw noSuch(action, `${name} is not here, so their address is not known`);
  }
  const sanction = {
    ...(id !== undefined && { id }),
    key,
    ...(withAddress && { addresses }),
    ...(ms !== undefined && { until: at + ms }),
    at,
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
  };
  return extended(others, [sanction], type === "ban" ? "bans" : "mutes", action);
}

/** Removes a person from all lists of a policy. */
function without(policy: Policy, id: string | undefined): Policy {
  return {
    ...policy,
    invited: policy.invited.filter((one) => one !== id),
    moderators: policy.moderators.filter((one) => one !== id),
    silent: policy.silent?.filter((one) => one !== id) ?? [],
  };
}

/** A list of a policy with some more in it, each once. */
function extended<T>(
  list: readonly T[],
  more: readonly T[],
  which: keyof typeof POLICY_MAX,
  { type }: Pick<ModerationAction, "type">,
): T[] {
  const all = [...new Set([...list, ...more])];
  const most = POLICY_MAX[which];
  if (all.length <= most) return all;
  throw forbidden(type, `a room has at most ${most} ${which}`);
}

/** The subject of an action, if their role is lower than the actor's. */
function lower(policy: Policy, action: Personal, { subject, role, at }: Decision): Subject {
  if (!subject) throw noSuch(action, `nobody is called ${action.name}`);
  const { id = "", key, name, admin } = subject;
  const person: Person = { id, key, name, admin, guest: false };
  if (!reaches(roleOf(policy, { person, address: undefined }, at), role)) return subject;
  throw forbidden(action.type, `${name} has the same rights here as you`);
}

/** The id of somebody who is known. */
function known(action: Personal, subject: Subject | undefined): string {
  if (subject?.id !== undefined) return subject.id;
  throw noSuch(action, `nobody is called ${action.name}`);
}

function isOn({ id, key }: Sanction, subject: Pick<Subject, "id" | "key">): boolean {
  return key === subject.key || id !== undefined && id === subject.id;
}

function refuseLobby(
  { type, room }: Pick<Extract<ModerationAction, { room: string }>, "type" | "room">,
): void {
  if (nameKey(room) === LOBBY) {
    throw forbidden(type, "the lobby is always open to everybody");
  }
}

function noSuch({ type }: ModerationAction, why: string): ProtocolError {
  return cannot(type, "no-such-person", why);
}
