/**
 * Who is in a room. A person may be there several times, with a socket each.
 *
 * @module
 */
import type { Person } from "./member.ts";

/** How often one person's typing is signalled, in milliseconds. */
const TYPING_EVERY_MS = 1000;
/** How long a person whose last socket was cut off still counts as present, in milliseconds. */
const GRACE_MS = 5000;

interface Present {
  readonly name: string;
  sockets: number;
  typedAt: number;
  /** When the last socket was cut; nobody has noticed yet. */
  lostAt: number;
}

export class Presence {
  readonly #people = new Map<string, Present>();
  /** Those whose last socket was cut, by key. Most rooms never have any. */
  #lost: Map<string, Present> | undefined;

  /** How many people are here. */
  get count(): number {
    return this.#people.size;
  }

  /** Whether somebody who was cut off still counts as present. */
  get misses(): boolean {
    return this.#lost !== undefined && this.#lost.size > 0;
  }

  /** Notes one more socket of a person; `true` when they come, `false` when they were here. */
  enter({ key, name }: Person): boolean {
    const present = this.#people.get(key);
    this.#lost?.delete(key);
    if (present) present.sockets++;
    else this.#people.set(key, { name, sockets: 1, typedAt: -Infinity, lostAt: Infinity });
    return !present;
  }

  has(key: string): boolean {
    return this.#people.has(key);
  }

  /** Notes that a person leaves with a socket; `true` when it was their last here. */
  exit({ key }: Person): boolean {
    const present = this.#people.get(key);
    if (!present || --present.sockets > 0) return false;
    return this.#people.delete(key);
  }

  /** Notes that a socket of a person was cut. They may be back before anyone notices. */
  lose({ key }: Person, at: number): void {
    const present = this.#people.get(key);
    if (!present || --present.sockets > 0) return;
    present.lostAt = at;
    this.#lost ??= new Map();
    this.#lost.set(key, present);
  }

  /** Removes those who were cut off too long ago, and returns their names. */
  sweep(at: number): string[] {
    const names: string[] = [];
    // In the order in which they were cut, so the first who may stay ends it.
    for (const [key, { name, lostAt }] of this.#lost ?? []) {
      if (at - lostAt < GRACE_MS) break;
      this.#lost?.delete(key);
      this.#people.delete(key);
      names.push(name);
    }
    return names;
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
