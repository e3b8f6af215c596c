/**
 * Removes people from rooms, and from the server, when they are no longer allowed there.
 *
 * @module
 */
import { Close } from "../../protocol.ts";
import type { Member } from "../people/member.ts";
import type { Online } from "../people/online.ts";
import type { Room } from "../room.ts";
import type { Directory } from "../rooms/directory.ts";
import type { RoomsInUse } from "../rooms/rooms_in_use.ts";
import { affectedBy, dismissal } from "./dismissal.ts";
import type { Permissions } from "./permissions.ts";
import { tellChanges } from "./policy/settings.ts";
import { SERVER } from "./policies.ts";
import type { Policy } from "./policy.ts";

export interface EnforcementOptions {
  readonly inUse: RoomsInUse;
  readonly directory: Directory;
  readonly permissions: Permissions;
  readonly online: Online;
  /** The time, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Enforcement {
  readonly #options: EnforcementOptions;
  /** Members who joined rooms as administrators. */
  readonly #administrators = new Set<Member>();

  constructor(options: EnforcementOptions) {
    this.#options = options;
  }

  /** Removes those who are no longer allowed after a policy has changed. */
  enforce(key: string, before: Policy): void {
    const { inUse, directory, online, permissions, now } = this.#options;
    const at = now();
    const room = inUse.get(key);
    if (!room && key !== SERVER) return;
    const policy = directory.policy(key);
    const isAffected = affectedBy(before, policy);
    if (room && isAffected) dismiss(room, room.members.filter(isAffected), before, policy, at);
    if (room) tellChanges(room, before, policy, at);
    if (!isAffected) return;
    if (key !== SERVER) return;
    // All who are here, as nobody is found by their address: administrators ban seldom.
    for (const member of online) {
      if (isAffected(member) && !permissions.mayConnect(member, at)) member.drop(Close.Removed);
    }
  }

  /** Notes that a member acts as an administrator: they may lose that role while they are in rooms. */
  addAdministrator(member: Member): void {
    if (member.kind !== "call") this.#administrators.add(member);
  }

  /** Notes that somebody disconnected. */
  delete(member: Member): void {
    this.#administrators.delete(member);
  }

  /** Removes those whose permission has ended by itself: former administrators. */
  sweep(at: number): void {
    const { inUse, directory } = this.#options;
    for (const member of this.#administrators) {
      if (member.person.admin) continue;
      this.#administrators.delete(member);
      for (const key of [...member.cursors.keys()]) {
        const room = inUse.get(key);
        const policy = directory.policy(key);
        if (room && policy.access !== "open") dismiss(room, [member], policy, policy, at);
      }
    }
  }
}

function dismiss(
  room: Room,
  members: readonly Member[],
  before: Policy,
  policy: Policy,
  at: number,
): void {
  for (const member of members) {
    const reason = room.people.length > 0 ? undefined : dismissal(before, policy, member, at);
    if (reason === undefined) continue;
    member.answer({ type: "left", room: room.name, reason });
    room.release(member);
  }
}
