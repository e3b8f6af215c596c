/**
 * Presence and typing in the rooms that we joined, and where we may not speak.
 *
 * @module
 */

import type { ConnectionEvent } from "../../connection.ts";
import { nameKey } from "../../../protocol/name.ts";
import { dayFormat, timeFormat } from "../view/dates.ts";
import { say } from "../../program/languages.ts";

/** For how long someone counts as typing after we heard so. */
export const TYPING_MS = 5_000;

/** A mute that ends after this is one that a moderator ends. */
const LONG_MS = 366 * 24 * 60 * 60 * 1000;
/** What is told anew is the same mute if it ends at the same time, but for the way it came. */
const SAME_MS = 10_000;

interface Room {
  name: string;
  count: number;
  members: Set<string>;
  /** Until when, by name. */
  typing: Map<string, number>;
  /** Until when we may not speak. */
  mutedUntil: number;
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
      mutedUntil: this.#of(room)?.mutedUntil ?? 0,
    });
    return isNew;
  }

  /** Notes where we are muted, and returns what is news of it. */
  heard(event: ConnectionEvent, label: (room: string) => string, now = Date.now()): string[] {
    if (event.type !== "joined" && event.type !== "settings") return [];
    const found = this.#of(event.room);
    if (found === undefined) return [];
    const { ms = 0, reason } = event.muted ?? {};
    const isKnown = Math.abs(now + ms - found.mutedUntil) < SAME_MS;
    found.mutedUntil = now + ms;
    const mute = this.mute(event.room, now);
    if (mute === "" || isKnown) return [];
    const why = reason === undefined ? "" : `: ${reason}`;
    return [say`You are ${mute} in ${label(event.room)}${why}`];
  }

  /** That we are muted there, and until when; "" where we are not. */
  mute(room: string | undefined, now: number): string {
    const until = this.#of(room)?.mutedUntil ?? 0;
    if (until <= now) return "";
    if (until > now + LONG_MS) return say`muted`;
    const time = timeFormat().format(until);
    const day = dayFormat().format(until);
    const end = day === dayFormat().format(now) ? time : `${day} ${time}`;
    return say`muted until ${end}`;
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
