/**
 * The names of guests who were renamed. They stay who they are: what is theirs is kept by their id.
 *
 * @module
 */
import { Names, type NamesOf } from "../../../hub/people/member/names.ts";
import type { Person } from "../../../hub/people/member.ts";
import { nameKey } from "../../../protocol/name.ts";
import { AuthError } from "../auth_error.ts";
import type { NameReservations } from "../name_reservations.ts";
import type { TokenCache } from "../service/token_cache.ts";
import { SILENT_MS } from "../sessions.ts";

/** How many names one guest may have had: so many are kept for each, and are nobody else's meanwhile. */
export const NAMES_MAX = 4;
/** How often a guest may be renamed in a day. */
export const RENAMES_A_DAY = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The names of somebody, as they are stored. */
export interface StoredNames extends NamesOf {
  /** When they were renamed in the last day, in milliseconds since the epoch. */
  readonly at: readonly number[];
}

/** Stores names of guests by their ids. Every method may reject when the storage fails. */
export interface GuestNameStore {
  all(): AsyncIterable<readonly [person: string, names: StoredNames]>;
  of(person: string): Promise<StoredNames | undefined>;
  /** The id of the person for whom a name is kept, by its key. */
  ownerOf(key: string): Promise<string | undefined>;
  /**
   * Gives somebody other names, all of which are kept for them, in one step: of two who want one name, one
   * gets it. `"taken"` if one is kept for another, was last used by another guest, or is claimed.
   *
   * @param change gives the names by those that they have by then; what it throws is thrown
   * @param checkAt when it is to be looked at whether they are gone
   */
  change(
    person: string,
    change: (known: StoredNames | undefined) => StoredNames,
    checkAt: number,
  ): Promise<StoredNames | "taken">;
  /** Frees all names of somebody. */
  forget(person: string): Promise<void>;
  /** Ids of people whose names changed since this was last asked, on whatever server. */
  changed(): Promise<string[]>;
}

export interface GuestNamesOptions {
  readonly store: GuestNameStore;
  readonly reservations: Pick<NameReservations, "rename">;
  readonly tokens: Pick<TokenCache, "clear">;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class GuestNames {
  /** All that are stored. */
  readonly names = new Names();
  readonly #options: GuestNamesOptions;
  #onChanged: (person: string, names: NamesOf | undefined) => void = () => {};

  constructor(options: GuestNamesOptions) {
    this.#options = options;
  }

  /** Learns all names that are stored. */
  async load(): Promise<void> {
    const { store } = this.#options;
    for await (const [person, stored] of store.all()) this.names.set(person, stored);
  }

  /** Calls a listener with who has other names now, when their sockets are ended: they come back. */
  listen(listener: (person: string, names: NamesOf | undefined) => void): void {
    this.#onChanged = listener;
  }

  /** The id of the person for whom a name is kept, by its key. */
  async ownerOf(key: string): Promise<string | undefined> {
    return this.names.ownerOf(key) ?? await this.#options.store.ownerOf(key);
  }

  /**
   * Gives a guest another name, which is free. One that they had before is free for them.
   *
   * @throws {AuthError} If somebody else has it, or they have had too many.
   */
  async rename({ id, key }: Person, name: string): Promise<void> {
    const { store, now } = this.#options;
    const at = now();
    // Unless the store was lost, it knows them.
    const had = this.names.of(id);
    const before: StoredNames = { name, keys: had?.keys ?? [key], at: [] };
    const stored = await store.change(
      id,
      (known = before) => renamed(known, name, at),
      at + SILENT_MS,
    );
    if (stored === "taken") throw AuthError.nameTaken("rename", `${name} is somebody else's`);
    this.#apply(id, stored);
  }

  /** Frees the names of somebody who is gone. */
  async forget(person: string): Promise<void> {
    await this.#options.store.forget(person);
    if (this.names.of(person)) this.#apply(person, undefined);
  }

  /** Applies what was changed on other servers. */
  async refresh(): Promise<void> {
    const { store } = this.#options;
    for (const person of await store.changed()) this.#apply(person, await store.of(person));
  }

  #apply(person: string, stored: StoredNames | undefined): void {
    const { reservations, tokens } = this.#options;
    this.names.set(person, stored);
    tokens.clear();
    if (stored) reservations.rename(person, stored);
    this.#onChanged(person, stored);
  }
}

/** Somebody's names with one more, which they have now. */
function renamed({ keys, at: before }: StoredNames, name: string, at: number): StoredNames {
  const lately = before.filter((time) => at - time < DAY_MS);
  if (lately.length >= RENAMES_A_DAY) {
    throw AuthError.forbidden(
      "rename",
      `you have changed your name ${RENAMES_A_DAY} times in a day, which is the limit`,
    );
  }
  const key = nameKey(name);
  if (!keys.includes(key) && keys.length >= NAMES_MAX) {
    throw AuthError.forbidden(
      "rename",
      `you have had ${NAMES_MAX} names, which is the limit; choose one of those: ${
        keys.join(", ")
      }`,
    );
  }
  const [first, ...others] = keys;
  const rest = new Set([...others, key]);
  rest.delete(first);
  return { name, keys: [first, ...rest], at: [...lately, at] };
}
