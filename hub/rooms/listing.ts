/**
 * The order in which rooms are listed, maintained as they change: so a request for the first of them
 * does not read the rest.
 *
 * @module
 */
import type { Access, RoomSummary } from "../../protocol.ts";
import { isSealed } from "../../protocol/name.ts";
import type { Policy } from "../permissions/policy.ts";
import { settingsOf } from "../permissions/policy/settings.ts";
import type { Room } from "../room.ts";

/** A room that is no direct one, as it was when last in use, or as it is. */
export type Snapshot = Pick<Room, "name" | "head" | "said" | "topic"> & { readonly count: number };

/** Classes of how much was said in a room: each has twice as many entries as the one before. */
const CLASSES = 64;

/** A room in a listing. */
export class ListedRoom {
  readonly key: string;
  /** The room itself, while it is in use. */
  now: Snapshot;
  /** What it was listed by. */
  rank = 0;
  /** Its neighbours of the same rank. */
  newer: ListedRoom | undefined;
  older: ListedRoom | undefined;

  constructor(key: string, now: Snapshot) {
    this.key = key;
    this.now = now;
  }

  /** The room as somebody is told of it who has read nothing there. */
  summary(policy: Policy): RoomSummary {
    const { name, head, said, topic, count } = this.now;
    const settings = settingsOf(policy, name);
    return { room: name, topic, head, count, read: 0, unread: said, mentions: 0, ...settings };
  }
}

/** Most people first, then where most was said, roughly, then the last that were used. */
export class Listing {
  /** The newest room of each rank. */
  readonly #newest = new Map<number, ListedRoom>();
  /** The ranks that there are, the highest first: some hundreds, however many rooms there are. */
  readonly #ranks: number[] = [];

  /** Lists a room that is in no listing. */
  add(room: ListedRoom): void {
    room.rank = roleOf(room.now);
    const newest = this.#newest.get(room.rank);
    if (newest) newest.newer = room;
    else this.#ranks.splice(this.#indexOf(room.rank), 0, room.rank);
    room.older = newest;
    this.#newest.set(room.rank, room);
  }

  /** Takes out a room that is listed here. */
  delete(room: ListedRoom): void {
    const { rank, newer, older } = room;
    if (older) older.newer = newer;
    if (newer) newer.older = older;
    else if (older) this.#newest.set(rank, older);
    else {
      this.#newest.delete(rank);
      this.#ranks.splice(this.#indexOf(rank), 1);
    }
    room.newer = room.older = undefined;
  }

  /** Lists a room where it belongs now. */
  move(room: ListedRoom): void {
    if (roleOf(room.now) === room.rank) return;
    this.delete(room);
    this.add(room);
  }

  *[Symbol.iterator](): Iterator<ListedRoom> {
    for (const rank of this.#ranks) {
      for (let room = this.#newest.get(rank); room; room = room.older) yield room;
    }
  }

  /** Where a rank is, or would be. */
  #indexOf(rank: number): number {
    let [low, high] = [0, this.#ranks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ranks[middle]! > rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** All rooms that are no direct ones, by who is told of them. */
export class Listings {
  /** Those that all know of. */
  readonly known = new Listing();
  /** Those that only invited people see, and administrators. */
  readonly hidden = new Listing();
  /** Those that the server cannot read: nobody is told of them who does not know the name. */
  readonly #sealed = new Listing();

  /** Where a room is, by its key and who has access to it. */
  of(key: string, access: Access): Listing {
    if (isSealed(key)) return this.#sealed;
    return access === "hidden" ? this.hidden : this.known;
  }

  /** All of them, those with most people first. */
  every(): Iterable<ListedRoom> {
    return merged(merged(this.known, this.hidden), this.#sealed);
  }
}

/** Rooms of two orders, in their common order. */
export function* merged(
  some: Iterable<ListedRoom>,
  others: Iterable<ListedRoom>,
): Iterable<ListedRoom> {
  const rest = others[Symbol.iterator]();
  let next = rest.next();
  for (const room of some) {
    for (; !next.done && next.value.rank > room.rank; next = rest.next()) yield next.value;
    yield room;
  }
  for (; !next.done; next = rest.next()) yield next.value;
}

function roleOf({ count, head }: Snapshot): number {
  return count * CLASSES + Math.floor(Math.log2(head + 1));
}
