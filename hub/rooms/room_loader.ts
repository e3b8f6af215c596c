/**
 * Finds the room that a command is for, and loads it first if it is not in use.
 *
 * @module
 */
import { ProtocolError } from "../../protocol.ts";
import { isSealed, peopleOf } from "../../protocol/name.ts";
import { type CommandRequest, noSuchRoom, type RoomCommand } from "../request.ts";
import type { Place } from "./direct.ts";
import type { DirectRooms } from "./direct_rooms.ts";
import type { Member } from "../people/member.ts";
import { keysOf } from "../people/member/names.ts";
import { isBug, unanswered, unavailable } from "../people/member/refusals.ts";
import type { Room } from "../room.ts";
import type { RoomCreation, Rooms } from "../rooms.ts";
import type { Tasks } from "../tasks.ts";
import { forbidden } from "../refused_command.ts";

/** How many commands may wait for a room to be opened. When the queue is full, more are refused. */
const WAITING_MAX = 1024;

/** Why commands may not create the room, by command. */
type Refusals = Map<CommandRequest<RoomCommand>, ProtocolError>;

/**
 * Decides whether a member may create a direct room now, and returns the refusal if not. Whether other
 * rooms exist is known before they are loaded.
 */
export type OnMake = (member: Member, at: number) => ProtocolError | undefined;

export interface RoomLoaderOptions {
  readonly rooms: Rooms;
  readonly directs: DirectRooms;
  readonly tasks: Tasks;
  readonly onMake: OnMake;
}

/** The commands that wait for a room to be opened, in order. Disposed of when they have been executed. */
export class RoomLoad implements Disposable {
  /** By the room's key, or by its name and who means it. */
  readonly line: string;
  readonly requests: CommandRequest<RoomCommand>[];
  /** Why commands may not create the room, by command. */
  readonly refusals: Refusals = new Map();
  readonly place: Place | undefined;
  /** Counts as pending for the members: else they could ask for any number of answers meanwhile. */
  readonly #pending = new DisposableStack();

  constructor(line: string, first: CommandRequest<RoomCommand>, place: Place | undefined) {
    this.line = line;
    this.requests = [];
    this.place = place;
    this.add(first);
  }

  add(request: CommandRequest<RoomCommand>): void {
    this.requests.push(request);
    this.#pending.use(request.member.pending());
  }

  [Symbol.dispose](): void {
    this.#pending.dispose();
  }

  /** The refusal of one of the commands. */
  refusalOf(request: CommandRequest<RoomCommand>): ProtocolError {
    return this.refusals.get(request) ?? noSuchRoom(request.command);
  }
}

export class RoomLoader {
  readonly #options: RoomLoaderOptions;
  /** By their line. */
  readonly #loads = new Map<string, RoomLoad>();

  constructor(options: RoomLoaderOptions) {
    this.#options = options;
  }

  /**
   * The room that a command is for, if it is in use. Else the command waits: with others, or in a load
   * of its own, which is to be opened, and then to be ended.
   *
   * @throws {ProtocolError} If there is no such room, or too much waits.
   */
  find(request: CommandRequest<RoomCommand>): Room | RoomLoad | undefined {
    const { rooms, directs } = this.#options;
    const { command: { room: name }, member, at } = request;
    const { person } = member;
    const isDirect = name.startsWith("@");
    if (isDirect && peopleOf(name).length < 2) {
      throw new ProtocolError("malformed", "Cannot say: you are the only recipient");
    }
    // To who is not one of its people, a direct room is not there.
    const isTheirs = isDirect && keysOf(person).some((key) => peopleOf(name).includes(key));
    if (isDirect && !isTheirs) throw noSuchRoom(request.command);
    const place = isDirect ? directs.place(name, person) : placeOf(rooms, name, member, at);
    const line = isDirect ? `${name} ${person.id}` : place!.key;
    const load = this.#loads.get(line);
    const room = load ? undefined : rooms.get(place?.key);
    if (room) return room;
    if (!load) {
      const first = new RoomLoad(line, request, place);
      this.#loads.set(line, first);
      return first;
    }
    if (load.requests.length >= WAITING_MAX) throw unavailable();
    load.add(request);
    return undefined;
  }

  /** Opens the room that commands wait for; or returns the refusal. */
  async open({ requests, refusals, place }: RoomLoad): Promise<Room | ProtocolError | undefined> {
    const { rooms, directs, tasks } = this.#options;
    const { command, member } = requests[0]!;
    try {
      const found = place ?? await directs.find(command.room, member.person);
      return found && await rooms.open(found, () => this.#makingOf(found, requests, refusals));
    } catch (error) {
      // A failing journal reports its failure itself.
      if (isBug(error)) tasks.report(error);
      return error instanceof ProtocolError ? error : unanswered(error);
    }
  }

  /** Ends the load, and returns the commands that waited. */
  end({ line, requests }: RoomLoad): readonly CommandRequest<RoomCommand>[] {
    this.#loads.delete(line);
    return requests;
  }

  /** How a room is made for those who wait for it; by the first who asks for it, and may, or not at all. */
  #makingOf(
    { people, name }: Place,
    waiting: readonly CommandRequest<RoomCommand>[],
    refusals: Refusals,
  ): RoomCreation | undefined {
    const { rooms, onMake } = this.#options;
    for (const request of waiting) {
      const { command, member, at } = request;
      const { type, room } = command;
      const isMaking = type === "join"
        ? member.kind === "socket" && command.make !== false
        : type === "say" && people;
      if (!isMaking) continue;
      const isDirect = people !== undefined;
      const refusal = rooms.quota.refusal(member.person, isDirect) ??
        (isDirect ? onMake(member, at) : lookalikeRefusal(rooms, room));
      if (!refusal) return { name: isDirect ? name : room, by: member.person.id };
      refusals.set(request, refusal);
    }
    return undefined;
  }
}

/** Where somebody goes by a name. A program that is for one room knows no other. */
function placeOf({ directory }: Rooms, name: string, member: Member, at: number): Place {
  const key = member.person.bot?.room;
  return key === undefined ? directory.place(name, member, at) : { key, name };
}

/** The refusal of a new room whose name people may take for that of another. */
function lookalikeRefusal({ directory }: Rooms, name: string): ProtocolError | undefined {
  const other = isSealed(name) ? undefined : directory.lookalike(name);
  return other === undefined
    ? undefined
    : forbidden("join", `its name looks like that of ${other}`);
}
