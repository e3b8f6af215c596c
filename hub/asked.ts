/**
 * What members ask for, and what is answered when a room is not there.
 *
 * @module
 */
import { type Command, ProtocolError } from "../protocol.ts";
import type { Place } from "./direct.ts";
import type { Member } from "./member.ts";

/** A command that the hub obeys. A `ping` is answered before it gets here. */
export type HubCommand = Exclude<Command, { type: "ping" }>;
/** A command that is about one room. */
export type RoomCommand = Extract<Command, { room: string }>;

/** What a member asked for, and when, in milliseconds since the epoch. */
export interface Asked<C extends Command = HubCommand> {
  readonly member: Member;
  readonly command: C;
  readonly at: number;
}

/** Tells who asked that it is refused. */
export function refuse({ member, command }: Asked<RoomCommand>, error: ProtocolError): void {
  error.about = { ref: command.ref, id: "id" in command ? command.id : undefined };
  member.refuse(error);
}

/** The name under which a room is made for those who wait for it; by asking for it, or not at all. */
export function nameFor(place: Place, waiting: readonly Asked<RoomCommand>[]): string | undefined {
  const founder = waiting.find(({ command: { type } }) =>
    type === "join" || type === "say" && place.people
  );
  return founder && (place.people ? place.name : founder.command.room);
}

/** The refusal of what is asked of a room that is not there, or that nobody may know of. */
export function nowhere({ command: { type, room } }: Asked<RoomCommand>): ProtocolError {
  return type === "say" && room.startsWith("@")
    ? new ProtocolError("no-such-person", `Cannot say: not all of ${room} are known here`)
    : new ProtocolError("no-such-room", `Cannot ${type}: no room ${room}`);
}
