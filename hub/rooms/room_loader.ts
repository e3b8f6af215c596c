/**
 * The way from a room's name to the room, which may have to be opened first.
 *
 * @module
 */
import { Close, ProtocolError } from "../../protocol.ts";
import { peopleOf } from "../../protocol/name.ts";
import { type CommandRequest, noSuchRoom, refuse, type RoomCommand } from "../request.ts";
import type { Place } from "./direct.ts";
import type { DirectRooms } from "./direct_rooms.ts";
import { isBug, type Member, unanswered, unavailable } from "../people/member.ts";
import type { Room } from "../room.ts";
import type { RoomCreation, Rooms } from "../rooms.ts";
import type { Tasks } from "../tasks.ts";

/** What may wait for a room to be opened. Who asks when it is full is refused. */
const WAITING_MAX = 1024;

/** Why those may not make a room who would. */
type Refusals = Map<CommandRequest<RoomCommand>, ProtocolError>;

/**
 * Judges somebody who is about to make a direct room, at that time, and tells why they may not. Of
 * other rooms it is known beforehand whether they are there.
 */
export type OnMake = (member: Member, at: number) => ProtocolError | undefined;

export interface RoomLoaderOptions {
  readonly rooms: Rooms;
  readonly directs: DirectRooms;
  readonly tasks: Tasks;
  readonly onMake: OnMake;
  /** Obeys in a room that is open. */
  readonly execute: (room: Room, request: CommandRequest<RoomCommand>) => void;
}

export class RoomLoader {
  readonly #options: RoomLoaderOptions;
  /** What waits for rooms that are being opened, in order, by their key or who means them. */
  readonly #waiting = new Map<string, CommandRequest<RoomCommand>[]>();

  constructor(options: RoomLoaderOptions) {
    this.#options = options;
  }

  /** Has it executed what somebody asks of a room, as soon as that is open. */
  execute(request: CommandRequest<RoomCommand>): void {
    const { rooms, directs, tasks, execute } = this.#options;
    const { command: { room: name }, member, at } = request;
    const { person } = member;
    const isDirect = name.startsWith("@");
    // To who is not one of its people, a direct room is not there.
    if (isDirect && !peopleOf(name).includes(person.key)) {
      return refuse(request, noSuchRoom(request.command));
    }
    const place = isDirect ? directs.place(name) : rooms.directory.place(name, member, at);
    const line = isDirect ? `${name} ${person.id}` : place!.key;
    const waiting = this.#waiting.get(line);
    const room = waiting ? undefined : rooms.get(place?.key);
    if (room) return execute(room, request);
    if (waiting && waiting.length >= WAITING_MAX) return refuse(request, unavailable());
    if (waiting) waiting.push(request);
    else {
      this.#waiting.set(line, [request]);
      tasks.keep(this.#open(line, request, place));
    }
  }

  /** Opens a room and executes what waits for it. */
  async #open(
    line: string,
    request: CommandRequest<RoomCommand>,
    place: Place | undefined,
  ): Promise<void> {
    const { rooms, directs, tasks } = this.#options;
    const waiting = this.#waiting.get(line)!;
    let room: Room | undefined;
    let refusal: ProtocolError | undefined;
    const refusals: Refusals = new Map();
    try {
      const found = place ?? await directs.find(request.command.room, request.member.person);
      room = found && await rooms.open(found, () => this.#makingOf(found, waiting, refusals));
    } catch (error) {
      // A journal that fails reports that itself.
      if (isBug(error)) tasks.report(error);
      refusal = error instanceof ProtocolError ? error : unanswered(error);
    }
    this.#waiting.delete(line);
    for (const one of waiting) {
      if (!room) refuse(one, refusal ?? refusals.get(one) ?? noSuchRoom(one.command));
      else this.#executeOne(room, one);
    }
  }

  /** Obeys one of several who waited: a bug that one of them meets is no business of the others. */
  #executeOne(room: Room, request: CommandRequest<RoomCommand>): void {
    const { tasks, execute } = this.#options;
    try {
      execute(room, request);
    } catch (error) {
      tasks.report(error);
      request.member.drop(Close.InternalError);
    }
  }

  /** How a room is made for those who wait for it; by the first who asks for it, and may, or not at all. */
  #makingOf(
    { people, name }: Place,
    waiting: readonly CommandRequest<RoomCommand>[],
    refusals: Refusals,
  ): RoomCreation | undefined {
    const { rooms, onMake } = this.#options;
    for (const request of waiting) {
      const { command: { type, room }, member, at } = request;
      if (type !== "join" && !(type === "say" && people)) continue;
      const isDirect = people !== undefined;
      const refusal = rooms.quota.refusal(member.person, isDirect) ??
        (isDirect ? onMake(member, at) : lookalikeRefusal(rooms, room));
      if (!refusal) return { name: isDirect ? name : room, by: member.person.id };
      refusals.set(request, refusal);
    }
    return undefined;
  }
}

/** The refusal of a new room whose name people may take for that of another. */
function lookalikeRefusal({ directory }: Rooms, name: string): ProtocolError | undefined {
  const other = directory.lookalike(name);
  return other === undefined
    ? undefined
    : ProtocolError.forbidden("join", `a room looks like it: ${other}`);
}
