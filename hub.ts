/**
 * Keeps track of who is connected and in which rooms, and executes commands.
 *
 * The hub is a loop around a core that never waits: `handle` changes state and answers at once, so
 * nothing needs a lock, and tests call it without a socket or a clock. What has to be waited for
 * belongs to somebody else: a room waits for its journal, a member for answers from it.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Member } from "./hub/people/member.ts";
 * import { memoryGround } from "./tests/support/memory/memory_ground.ts";
 *
 * const hub = await Hub.open({ ...memoryGround(), server: "example/1" });
 * const ada = new Member({ id: "1", name: "ada", key: "ada", guest: true });
 * hub.handle({ type: "connected", member: ada, positions: [] });
 * hub.handle({ type: "commanded", member: ada, command: { type: "join", room: "lobby" }, at: 1 });
 * assertEquals(ada.take()?.match(/"type":"joined"/g)?.length, 1);
 * ```
 *
 * @module
 */
import { type CommandRequest, refuse, type RoomCommand, toDirectRoom } from "./hub/request.ts";
import { Channel } from "./hub/channel.ts";
import type { Blocking } from "./hub/people/blocking.ts";
import { welcomeOf } from "./hub/people/welcome.ts";
import { openPlace } from "./hub/rooms/direct.ts";
import type { Directory } from "./hub/rooms/directory.ts";
import type { DirectRooms } from "./hub/rooms/direct_rooms.ts";
import type { Enforcement } from "./hub/permissions/enforcement.ts";
import type { FanOut } from "./hub/log/fan_out.ts";
import type { Member } from "./hub/people/member.ts";
import type { Moderation } from "./hub/permissions/moderation.ts";
import type { Online } from "./hub/people/online.ts";
import type { Elsewhere } from "./hub/people/online/elsewhere.ts";
import { RoomLoad, type RoomLoader } from "./hub/rooms/room_loader.ts";
import { find, pin } from "./hub/finding.ts";
import { FileLookup } from "./hub/files.ts";
import { EVENTS_MAX, type HubEvent } from "./hub/events.ts";
import type { HubOptions } from "./hub/options.ts";
import { Parts } from "./hub/parts.ts";
import type { ProfileSignals } from "./hub/people/online/profile_signals.ts";
import type { Reporting } from "./hub/reports.ts";
import type { SlowMode } from "./hub/permissions/policy/slow_mode.ts";
import type { Reading } from "./hub/people/reading.ts";
import type { Permissions } from "./hub/permissions/permissions.ts";
import type { Role } from "./hub/permissions/roles.ts";
import type { Room } from "./hub/room.ts";
import type { Rooms } from "./hub/rooms.ts";
import { noteRevision } from "./hub/rooms/rooms_in_use.ts";
import type { Tasks } from "./hub/tasks.ts";
import { type Answer, Close, type Command, LOBBY, ProtocolError } from "./protocol.ts";

export type { HubEvent };
/** Who is connected and in which rooms. It executes commands, and never waits. */
export class Hub {
  /** Events, in order. */
  readonly events = new Channel<HubEvent>(EVENTS_MAX);
  /** @internal Whom people have blocked. */
  readonly blocking: Blocking;
  /** @internal Tells of profiles that have changed. */
  readonly profiles: ProfileSignals;
  /** @internal How far people have read. */
  readonly reading: Reading;
  /** @internal Who may do what. */
  readonly permissions: Permissions;
  /** @internal The rooms that there are. */
  readonly directory: Directory;
  /** @internal Who is on other servers, if there are any. */
  readonly elsewhere: Elsewhere | undefined;
  /** @internal New entries of all rooms, for the fan-out. */
  readonly fanOut: FanOut;
  readonly #options: HubOptions;
  readonly #online: Online;
  readonly #rooms: Rooms;
  /** @internal Where direct rooms are, and who is brought into them. */
  readonly directs: DirectRooms;
  readonly #enforcement: Enforcement;
  /** @internal */ readonly moderation: Moderation;
  readonly #slowMode: SlowMode;
  readonly #reports: Reporting;
  readonly #loader: RoomLoader;
  readonly #tasks: Tasks;
  readonly #lookup: FileLookup;
  /** The time of the last event that had one, in milliseconds since the epoch. */
  #at = 0;

  private constructor(options: HubOptions) {
    const parts = new Parts(options, () => this.#at);
    this.#options = options;
    this.#online = parts.online;
    this.#rooms = parts.rooms;
    this.directs = parts.directs;
    this.#enforcement = parts.enforcement;
    this.moderation = parts.moderation;
    this.profiles = parts.profiles;
    this.#reports = parts.reports;
    this.#slowMode = parts.slowMode;
    this.reading = parts.reading;
    this.#loader = parts.loader;
    this.#tasks = parts.tasks;
    this.blocking = parts.blocking;
    this.permissions = parts.permissions;
    this.directory = parts.rooms.directory;
    this.fanOut = parts.fanOut;
    this.elsewhere = parts.elsewhere;
    this.#lookup = new FileLookup(options, this.#tasks, (later) => this.#executeInRoom(later));
  }

  /** Makes a hub over the rooms in a journal. Throws the journal's error when it cannot be read. */
  static async open(options: HubOptions): Promise<Hub> {
    const hub = new Hub(options);
    await hub.#rooms.open(openPlace(LOBBY), () => ({ name: LOBBY }));
    await hub.#rooms.load();
    return hub;
  }

  /** Makes `run` return once the events that are queued are served. */
  stop(): void {
    this.events.close();
  }

  /** Serves events until it is stopped, then disconnects everyone. */
  async run(): Promise<void> {
    // A batch at a time: one by one, an event would take 0.6 µs and 0.8 kB more.
    for await (const events of this.events.batches()) {
      for (const event of events) this.#serve(event);
    }
    for (const member of this.#online) member.drop(Close.GoingAway);
    this.reading.finish();
    await this.#rooms.close();
    await this.#tasks.ended();
  }

  #serve(event: HubEvent): void {
    try {
      this.handle(event);
    } catch (error) {
      this.#failed(error, "member" in event ? event.member : undefined);
    }
  }

  /** Reports a bug. It ends the session that it came from, and no other. */
  #failed(error: unknown, member: Member | undefined): void {
    this.#tasks.report(error);
    member?.drop(Close.InternalError);
  }

  /** Handles one event at once. What it throws is a bug. */
  handle(event: HubEvent): void {
    if ("at" in event) this.#at = event.at;
    switch (event.type) {
      case "connected":
        return this.#welcome(event);
      case "commanded":
        return this.#execute(event);
      case "disconnected":
        return this.#forget(event.member, event.at);
      case "trimmed":
        return this.#rooms.trimmed(event.room, event.head);
      case "revised":
        return noteRevision(this.#rooms.get(event.room));
      case "told":
        return this.#online.tell(event);
      case "elsewhere":
        return this.elsewhere?.hear(event);
      case "ticked":
        this.#enforcement.sweep(event.at);
        this.#tasks.keep(this.blocking.refresh());
        this.reading.tick();
        return this.#rooms.tick(event.at);
      default:
        event satisfies never;
    }
  }

  #welcome({ member, positions, blocks = [] }: HubEvent & { type: "connected" }): void {
    if (!this.permissions.mayConnect(member, this.#at)) return member.drop(Close.Removed);
    this.#online.add(member);
    this.blocking.welcome(member, blocks);
    const rooms = this.#rooms.directory.known(positions, member, this.#at);
    member.answer(welcomeOf(member.person, this.#options, rooms));
    this.directs.welcome(member, positions);
  }

  #forget(member: Member, at: number): void {
    this.reading.tick();
    for (const key of member.cursors.keys()) this.#rooms.get(key)?.lose(member, at);
    this.#online.delete(member);
    this.#enforcement.delete(member);
  }

  #execute({ member, command, at }: CommandRequest): void {
    if ("room" in command) return this.#executeInRoom({ member, command, at });
    switch (command.type) {
      case "front":
        return this.reading.look(member, command);
      case "rooms": {
        const asked = { member, ref: command.ref, at };
        return this.#owe(member, command, this.directory.answer(this.reading.of(member), asked));
      }
      case "ban":
        return this.#owe(member, command, this.moderation.banFromServer({ member, command, at }));
      case "block":
      case "unblock":
        return this.#owe(member, command, this.blocking.execute({ member, command, at }));
      case "say":
        return this.#executeInRoom(toDirectRoom({ member, command, at }));
      default:
        command satisfies never;
    }
  }

  /** Executes a command in its room, as soon as that is open. */
  #executeInRoom(request: CommandRequest<RoomCommand>): void {
    try {
      const found = this.#loader.find(request);
      if (found instanceof RoomLoad) this.#tasks.keep(this.#executeWhenOpen(found));
      else if (found) this.#executeIn(found, request);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refuse(request, error);
    }
  }

  async #executeWhenOpen(load: RoomLoad): Promise<void> {
    using _ = load;
    const opened = await this.#loader.open(load);
    for (const request of this.#loader.end(load)) {
      try {
        if (opened instanceof ProtocolError) throw opened;
        if (!opened) throw load.refusalOf(request);
        this.#executeIn(opened, request);
      } catch (error) {
        // A bug in one command must not affect the others.
        if (error instanceof ProtocolError) refuse(request, error);
        else this.#failed(error, request.member);
      }
    }
  }

  #executeIn(room: Room, request: CommandRequest<RoomCommand>): void {
    const { member, command, at } = request;
    // They may have disconnected while the room was being opened.
    if (member.kind !== "call" && !this.#online.has(member)) return;
    // It was hidden or closed meanwhile: for them, the name means another room, or none.
    if (room.people.length === 0 && !this.permissions.maySee(member, room, at)) {
      return this.#executeInRoom(request);
    }
    const role = this.permissions.authorize(command, member, room, at);
    if (role === "administrator") this.#enforcement.addAdministrator(member);
    this.#do(room, request, role);
  }

  /** Executes a command that is permitted. */
  #do(room: Room, request: CommandRequest<RoomCommand>, role: Role): void {
    const { member, command, at } = request;
    switch (command.type) {
      case "join":
        this.directs.bring(room);
        room.join(member, command);
        return this.reading.joins(room, member);
      case "leave":
        if (room.people.length === 0) return room.leave(member, command);
        return this.#owe(member, command, this.directs.leave(room, member, command.ref));
      case "say":
      case "edit":
      case "delete":
      case "react":
      case "topic":
        if (this.#lookup.takes(request)) return;
        if (command.type === "say") this.#slowMode.take(room, { member, command, at, role });
        this.directs.bring(room, undefined, member);
        if (command.type === "say") this.reading.speaks(room, member);
        return room.say({ ...request, command }, role);
      case "typing":
        return room.presence.typing(member, at);
      case "read":
      case "unread":
      case "notify":
        return this.reading.note(room, member, command);
      case "who":
        return member.answer(room.who(command.ref));
      case "history":
      case "search":
      case "pins":
        return this.#owe(member, command, find(room, { member, command, at }, this.permissions));
      case "pin":
        return this.#owe(member, command, pin(room, { member, command, at }));
      case "report":
        return this.#owe(member, command, this.#reports.report(room, { member, command, at }));
      default:
        return this.#owe(member, command, this.moderation.rule(room, { member, command, at }));
    }
  }

  #owe(member: Member, command: Command, answer: Promise<Answer>): void {
    this.#tasks.keep(member.owe(command, answer));
  }
}
