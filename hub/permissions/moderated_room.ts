/**
 * Finds the room whose hooks and the like somebody may manage.
 *
 * @module
 */
import { ProtocolError } from "../../protocol.ts";
import { isSealed, peopleOf } from "../../protocol/name.ts";
import type { Member } from "../people/member.ts";
import { keysOf } from "../people/member/names.ts";
import type { Directory } from "../rooms/directory.ts";
import type { Permissions } from "./permissions.ts";

/** What is known of rooms, and when that is, in milliseconds since the epoch. */
export interface Known {
  readonly directory: Directory;
  readonly permissions: Permissions;
  readonly at: number;
  /** What they want to do, as a refusal names it. */
  readonly action?: string;
  /** Whether that is possible in a room that the server cannot read. */
  readonly sealed?: "too";
}

/**
 * The key of the room that a name means to somebody who moderates it.
 *
 * @throws {ProtocolError} If there is no such room for them, or they do not moderate it.
 */
export function moderatedRoom(
  name: string,
  member: Member,
  { directory, permissions, at, action = "manage hooks", sealed }: Known,
): string {
  const isDirect = name.startsWith("@");
  const isTheirs = isDirect && keysOf(member.person).some((key) => peopleOf(name).includes(key));
  if (isTheirs) throw forbidden(action, name);
  // Whether there is one or not.
  if (isSealed(name) && !sealed) {
    const why = "a private room takes no hooks and invitations, it is entered by its link";
    throw new ProtocolError("forbidden", `Cannot ${action}: ${why}`);
  }
  const { key } = isDirect ? { key: "" } : directory.place(name, member, at);
  const room = { key, name };
  const mayModerate = permissions.mayModerate(member, room, at);
  const isThere = directory.has(key) && permissions.maySee(member, room, at) &&
    // Nobody else is told that there is a sealed one.
    (mayModerate || !isSealed(name));
  if (!isThere) throw new ProtocolError("no-such-room", `Cannot ${action}: no room ${name}`);
  if (!mayModerate) throw forbidden(action, name);
  return key;
}

function forbidden(action: string, name: string): ProtocolError {
  return new ProtocolError("forbidden", `Cannot ${action}: in ${name} only moderators may`);
}
