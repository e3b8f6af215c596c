/**
 * What people are told of a room's policy: how it is set, and which rights they have there.
 *
 * @module
 */
import type { RoomRole, RoomSettings, RoomState } from "../../../protocol.ts";
import type { Member } from "../../people/member.ts";
import { type Policy, type Sanction, sanctionOn, type Visitor } from "../policy.ts";
import { reaches, type Role, roleOf } from "../roles.ts";

/** A room's settings, by its policy and the name that leads there. */
export function settingsOf(
  { name, access, slow, announce, archived }: Policy,
  room: string,
): RoomSettings {
  return {
    ...(name !== undefined && name !== room && { name }),
    ...(access !== "open" && { access }),
    ...(slow !== undefined && { slow }),
    ...(announce && { announce }),
    ...(archived && { archived }),
  };
}

/** A room's settings, and what somebody is there. */
export type ToldSettings = RoomState;

export function settingsFor(
  policy: Policy,
  room: string,
  visitor: Visitor,
  at: number,
): ToldSettings {
  const role = roleOf(policy, visitor, at);
  const muted = role === "administrator" ? undefined : muteOf(policy, visitor, at);
  return {
    ...settingsOf(policy, room),
    ...(isSpecial(role) && { role }),
    ...(muted && { muted }),
  };
}

function muteOf({ mutes }: Policy, visitor: Visitor, at: number): RoomState["muted"] {
  const { until, reason } = sanctionOn(mutes, visitor, at) ?? {};
  if (until === undefined) return undefined;
  return { ms: until - at, ...(reason !== undefined && { reason }) };
}

/** A room that is in use, as far as it matters here. */
export interface TellableRoom {
  readonly name: string;
  readonly members: readonly Member[];
}

/** Tells those who are in a room what has changed there for them; some moderators, of a report. */
export function tellChanges(room: TellableRoom, before: Policy, policy: Policy, at: number): void {
  const isForAll = before.owner !== policy.owner ||
    JSON.stringify(settingsOf(before, room.name)) !== JSON.stringify(settingsOf(policy, room.name));
  const appointed = new Set(before.moderators).symmetricDifference(new Set(policy.moderators));
  const isReported = before.reported !== policy.reported;
  // Only what changed is looked at for each: a room may have hundreds of mutes, and thousands of people.
  const mutes = [...changed(before.mutes, policy.mutes), ...changed(policy.mutes, before.mutes)];
  if (!isForAll && appointed.size === 0 && !isReported && mutes.length === 0) return;
  for (const member of room.members) {
    if (member.kind !== "socket") continue;
    const role = roleOf(policy, member, at);
    if (role === "outsider") continue;
    if (isForAll || appointed.has(member.person.id) || sanctionOn(mutes, member, 0)) {
      const told = settingsFor(policy, room.name, member, at);
      member.answer({ type: "settings", room: room.name, ...told });
    }
    if (isReported && reaches(role, "moderator")) {
      member.answer({ type: "reported", room: room.name });
    }
  }
}

/** The mutes that were not among others. */
function changed(mutes: readonly Sanction[], before: readonly Sanction[]): Sanction[] {
  if (mutes === before) return [];
  const nameOf = ({ id, key, until, reason }: Sanction) => JSON.stringify([id, key, until, reason]);
  const known = new Set(before.map(nameOf));
  return mutes.filter((mute) => !known.has(nameOf(mute)));
}

function isSpecial(role: Role): role is RoomRole {
  return reaches(role, "moderator");
}
