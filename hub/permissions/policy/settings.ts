/**
 * What people are told of a room's policy: how it is set, and which rights they have there.
 *
 * @module
 */
import type { RoomRole, RoomSettings } from "../../../protocol.ts";
import type { Member } from "../../people/member.ts";
import type { Policy, Visitor } from "../policy.ts";
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

/** A room's settings, and somebody's role there. */
export type ToldSettings = RoomSettings & { role?: RoomRole };

export function settingsFor(
  policy: Policy,
  room: string,
  visitor: Visitor,
  at: number,
): ToldSettings {
  const role = roleOf(policy, visitor, at);
  return { ...settingsOf(policy, room), ...(isSpecial(role) && { role }) };
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
  if (!isForAll && appointed.size === 0 && !isReported) return;
  for (const member of room.members) {
    if (member.kind !== "socket") continue;
    const role = roleOf(policy, member, at);
    if (role === "outsider") continue;
    if (isForAll || appointed.has(member.person.id)) {
      const told = settingsFor(policy, room.name, member, at);
      member.answer({ type: "settings", room: room.name, ...told });
    }
    if (isReported && reaches(role, "moderator")) {
      member.answer({ type: "reported", room: room.name });
    }
  }
}

function isSpecial(role: Role): role is RoomRole {
  return reaches(role, "moderator");
}
