/**
 * Who is where, and what each command means.
 *
 * The hub is a loop around a core that never waits: `handle` changes state and answers at once, so
 * nothing needs a lock, and tests call it without a socket or a clock. What has to be waited for
 * belongs to somebody else: a room waits for its journal, a member for answers from it.
 *
 * @module
 */
import { Channel } from "./hub/channel.ts";
import type { Head, Journal } from "./hub/journal.ts";
import { type Member, unavailable } from "./hub/member.ts";
import { Room } from "./hub/room.ts";
import { Close, type Command, LIMITS, LOBBY, ProtocolError, type RoomSummary } from "./protocol.ts";
import { nameKey } from "./protocol/name.ts";

/** Events that wait for the hub. When it is full, sessions read nothing more. */
const EVENTS_MAX = 1024;
/** Rooms told in an answer to `rooms`, the most populated first. */
const ROOMS_MAX = 500;

/** What may wait for a room to be opened. Who asks when it is full is refused. */
const WAITING_MAX = 1024;

/** A command that the hub obeys. A `ping` is answered before it gets here. */
type HubCommand = Exclude<Command, { type: "ping" }>;

/** What a member asked for, and when, in milliseconds since the epoch. */
interface Asked<C extends Command = HubCommand> {
  readonly member: Member;
  readonly command: C;
  readonly at: number;
}

/** Something asked of one room. */
type AskedOfRoom = Asked<Extract<Command, { room: string }>>;

export type HubEvent =
  | { type: "connected"; member: Member }
  | { type: "commanded" } & Asked
  | { type: "disconnected"; member: Member }
  /** Some time passed: what was put off may be due. */
  | { type: "ticked" };

export interface HubOptions {
  /** What the server calls itself in `welcome`: `NAME/VERSION`. */
  server: string;
  /** Told of what must not happen. */
  onError?: (error: unknown) => void;
}

export class Hub {
  /** What happens, in order. Close it to end `run`. */
  readonly events = new Channel<HubEvent>(EVENTS_MAX);
  readonly #journal: Journal;
  readonly #server: string;
  readonly #onError: (error: unknown) => void;
  readonly #members = new Set<Member>();
  /** The rooms in use, by key. */
  readonly #rooms = new Map<string, Room>();
  /** What was asked of rooms that are being opened, by key, in order. */
  readonly #openings = new Map<string, AskedOfRoom[]>();
  /** All rooms that there are, by key, as they were when last in use. */
  readonly #directory = new Map<string, RoomSummary>();
  /** What runs beside the loop; `run` ends after it. */
  readonly #running = new Set<Promise<void>>();

  private constructor(journal: Journal, { server, onError = console.error }: HubOptions) {
    this.#journal = journal;
    this.#server = server;
    this.#onError = onError;
  }

  /**
   * A hub over the rooms that a journal keeps.
   *
   * @throws What the journal throws when it cannot be read.
   */
  static async open(journal: Journal, options: HubOptions): Promise<Hub> {
    const hub = new Hub(journal, options);
    const lobby = await journal.found(LOBBY);
    for await (const { name, seq } of journal.rooms()) {
      hub.#directory.set(nameKey(name), { room: name, head: seq, count: 0 });
    }
    hub.#add(lobby);
    return hub;
  }

  /** Serves events until there are no more, then says goodbye to everyone. */
  async run(): Promise<void> {
    for await (const event of this.events) this.handle(event);
    for (const member of this.#members) member.drop(Close.GoingAway);
    for (const room of this.#rooms.values()) room.close();
    await Promise.all(this.#running);
  }

  handle(event: HubEvent): void {
    switch (event.type) {
      case "connected":
        return this.#welcome(event.member);
      case "commanded":
        return this.#obey(event);
      case "disconnected":
        return this.#forget(event.member);
      case "ticked":
        return this.#tidy();
      default:
        event satisfies never;
    }
  }

  #welcome(member: Member): void {
    this.#members.add(member);
    const { name, guest, token } = member.person;
    member.answer({
      type: "welcome",
      v: 1,
      you: name,
      guest,
      ...(token !== undefined && { token }),
      server: this.#server,
      limits: LIMITS,
      rooms: this.#summaries().filter(({ room }) => room === LOBBY),
    });
  }

  #forget(member: Member): void {
    this.#members.delete(member);
    for (const key of member.cursors.keys()) this.#rooms.get(key)?.forget(member);
  }

  #obey(asked: Asked): void {
    const { member, command, at } = asked;
    switch (command.type) {
      case "rooms":
        return member.answer({ type: "rooms", ref: command.ref, rooms: this.#summaries() });
      default:
        return this.#obeyIn(nameKey(command.room), { member, command, at });
    }
  }

  /** Obeys in a room, as soon as it is open. */
  #obeyIn(key: string, asked: AskedOfRoom): void {
    const room = this.#rooms.get(key);
    if (room) return this.#obeyRoom(room, asked);
    const waiting = this.#openings.get(key);
    if (waiting && waiting.length >= WAITING_MAX) return refuse(asked, unavailable());
    if (waiting) waiting.push(asked);
    else {
      this.#openings.set(key, [asked]);
      this.#keep(this.#open(key));
    }
  }

  #obeyRoom(room: Room, asked: AskedOfRoom): void {
    const { member, command, at } = asked;
    // They may have gone while the room was being opened.
    if (!this.#members.has(member)) return;
    try {
      switch (command.type) {
        case "join":
          return room.join(member, command);
        case "leave":
          return room.leave(member, command);
        case "say":
          return room.say(member, command, at);
        case "typing":
          return room.typing(member, at);
        case "who":
          return member.answer(room.who(command.ref));
        case "history":
          return this.#keep(member.owe(command, room.history(command.ref, command.range)));
        default:
          command satisfies never;
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refuse(asked, error);
    }
  }

  /** Opens a room and obeys what was asked of it meanwhile. Who joins a room makes it. */
  async #open(key: string): Promise<void> {
    const waiting = this.#openings.get(key)!;
    let head: Head | undefined;
    let failed = false;
    try {
      head = await this.#journal.head(key);
      const founder = waiting.find(({ command }) => command.type === "join");
      if (!head && founder) head = await this.#journal.found(founder.command.room);
    } catch {
      failed = true;
    }
    this.#openings.delete(key);
    if (head) this.#add(head);
    for (const asked of waiting) {
      if (head) this.#obeyIn(key, asked);
      else refuse(asked, failed ? unavailable() : noSuchRoom(asked));
    }
  }

  #add(head: Head): void {
    const room = new Room(head, this.#journal);
    this.#rooms.set(room.key, room);
    this.#directory.set(room.key, room.summary);
    this.#keep(room.run());
  }

  /** Puts away the rooms that nobody uses, and lets those who could not be read try again. */
  #tidy(): void {
    for (const room of this.#rooms.values()) {
      room.unpark();
      if (!room.idle) continue;
      room.close();
      this.#rooms.delete(room.key);
      this.#directory.set(room.key, room.summary);
    }
  }

  #summaries(): RoomSummary[] {
    return this.#directory.entries()
      .map(([key, known]) => this.#rooms.get(key)?.summary ?? known).toArray()
      .sort((a, b) => b.count - a.count || b.head - a.head)
      .slice(0, ROOMS_MAX);
  }

  /** Owns a promise: a failure is ours, and must not end everybody's chat. */
  #keep(promise: Promise<void>): void {
    const running = promise.catch(this.#onError).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}

function refuse({ member, command }: AskedOfRoom, error: ProtocolError): void {
  error.about = { ref: command.ref, id: "id" in command ? command.id : undefined };
  member.refuse(error);
}

function noSuchRoom({ command }: AskedOfRoom): ProtocolError {
  return new ProtocolError("no-such-room", `Cannot ${command.type}: no room ${command.room}`);
}
