/**
 * What members ask for.
 *
 * @module
 */
import { type Command, type ModerationAction, ProtocolError } from "../protocol.ts";
import { directRoom } from "../protocol/name.ts";
import type { Member } from "./people/member.ts";

/** A command that the hub executes. A `ping` is answered before it gets here. */
type HubCommand = Exclude<Command, { type: "ping" }>;
/** A command that is about one room. */
export type RoomCommand = Extract<Command, { room: string }>;
/** What moderators ask of a room. */
export type RoomAction = Extract<RoomCommand, ModerationAction>;
/** What bans somebody from the whole server. */
export type ServerBan = Exclude<Extract<Command, { type: "ban" }>, { room: string }>;

/** What a member asked for, and when, in milliseconds since the epoch. */
export interface Asked<C extends Command = HubCommand> {
  readonly member: Member;
  readonly command: C;
  readonly at: number;
}

/** The same of the direct room of those to whom something is said, which need not be there yet. */
export function askedOfRoom(
  { member, command, at }: Asked<Extract<Command, { to: string[] }>>,
): Asked<Extract<RoomCommand, { type: "say" }>> {
  const { type, ref, id, text, reply } = command;
  const room = directRoom([member.person.name, ...command.to]);
  return { member, at, command: { type, ref, room, id, text, reply } };
}

/** Tells who asked that it is refused. */
export function refuse({ member, command }: Asked<RoomCommand>, error: ProtocolError): void {
  member.refuse(error, command);
}

/** The refusal of what is asked of a room that is not there, or that nobody may know of. */
export function noSuchRoom({ command: { type, room } }: Asked<RoomCommand>): ProtocolError {
  return type === "say" && room.startsWith("@")
    ? new ProtocolError("no-such-person", `Cannot say: not all of ${room} are known here`)
    : new ProtocolError("no-such-room", `Cannot ${type}: no room ${room}`);
}
