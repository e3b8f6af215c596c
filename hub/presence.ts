/**
 * Who is in a room. A person may be there several times, with a socket each.
 *
 * @module
 */
import type { Person } from "./member.ts";

/** How often one person's typing is told, in milliseconds. */
const TYPING_EVERY_MS = 1000;

interface Present {
  readonly name: string;
  sockets: number;
  typedAt: number;
}

export class Presence {
  readonly #people = new Map<string, Present>();

  /** How many people are here. */
  get count(): number {
    return this.#people.size;
  }

  /** Notes one more socket of a person; `true` when it is their first here. */
  enter({ key, name }: Person): boolean {
    const present = this.#people.get(key);
    if (present) present.sockets++;
    else this.#people.set(key, { name, sockets: 1, typedAt: -Infinity });
    return !present;
  }

  /** Notes that a socket of a person is gone; `true` when it was their last here. */
  exit({ key }: Person): boolean {
    const present = this.#people.get(key);
    if (!present || --present.sockets > 0) return false;
    return this.#people.delete(key);
  }

  /** The names of those here, at most `limit`, in the order in which they came. */
  names(limit: number): string[] {
    return this.#people.values().take(limit).map(({ name }) => name).toArray();
  }

  /** Notes that a person types; `true` when it is time to tell the others. */
  types({ key }: Person, at: number): boolean {
    const present = this.#people.get(key);
    if (!present || at - present.typedAt < TYPING_EVERY_MS) return false;
    present.typedAt = at;
    return true;
  }
}
