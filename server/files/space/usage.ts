/**
 * What files take, of whom and in which rooms: counted at most every so often, as that reads many rows.
 *
 * @module
 */
import type { FileStore } from "../file_store.ts";

/** People who are counted. */
const COUNTED_MAX = 10_000;
/** Files of rooms that are counted: less than a second's work. */
const ROOM_FILES_MAX = 50_000;

export interface Counted {
  /** Bytes of all files. */
  readonly total: number;
  readonly people: readonly { readonly by: string; readonly bytes: number }[];
  /** Whether there are more people than were counted. */
  readonly more: boolean;
}

/** Bytes of the files in rooms, by the rooms' keys. */
export interface CountedRooms {
  readonly rooms: ReadonlyMap<string, number>;
  /** Whether there are more files than were counted. */
  readonly more: boolean;
}

export class Usage {
  readonly #people: Cached<Counted>;
  readonly #rooms: Cached<CountedRooms>;

  constructor(store: FileStore) {
    this.#people = new Cached(() => countPeople(store));
    this.#rooms = new Cached(() => store.usageByRoom(ROOM_FILES_MAX));
  }

  /**
   * @param at the time, in milliseconds
   * @param freshMs how old it may be
   */
  count(at: number, freshMs: number): Promise<Counted> {
    return this.#people.get(at, freshMs);
  }

  /** The same by room; a file that was said in several counts in each, a preview in none. */
  countRooms(at: number, freshMs: number): Promise<CountedRooms> {
    return this.#rooms.get(at, freshMs);
  }
}

/** What takes long to find out, kept for a while. Whoever asks meanwhile waits for the same. */
class Cached<T> {
  readonly #find: () => Promise<T>;
  #found: Promise<T> | undefined;
  #at = -Infinity;

  constructor(find: () => Promise<T>) {
    this.#find = find;
  }

  async get(at: number, freshMs: number): Promise<T> {
    if (!this.#found || at - this.#at >= freshMs || at < this.#at) {
      this.#at = at;
      this.#found = this.#find();
    }
    try {
      return await this.#found;
    } catch (error) {
      this.#found = undefined;
      throw error;
    }
  }
}

async function countPeople(store: FileStore): Promise<Counted> {
  const rows = await store.usage(COUNTED_MAX + 1);
  const people = rows.filter(({ by }) => by !== "").slice(0, COUNTED_MAX);
  const total = rows.find(({ by }) => by === "")?.bytes ?? 0;
  return { total, people, more: rows.length > COUNTED_MAX };
}
