/**
 * Who is where, and what each command means.
 *
 * The hub is a loop around a core that never waits: `handle` changes state and answers at once, so
 * nothing needs a lock, and tests call it without a socket or a clock. What has to be waited for
 * belongs to somebody else: a room waits for its journal, a member for answers from it.
 *
 * @module
 */
import { type Asked, nameFor, nowhere, refuse, type RoomCommand } from "./hub/asked.ts";
import { Channel } from "./hub/channel.ts";
import { directPlace, findDirectPlace, openPlace, type People, type Place } from "./hub/direct.ts";
import type { Head, Journal } from "./hub/journal.ts";
import type { Mark, Marks } from "./hub/marks.ts";
import { type Member, unavailable } from "./hub/member.ts";
import type { Room } from "./hub/room.ts";
import { Rooms } from "./hub/rooms.ts";
import { search } from "./hub/search.ts";
import { Tasks } from "./hub/tasks.ts";
import { type Answer, Close, encode, LIMITS, LOBBY, ProtocolError } from "./protocol.ts";
import { directRoom, nameKey, peopleOf } from "./protocol/name.ts";

/** Events that wait for the hub. When it is full, sessions read nothing more. */
const EVENTS_MAX = 1024;
/** What may wait for a room to be opened. Who asks when it is full is refused. */
const WAITING_MAX = 1024;

export type HubEvent =
  /** Somebody came, with what is kept of them. */
  | { type: "connected"; member: Member; marks: readonly Mark[] }
  | { type: "commanded" } & Asked
  | { type: "disconnected"; member: Member; at: number }
  /** A room's log starts later now. */
  | { type: "trimmed"; room: string; head: Head }
  /** Some time passed: what was put off may be due. */
  | { type: "ticked"; at: number };

export interface HubOptions {
  journal: Journal;
  marks: Marks;
  people: People;
  /** What the server calls itself in `welcome`: `NAME/VERSION`. */
  server: string;
  /** Told of what must not happen. */
  onError?: (error: unknown) => void;
}

export class Hub {
  /** What happens, in order. Close it to end `run`. */
  readonly events = new Channel<HubEvent>(EVENTS_MAX);
  readonly #options: HubOptions;
  /** Who is connected, by name key: a name is one person's at a time. */
  readonly #online = new Map<string, Set<Member>>();
  readonly #rooms: Rooms;
  /** What waits for rooms that are being opened, in order, by what they are called by whom. */
  readonly #openings = new Map<string, Asked<RoomCommand>[]>();
  readonly #tasks: Tasks;
  readonly #onError: (error: unknown) => void;

  private constructor(options: HubOptions) {
    const { journal, onError = console.error } = options;
    this.#options = options;
    this.#onError = onError;
    this.#tasks = new Tasks(onError);
    this.#rooms = new Rooms({ journal, onError, onOpen: (room) => this.#bring(room) });
  }

  /**
   * A hub over the rooms that a journal keeps.
   *
   * @throws What the journal throws when it cannot be read.
   */
  static async open(options: HubOptions): Promise<Hub> {
    const hub = new Hub(options);
    await hub.#rooms.load();
    await hub.#rooms.open(openPlace(LOBBY), () => LOBBY);
    return hub;
  }

  /** Serves events until there are no more, then says goodbye to everyone. */
  async run(): Promise<void> {
    for await (const event of this.events) {
      try {
        this.handle(event);
      } catch (error) {
        // Our fault: it ends the session that it came from, and not everybody's chat.
        this.#onError(error);
        if ("member" in event) event.member.drop(Close.InternalError);
      }
    }
    for (const members of this.#online.values()) {
      for (const member of members) member.drop(Close.GoingAway);
    }
    await this.#rooms.close();
    await this.#tasks.ended();
  }

  handle(event: HubEvent): void {
    switch (event.type) {
      case "connected":
        return this.#welcome(event.member, event.marks);
      case "commanded":
        return this.#obey(event);
      case "disconnected":
        return this.#forget(event.member, event.at);
      case "trimmed":
        return this.#rooms.get(event.room)?.trimmed(event.head);
      case "ticked":
        return this.#rooms.tick(event.at);
      default:
        event satisfies never;
    }
  }

  #welcome(member: Member, marks: readonly Mark[]): void {
    const { id, key, name, guest, token } = member.person;
    this.#online.set(key, (this.#online.get(key) ?? new Set()).add(member));
    member.answer({
      type: "welcome",
      v: 1,
      you: name,
      guest,
      ...(token !== undefined && { token }),
      server: this.#options.server,
      limits: LIMITS,
      rooms: this.#rooms.directory.known(marks),
    });
    const heads = new Map(marks.map(({ key, head }) => [key, head]));
    for (const room of this.#rooms) {
      if (room.people.includes(id)) room.follow(member, heads.get(room.key) ?? room.head);
    }
  }

  #forget(member: Member, at: number): void {
    for (const key of member.cursors.keys()) this.#rooms.get(key)?.lose(member, at);
    const { key } = member.person;
    const members = this.#online.get(key);
    members?.delete(member);
    if (members?.size === 0) this.#online.delete(key);
  }

  #obey({ member, command, at }: Asked): void {
    if (command.type === "rooms") {
      return this.#tasks.keep(member.owe(command, this.#list(member, command.ref)));
    }
    if (!("to" in command)) return this.#obeyIn({ member, command, at });
    const { type, ref, id, text, reply } = command;
    const room = directRoom([member.person.name, ...command.to]);
    const asked = { member, at, command: { type, ref, room, id, text, reply } };
    if (peopleOf(room).length > 1) this.#obeyIn(asked);
    else {refuse(
        asked,
        new ProtocolError("malformed", "Cannot say: this is to nobody but yourself"),
      );}
  }

  async #list(member: Member, ref: number | undefined): Promise<Answer> {
    const marks = await this.#options.marks.of(member.person);
    return { type: "rooms", ref, rooms: this.#rooms.directory.all(marks) };
  }

  /** Obeys in a room, as soon as it is open. */
  #obeyIn(asked: Asked<RoomCommand>): void {
    const { command: { room: name }, member: { person } } = asked;
    const isDirect = name.startsWith("@");
    // To who is not one of its people, a direct room is not there.
    if (isDirect && !peopleOf(name).includes(person.key)) return refuse(asked, nowhere(asked));
    const place = isDirect ? this.#directPlace(name) : openPlace(name);
    const line = isDirect ? `${name} ${person.id}` : nameKey(name);
    const waiting = this.#openings.get(line);
    const room = waiting ? undefined : this.#rooms.get(place?.key);
    if (room) return this.#obeyRoom(room, asked);
    if (waiting && waiting.length >= WAITING_MAX) return refuse(asked, unavailable());
    if (waiting) waiting.push(asked);
    else {
      this.#openings.set(line, [asked]);
      this.#tasks.keep(this.#open(line, asked, place));
    }
  }

  #obeyRoom(room: Room, asked: Asked<RoomCommand>): void {
    const { member, command, at } = asked;
    // They may have gone while the room was being opened.
    if (!this.#online.get(member.person.key)?.has(member)) return;
    try {
      switch (command.type) {
        case "join":
          this.#bring(room);
          return room.join(member, command);
        case "leave":
          return room.leave(member, command);
        case "say":
        case "edit":
        case "delete":
        case "react":
        case "topic":
          this.#bring(room);
          return room.say(member, command, at);
        case "typing":
          return room.typing(member, at);
        case "read":
          return this.#read(room, member, command);
        case "who":
          return member.answer(room.who(command.ref));
        case "history":
          return this.#tasks.keep(member.owe(command, room.history(command.ref, command.range)));
        case "search":
          return this.#tasks.keep(member.owe(command, search(room, command)));
        default:
          command satisfies never;
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refuse(asked, error);
    }
  }

  /** Opens a room and obeys what waits for it. */
  async #open(line: string, asked: Asked<RoomCommand>, place: Place | undefined): Promise<void> {
    const waiting = this.#openings.get(line)!;
    let room: Room | undefined;
    let failed = false;
    try {
      const found = place ?? await this.#findDirectPlace(asked);
      room = found && await this.#rooms.open(found, () => nameFor(found, waiting));
    } catch {
      // The journal says itself what is wrong with it.
      failed = true;
    }
    this.#openings.delete(line);
    for (const one of waiting) {
      if (room) this.#obeyRoom(room, one);
      else refuse(one, failed ? unavailable() : nowhere(one));
    }
  }

  /** Has the people of a direct room follow it, on all their sockets. */
  #bring(room: Room): void {
    for (const key of room.people.length > 0 ? peopleOf(room.name) : []) {
      for (const member of this.#online.get(key) ?? []) {
        if (!room.people.includes(member.person.id) || member.cursors.has(room.key)) continue;
        // They may know another room under its name, with somebody who had the same one.
        const other = member.cursors.values().find(({ log }) => log.name === room.name);
        if (!other) room.follow(member, room.head);
        else {
          this.#rooms.get(other.log.key)?.release(member);
          room.restart(member);
        }
      }
    }
  }

  /** The direct room of people who are all here. */
  #directPlace(name: string): Place | undefined {
    const ids: string[] = [];
    for (const key of peopleOf(name)) {
      const [member] = this.#online.get(key) ?? [];
      if (!member) return undefined;
      ids.push(member.person.id);
    }
    return directPlace(name, ids);
  }

  #findDirectPlace(
    { member: { person }, command }: Asked<RoomCommand>,
  ): Promise<Place | undefined> {
    const { people, marks } = this.#options;
    return findDirectPlace(command.room, person, people, marks);
  }

  /** Notes how far a person has read, and tells their other sockets. */
  #read(room: Room, member: Member, { ref, seq }: { ref?: number | undefined; seq: number }): void {
    const read = Math.min(seq, room.head);
    const line = encode({ type: "read", room: room.name, seq: read });
    for (const other of this.#online.get(member.person.key) ?? []) {
      if (other !== member) other.signal(line);
    }
    this.#tasks.keep(member.owe({ ref }, this.#options.marks.read(member.person, room.key, read)));
  }
}
