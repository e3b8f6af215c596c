/**
 * The rooms that somebody at a terminal goes to and leaves, by whatever name they call them.
 *
 * @module
 */

import { LIMITS } from "../../protocol.ts";
import { directRoom, isDirect, isSealed, peopleOf } from "../../protocol/name.ts";
import { type Connection, type ConnectionEvent, CutError } from "../connection.ts";
import { isEntry } from "../connection/log.ts";
import type { Reading } from "../connection/rooms.ts";
import type { SealedConnection } from "../sealed/connection.ts";
import type { RoomKeys } from "../sign_in/room_keys.ts";
import type { Lookup } from "./lookup.ts";
import type { CodeLooks } from "./rooms/link_code.ts";
import { PrivateRoomCommands } from "./rooms/private.ts";
import type { View } from "./view.ts";
import { isSame } from "./view/render.ts";
import type { Labels } from "./view/labels.ts";
import { say, told } from "../program/languages.ts";

export { isAboutPrivate } from "./rooms/private.ts";

/** Code points of a room's name at most: a direct room has up to eight people's. */
const ROOM_MAX = 9 * LIMITS.name;

/** Goes to rooms, and leaves them. */
export class RoomCommands {
  readonly #connection: Connection;
  /** Private rooms among them. */
  readonly private: PrivateRoomCommands;
  readonly #view: View;
  readonly #labels: Labels;
  readonly #lookup: Lookup;
  readonly #reading: Reading;

  constructor(
    connection: SealedConnection,
    { url, keys, looks, view, labels, lookup, reading }: {
      url: string;
      keys: RoomKeys | undefined;
      looks: CodeLooks;
      view: View;
      labels: Labels;
      lookup: Lookup;
      reading: Reading;
    },
  ) {
    this.#connection = connection;
    this.#view = view;
    this.#labels = labels;
    this.#lookup = lookup;
    this.#reading = reading;
    this.private = new PrivateRoomCommands({
      ...{ url, connection, keys, looks, view },
      join: (room) => this.join(room),
      leave: (room) => this.leave(room),
    });
  }

  join(name: string, since?: "if-there"): void {
    if ([...name].length > ROOM_MAX) return this.#view.wrong(say`Room names are not that long`);
    const room = this.full(name);
    const isFirst = this.#view.past.oldest(room) === undefined || !this.#view.here.has(room);
    this.#lookup.offer(room, this.#connection.join(room, since), this.#view.room);
    this.#view.lookAt(room);
    this.#reading.read(room, this.#view.past.lines(room, Infinity, 1).at(-1)?.seq ?? 0);
    // It is followed from its head on: what was said before has to be asked for.
    if (isDirect(room) && isFirst) this.#recall(room);
  }

  /** Notes how far one has read: all that is printed, unless it was set back. */
  reads(event: ConnectionEvent): void {
    const { others } = this.#view;
    if (event.type === "welcome") others.welcomed(event.rooms);
    if (isEntry(event) && !others.isSetBack(event.room)) this.#reading.read(event.room, event.seq);
    if (event.type === "joined") this.#reading.joined(event);
    if (event.type !== "read" || event.back === undefined) return;
    this.#reading.back(event.room, event.seq);
    others.setBack(event);
    this.#view.drawBelow();
  }

  /** To the room of that number, or to where something is new. What is typed stays for its room. */
  jump(key: string): void {
    const { here, others } = this.#view;
    const room = key === "a" ? others.next() : here.rooms[Number(key) - 1];
    if (room !== undefined && !isSame(room, this.#view.room)) this.join(room, "if-there");
  }

  leave(name: string): void {
    const room = this.full(name);
    if (!isDirect(room) && !this.#view.here.has(room)) {
      return this.#view.wrong(say`You are not in ${this.label(room)}`);
    }
    this.#connection.leave(room);
  }

  /** A room as it goes over the wire; a direct room with us in it, however it was called: `@bob`. */
  full(room: string): string {
    const { you } = this.#connection;
    if (!isDirect(room) || this.#labels.isRenamed(room)) return this.#labels.roomOf(room);
    if (you === undefined) return room;
    return this.#labels.roomOf(directRoom([you, ...peopleOf(room)]));
  }

  isOne(one: string | undefined, other: string | undefined): boolean {
    if (one === undefined || other === undefined) return one === other;
    return isSame(this.full(one), this.full(other));
  }

  /** Rooms that one may mean: those that one is in come first. */
  get names(): string[] {
    const { here } = this.#view;
    const open = here.rooms.filter((room) => !isDirect(room) && !isSealed(room));
    return [
      ...open.map((room) => this.#labels.of(room, undefined).slice(1)),
      ...this.#labels.known,
    ];
  }

  /** Who may be meant besides ourselves: whoever is here, or has said what is kept. */
  get people(): string[] {
    const { here, past, room } = this.#view;
    if (room === undefined) return [];
    return [...here.names(room), ...past.speakers(room)]
      .filter((name) => !isSame(name, this.#connection.you));
  }

  label(room: string | undefined): string {
    return room === undefined ? say`no room` : this.#labels.of(room, this.#connection.you);
  }

  /** Why what was begun in one room is not said in another. */
  strayed(begunIn: string | undefined, room: string | undefined): string {
    return say`Not sent: you started it in ${this.label(begunIn)}, and are in ${
      this.label(room)
    } now.`;
  }

  async #recall(room: string): Promise<void> {
    const before = this.#view.past.oldest(room);
    const range = before === undefined ? {} : { before };
    try {
      const { entries } = await this.#connection.ask({ type: "history", room, ...range });
      this.#view.recall(room, entries);
      this.#reading.read(room, entries.at(-1)?.seq ?? 0);
    } catch (error) {
      if (error instanceof CutError) this.#view.wrong(told(error.message));
    }
  }
}
