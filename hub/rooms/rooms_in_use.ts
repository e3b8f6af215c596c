/**
 * The rooms in use.
 *
 * @module
 */
import type { Room } from "../room.ts";
import { KeyIndex } from "./key_index.ts";

/** Rooms by their key, and the direct ones by the id of each of their people. */
export class RoomsInUse {
  readonly #rooms = new Map<string, Room>();
  readonly #directs = new KeyIndex();

  get(key: string | undefined): Room | undefined {
    return key === undefined ? undefined : this.#rooms.get(key);
  }

  has(key: string): boolean {
    return this.#rooms.has(key);
  }

  add(room: Room): void {
    this.#rooms.set(room.key, room);
    for (const person of room.people) this.#directs.add(person, room.key);
  }

  delete(room: Room): void {
    this.#rooms.delete(room.key);
    for (const person of room.people) this.#directs.delete(person, room.key);
  }

  /** The direct rooms that are a person's, by their id. */
  directsOf(person: string): Room[] {
    return Array.from(this.#directs.of(person), (key) => this.#rooms.get(key)!);
  }

  [Symbol.iterator](): IteratorObject<Room> {
    return this.#rooms.values();
  }
}
