/**
 * What administrators decide about rooms and the server, wherever they are: made durable, then in force
 * for everybody at once.
 *
 * @module
 */
import { LOBBY, ProtocolError } from "../../../protocol.ts";
import { type Head, type Journal, JournalError } from "../../log/journal.ts";
import type { Member, Person } from "../../people/member.ts";
import { Caller } from "../../people/member/caller.ts";
import type { CommandRequest, RoomAction } from "../../request.ts";
import type { Room } from "../../room.ts";
import type { Rooms } from "../../rooms.ts";
import { type Policies, SERVER } from "../policies.ts";
import { type Inviters, type Makers, openPolicy, type Policy } from "../policy.ts";

/** How long a room that an administrator closed can be opened again, in milliseconds. */
export const CLOSED_MS = 7 * 24 * 60 * 60 * 1000;

export interface AdministrationOptions {
  readonly policies: Policies;
  readonly journal: Journal;
  readonly rooms: Rooms;
  /** Executes moderation actions. */
  readonly moderation: { rule(room: Room, request: CommandRequest<RoomAction>): Promise<unknown> };
}

/** What of the server is not set by flags. */
export interface ServerSettings {
  /** Who may make rooms; everybody, if absent. */
  readonly makers?: Makers | undefined;
  /** What it is called, and says to whoever comes; absent what nobody has written. */
  readonly title?: string | undefined;
  readonly welcome?: string | undefined;
  /** Who may invite people to it; administrators alone, if absent. */
  readonly inviters?: Inviters | undefined;
  /** The keys of the rooms that everybody joins automatically, besides the lobby. */
  readonly startRooms?: readonly string[] | undefined;
}

/** A closed room that can be opened again. */
export interface ClosedRoom {
  readonly key: string;
  readonly name: string;
  readonly said: number;
  readonly until: number;
}

type Action = RoomAction extends infer A ? A extends RoomAction ? Omit<A, "room"> : never : never;

export class Administration {
  readonly #options: AdministrationOptions;

  constructor(options: AdministrationOptions) {
    this.#options = options;
  }

  /**
   * Executes a moderation action in the room of a key, as its administrator.
   *
   * @throws {ProtocolError} If there is none, or it is not possible.
   */
  async rule(key: string, action: Action, member: Member, at: number): Promise<void> {
    const room = await this.open(key);
    const command: RoomAction = { ...action, room: room.name };
    await this.#options.moderation.rule(room, { member, command, at });
  }

  /**
   * Closes a room for everybody. It can be opened again for a while, and is deleted after that.
   *
   * @throws {ProtocolError} If there is none.
   */
  async close(key: string, at: number): Promise<number> {
    if (key === LOBBY) throw new ProtocolError("forbidden", "Cannot close: the lobby stays open");
    await this.open(key);
    const keptUntil = at + CLOSED_MS;
    await this.#change(key, (known) => ({ ...known, closed: true, keptUntil }));
    return keptUntil;
  }

  /**
   * Opens a room again that an administrator closed.
   *
   * @throws {ProtocolError} If it was not, or too long ago, or its name is another's by now.
   */
  async restore(key: string, at: number): Promise<void> {
    const { rooms, journal } = this.#options;
    const head = await journal.head(key);
    if (!head || (rooms.cleanup.closed.get(key) ?? -Infinity) <= at) throw noSuchRoom("restore");
    if (rooms.directory.isTaken(head.name, key)) {
      throw new ProtocolError(
        "forbidden",
        `Cannot restore: another room is called ${head.name} now`,
      );
    }
    using _name = rooms.directory.reserve(key);
    await this.#change(key, ({ closed, keptUntil = -Infinity, ...rest }) => {
      if (!closed || keptUntil <= at) throw noSuchRoom("restore");
      return rest;
    });
    rooms.directory.list(key, head);
  }

  /**
   * Gives up a room that an administrator closed: it is deleted soon, with all that was said in it.
   *
   * @throws {ProtocolError} If it was not, or is being deleted already.
   */
  async purge(key: string, at: number): Promise<void> {
    if ((this.#options.rooms.cleanup.closed.get(key) ?? -Infinity) <= at) {
      throw noSuchRoom("delete");
    }
    await this.#change(key, ({ closed, keptUntil = -Infinity, ...rest }) => {
      if (!closed || keptUntil <= at) throw noSuchRoom("delete");
      return { ...rest, closed };
    });
  }

  /**
   * Makes somebody the owner of a room; who was it stays in it.
   *
   * @throws {ProtocolError} If there is no such room.
   */
  async setOwner(key: string, owner: string): Promise<void> {
    if (key === LOBBY) {
      throw new ProtocolError("forbidden", "Cannot change owner: the lobby belongs to nobody");
    }
    await this.open(key);
    await this.#change(key, (known) => {
      const { owner: before, invited } = known;
      const isNew = before !== undefined && before !== owner && !invited.includes(before);
      return { ...known, owner, ...(isNew && { invited: [...invited, before] }) };
    });
  }

  /**
   * Deletes messages of the room of a key, also of a direct one, which its people are told. Resolves when
   * that is stored. Those that are gone already are passed over.
   *
   * @throws What the journal throws.
   */
  async deleteMessages(
    key: string,
    { name, people }: Head,
    seqs: readonly number[],
    { by, at }: { by: Person; at: number },
  ): Promise<void> {
    const place = { key, name, ...(people && { people }) };
    const room = await this.#options.rooms.open(place, () => undefined);
    if (!room) return;
    await Promise.all(seqs.map(async (of) => {
      const member = new Caller(by);
      const speech = { type: "delete", room: name, of } as const;
      const entry = { type: "deleted", room: name, at, of, from: by.name } as const;
      room.post({ member, speech, draft: { entry, by: by.id, moderator: true } });
      try {
        await member.outcome;
      } catch (error) {
        if (!(error instanceof ProtocolError) || error.reason === "unavailable") {
          throw new JournalError("Cannot delete message", { cause: error });
        }
      }
    }));
  }

  /** What of the server is not set by flags, as it is now. */
  get settings(): ServerSettings {
    const { makers, title, welcome, inviters, startRooms } = this.#options.rooms.directory
      .policy(SERVER);
    return { makers, title, welcome, inviters, startRooms };
  }

  /** Changes the settings that are given; what is given as `undefined` is as if nobody had set it. */
  async setSettings(wanted: ServerSettings): Promise<void> {
    await this.#change(SERVER, ({ makers, title, welcome, inviters, startRooms, ...rest }) => {
      const settings = { makers, title, welcome, inviters, startRooms, ...wanted };
      return {
        ...rest,
        ...(settings.makers && { makers: settings.makers }),
        ...(settings.title && { title: settings.title }),
        ...(settings.welcome && { welcome: settings.welcome }),
        ...(settings.inviters && { inviters: settings.inviters }),
        ...(settings.startRooms && { startRooms: settings.startRooms }),
      };
    });
  }

  /** Rooms that were closed and can be opened again, the first ones of a number. */
  async closed(limit: number, at: number): Promise<ClosedRoom[]> {
    const { rooms, journal } = this.#options;
    const kept = rooms.cleanup.closed.entries().filter(([, until]) => until > at).take(limit)
      .toArray();
    const heads = await Promise.all(kept.map(([key]) => journal.head(key)));
    return kept.flatMap(([key, until], i) => {
      const head = heads[i];
      return head ? [{ key, name: head.name, said: head.said, until }] : [];
    });
  }

  async #change(key: string, decide: (known: Policy) => Policy): Promise<void> {
    const { policies, rooms } = this.#options;
    rooms.govern(key, await policies.change(key, (known = openPolicy()) => decide(known)));
  }

  /**
   * A room that is listed, so not a direct one: those belong to their people.
   *
   * @throws {ProtocolError} If there is none.
   */
  async open(key: string): Promise<Room> {
    const { rooms } = this.#options;
    const name = rooms.directory.nameOf(key);
    const room = name !== undefined && await rooms.open({ key, name }, () => undefined);
    if (room) return room;
    throw noSuchRoom("change");
  }
}

function noSuchRoom(action: string): ProtocolError {
  return new ProtocolError("no-such-room", `Cannot ${action} room: there is none of this key`);
}
