/**
 * Commands, with who sent them.
 *
 * @module
 */
import { type Command, type FileInfo, type ModerationAction, ProtocolError } from "../protocol.ts";
import { directRoom } from "../protocol/name.ts";
import type { Member } from "./people/member.ts";
import { cannot } from "./refused_command.ts";

/** A command that the hub executes. A `ping` is answered before it gets here. */
type HubCommand = Exclude<Command, { type: "ping" }>;
/** A command that is about one room. */
export type RoomCommand = Extract<Command, { room: string }>;
/** What moderators ask of a room. */
export type RoomAction = Extract<RoomCommand, ModerationAction>;
/** What bans somebody from the whole server. */
export type ServerBan = Exclude<Extract<Command, { type: "ban" }>, { room: string }>;

/** A command of a member, and when it came, in milliseconds since the epoch. */
export interface CommandRequest<C extends Command = HubCommand> {
  readonly member: Member;
  readonly command: C;
  readonly at: number;
  /** The files that it is said with, or that they are not all there; absent until they were looked up. */
  readonly files?: readonly FileInfo[] | "missing";
}

/** The same command in the direct room of its recipients, which need not exist yet. */
export function toDirectRoom(
  { member, command, at }: CommandRequest<Extract<Command, { to: string[] }>>,
): CommandRequest<Extract<RoomCommand, { type: "say" }>> {
  const { type, ref, id, text, reply, files } = command;
  const room = directRoom([member.person.name, ...command.to]);
  return { member, at, command: { type, ref, room, id, text, reply, files } };
}

/** Tells whoever sent a command that it is refused. */
export function refuse(
  { member, command }: CommandRequest<RoomCommand>,
  error: ProtocolError,
): void {
  member.refuse(error, command);
}

/** The refusal of a command about a room that is not there, or that its sender may not know of. */
export function noSuchRoom({ type, room }: Pick<RoomCommand, "type" | "room">): ProtocolError {
  return type === "say" && room.startsWith("@")
    ? new ProtocolError("no-such-person", `Cannot say: not everyone in ${room} is known here`)
    : cannot(type, "no-such-room", `no room ${room}`);
}
