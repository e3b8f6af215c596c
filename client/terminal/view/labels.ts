/**
 * How rooms are called on the screen.
 *
 * @module
 */

import { isDirect, isSealed, peopleOf, roomKey } from "../../../protocol/name.ts";

/** Renamed rooms that are remembered. Of more, the first are shown by the name that they began with. */
const NAMES_MAX = 1_000;
/** Letters of a private room's name that are shown: it says nothing to people. */
const SEALED_SHOWN = 7;
/** Rooms that are known by name, to complete it. More are not offered. */
const KNOWN_MAX = 1_000;

/** A room as its name goes over the wire, and the one that it was given since, if it was. */
type Named = { room: string; name?: string };

/** Whether two spellings are one room or one person. */
export function isSame(one: string, other: string | undefined): boolean {
  return other !== undefined && roomKey(one) === roomKey(other);
}

/** Remembers which rooms there are, and which were renamed. */
export class Labels {
  readonly #names = new Map<string, { room: string; name: string }>();

  readonly #known = new Map<string, string>();

  /** Notes what a room is called now. */
  learn({ room, name }: Named): void {
    const key = roomKey(room);
    const isOpen = !isDirect(room) && !isSealed(room);
    if (this.#known.size < KNOWN_MAX && isOpen) this.#known.set(key, room);
    this.#names.delete(key);
    if (name === undefined) return;
    const [oldest] = this.#names.keys();
    if (this.#names.size >= NAMES_MAX && oldest !== undefined) this.#names.delete(oldest);
    this.#names.set(key, { room, name });
  }

  /** Whether a room, as its name goes over the wire, is called otherwise now. */
  isRenamed(room: string): boolean {
    return this.#names.has(roomKey(room));
  }

  /** A room as people write it: `#lobby`, or `@bob` for what you say to him alone. */
  of(room: string, you: string | undefined): string {
    const name = this.#names.get(roomKey(room))?.name ?? room;
    if (isSealed(room)) return `🔒${room.slice(0, SEALED_SHOWN)}`;
    if (!isDirect(room)) return `#${name}`;
    const others = peopleOf(name).filter((name) => you === undefined || name !== roomKey(you));
    return `@${others.join(",")}`;
  }

  /** The rooms that were heard of, as people call them. */
  get known(): string[] {
    return [...this.#known].map(([key, room]) => this.#names.get(key)?.name ?? room);
  }

  /** The name on the wire of a room that people call so. */
  roomOf(called: string): string {
    const key = roomKey(called);
    if (this.#names.has(key)) return called;
    return this.#names.values().find(({ name }) => roomKey(name) === key)?.room ?? called;
  }
}
