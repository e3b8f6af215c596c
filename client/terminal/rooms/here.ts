/**
 * Presence and typing in the rooms that we joined.
 *
 * @module
 */

import { nameKey } from "../../../protocol/name.ts";

/** For how long someone counts as typing after we heard so. */
export const TYPING_MS = 5_000;

interface Room {
  name: string;
  count: number;
  members: Set<string>;
  /** Until when, by name. */
  typing: Map<string, number>;
}

/** The rooms that we are in, in the order in which we joined them. */
export class Here {
  readonly #rooms = new Map<string, Room>();

  /** Whether it is the first time. */
  joined({ room, count, members }: { room: string; count: number; members: string[] }): boolean {
    const isNew = !this.has(room);
    this.#rooms.set(nameKey(room), {
      name: room,
      count,
      members: new Set(members),
      typing: new Map(),
    });
    return isNew;
  }

  left(room: string): void {
    this.#rooms.delete(nameKey(room));
  }

  has(room: string | undefined): boolean {
    return this.#of(room) !== undefined;
  }

  /** The rooms, in that order. */
  get rooms(): string[] {
    return [...this.#rooms.values()].map(({ name }) => name);
  }

  /** The room joined last. */
  newest(): string | undefined {
    return [...this.#rooms.values()].at(-1)?.name;
  }

  came(room: string, name: string): void {
    const found = this.#of(room);
    if (found === undefined || found.members.has(name)) return;
    found.members.add(name);
    found.count++;
  }

  went(room: string, name: string): void {
    const found = this.#of(room);
    if (found === undefined) return;
    if (found.members.delete(name)) found.count--;
    found.typing.delete(name);
  }

  types(room: string, name: string, now: number): void {
    this.#of(room)?.typing.set(name, now + TYPING_MS);
  }

  said(room: string, name: string): void {
    this.#of(room)?.typing.delete(name);
  }

  /** How many they are now, where they are too many for names. */
  counted(room: string, count: number): void {
    const found = this.#of(room);
    if (found !== undefined) found.count = count;
  }

  count(room: string | undefined): number {
    return this.#of(room)?.count ?? 0;
  }

  names(room: string | undefined): Iterable<string> {
    return this.#of(room)?.members ?? [];
  }

  typing(room: string | undefined, now: number): string[] {
    const typing = this.#of(room)?.typing ?? new Map<string, number>();
    return [...typing].filter(([_, until]) => until > now).map(([name]) => name);
  }

  #of(room: string | undefined): Room | undefined {
    return room === undefined ? undefined : this.#rooms.get(nameKey(room));
  }
}
