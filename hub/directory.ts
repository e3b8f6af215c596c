/**
 * The rooms that there are, for those who look for one.
 *
 * @module
 */
import { LOBBY, type RoomSummary } from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";
import type { Journal } from "./journal.ts";
import type { Mark } from "./marks.ts";
import type { Room } from "./room.ts";

/** Rooms told at once, those with most people first. */
const ROOMS_MAX = 500;

/** A room that is open to all, as it was when last in use, or as it is. */
type Listed = Pick<Room, "name" | "head" | "said" | "topic"> & { readonly count: number };

export class Directory {
  readonly #rooms = new Map<string, Listed>();

  /** Lists the rooms of a journal that are open to all. */
  async load(journal: Journal): Promise<void> {
    for await (const [key, { name, seq, said, topic, people }] of journal.rooms()) {
      if (!people) this.#rooms.set(key, { name, head: seq, said, topic, count: 0 });
    }
  }

  /** Whether a room is listed, by key. */
  has(key: string): boolean {
    return this.#rooms.has(key);
  }

  /** Lists a room as it is, from now on; a direct one is nobody's business. */
  add(room: Room): void {
    if (room.people.length === 0) this.#rooms.set(room.key, room);
  }

  /** Lists a room as it was, so that it can be forgotten. */
  put({ key, name, head, said, topic }: Room): void {
    if (this.#rooms.has(key)) this.#rooms.set(key, { name, head, said, topic, count: 0 });
  }

  /** The rooms that a person knows: those that they have marks in, and the lobby. */
  known(marks: readonly Mark[]): RoomSummary[] {
    const lobby = nameKey(LOBBY);
    const rooms = marks.map((mark) => this.#marked(mark));
    if (marks.some(({ key }) => key === lobby)) return rooms;
    return [...rooms, summary(this.#rooms.get(lobby)!)];
  }

  /** The rooms that a person may join: their own, then all that are open. */
  all(marks: readonly Mark[]): RoomSummary[] {
    const own = new Set(marks.map(({ key }) => key));
    const others = this.#rooms.entries()
      .filter(([key]) => !own.has(key))
      .map(([, room]) => summary(room))
      .toArray()
      .sort((a, b) => b.count - a.count || b.head - a.head);
    return [...marks.map((mark) => this.#marked(mark)), ...others].slice(0, ROOMS_MAX);
  }

  #marked({ key, room, topic, head, read, unread, mentions }: Mark): RoomSummary {
    return { room, topic, head, count: this.#rooms.get(key)?.count ?? 0, read, unread, mentions };
  }
}

/** A room of which a person has read nothing. */
function summary({ name, head, said, topic, count }: Listed): RoomSummary {
  return { room: name, topic, head, count, read: 0, unread: said, mentions: 0 };
}
