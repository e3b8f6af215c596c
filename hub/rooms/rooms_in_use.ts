/**
 * The rooms in use.
 *
 * @module
 */
import type { Room } from "../room.ts";
import { KeyIndex } from "./key_index.ts";

/** Rooms by their key, and the direct ones by their name: people may have had the names in it in turn. */
export class RoomsInUse {
  readonly #rooms = new Map<string, Room>();
  readonly #directs = new KeyIndex();
  /** The direct ones, by the ids of their people. */
  readonly #theirs = new KeyIndex();

  get(key: string | undefined): Room | undefined {
    return key === undefined ? undefined : this.#rooms.get(key);
  }

  has(key: string): boolean {
    return this.#rooms.has(key);
  }

  add(room: Room): void {
    this.#rooms.set(room.key, room);
    if (room.people.length > 0) this.#directs.add(room.name, room.key);
    for (const person of room.people) this.#theirs.add(person, room.key);
  }

  delete(room: Room): void {
    this.#rooms.delete(room.key);
    if (room.people.length > 0) this.#directs.delete(room.name, room.key);
    for (const person of room.people) this.#theirs.delete(person, room.key);
  }

  /** The direct rooms of a name. */
  named(name: string): Room[] {
    return Array.from(this.#directs.of(name), (key) => this.#rooms.get(key)!);
  }

  /** The direct rooms of a person, by their id. */
  of(person: string): Room[] {
    return Array.from(this.#theirs.of(person), (key) => this.#rooms.get(key)!);
  }

  [Symbol.iterator](): IteratorObject<Room> {
    return this.#rooms.values();
  }
}

/** Notes that entries of a room's log were rewritten, and that its topic may be gone with them. */
export function noteRevision(room: Room | undefined): void {
  room?.tail.forget();
  room?.doubt();
}
