/**
 * Which rooms somebody may have something to read in, by the rows that are kept of them.
 *
 * @module
 */
import {
  CALLS_MAX,
  isGuest,
  othersIn,
  Shares,
  UNREAD_DIRECT_MAX,
} from "../../../../hub/people/unread.ts";
import type { Stored } from "../../schema.ts";

/** Of the rooms that are told, how many may be such that a person never read in. */
const UNREAD_MAX = 150;

/** Orders what was written last first: every commit has a greater versionstamp than those before. */
export function byAge(a: Deno.KvEntryMaybe<unknown>, b: Deno.KvEntryMaybe<unknown>): number {
  return (a.versionstamp ?? "") < (b.versionstamp ?? "") ? 1 : -1;
}

export function roomsOf(rows: readonly Deno.KvEntry<unknown>[]): string[] {
  return rows.map(({ key }) => String(key[2]));
}

/** The newest call in each room. Once there was a row for each of them, under its number. */
export function callsIn(
  rows: readonly Deno.KvEntry<Stored["mention"] | true>[],
): Map<string, Stored["mention"]> {
  const calls = new Map<string, Stored["mention"]>();
  for (const { key: [, , room, seq], value } of rows) {
    const call = value === true ? { seq: Number(seq), by: "" } : value;
    const known = calls.get(String(room));
    if (!known || known.seq < call.seq) calls.set(String(room), call);
  }
  return calls;
}

/** Direct rooms that somebody never read in: first those with people who have an account. */
export function unreadDirects(rooms: readonly string[], person: string): string[] {
  const isStrange = (room: string) => othersIn(room, person).some(isGuest);
  const shares = new Shares(UNREAD_DIRECT_MAX);
  return [...rooms.filter((room) => !isStrange(room)), ...rooms.filter(isStrange)]
    .filter((room) => shares.take(othersIn(room, person)))
    .slice(0, UNREAD_MAX);
}

/** Rooms in which somebody is called who was never there. */
export function newCalls(
  calls: ReadonlyMap<string, Stored["mention"]>,
  isKnown: (room: string) => boolean | undefined,
): string[] {
  const shares = new Shares(CALLS_MAX);
  return [...calls].filter(([room, { by }]) => !isKnown(room) && shares.take([by]))
    .map(([room]) => room);
}
