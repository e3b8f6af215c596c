/**
 * The names of people who were renamed: each of them still leads to them.
 *
 * @module
 */
import type { RoomSettings } from "../../../protocol.ts";
import { directRoom, nameKey, peopleOf } from "../../../protocol/name.ts";

/** All names of somebody who was renamed. They are kept for them, for as long as they are known here. */
export interface NamesOf {
  /** The one that they have now. */
  readonly name: string;
  /** The keys of all, the first one first: by that one their direct rooms are found, whatever came after. */
  readonly keys: readonly [string, ...string[]];
}

/** Somebody's name, and the keys of all that they have had, if they were renamed. */
interface Named {
  readonly key: string;
  readonly names?: readonly string[] | undefined;
}

/** Whose a direct room is. */
interface DirectRef {
  readonly name: string;
  /** The ids of its people. */
  readonly people: readonly string[];
}

/**
 * As many as there are renamed people who are known here: a few rows of names for each.
 *
 * A direct room keeps the name that it is stored under, which is made of first names. So nothing has to be
 * moved when somebody is renamed, and to who takes a name that has become free it is another room,
 * because it belongs to ids.
 */
export class Names {
  readonly #people = new Map<string, NamesOf>();
  /** Their ids, by the keys of all their names. */
  readonly #owners = new Map<string, string>();

  /** The names of somebody, by their id; `undefined` unless they were renamed. */
  of(person: string): NamesOf | undefined {
    return this.#people.get(person);
  }

  /** Notes the names of somebody; `undefined` when nothing is kept for them any more. */
  set(person: string, names: NamesOf | undefined): void {
    for (const key of this.of(person)?.keys ?? []) {
      if (this.#owners.get(key) === person) this.#owners.delete(key);
    }
    if (!names) return void this.#people.delete(person);
    this.#people.set(person, names);
    for (const key of names.keys) this.#owners.set(key, person);
  }

  /** The id of the person for whom a name is kept, by its key. */
  ownerOf(key: string): string | undefined {
    return this.#owners.get(key);
  }

  /** The key of what somebody is called now who has a name, by its key. */
  keyNow(key: string): string {
    const owner = this.ownerOf(key);
    return owner === undefined ? key : nameKey(this.of(owner)!.name);
  }

  /** The keys of all names of whoever has one, that one among them. */
  like(key: string): readonly string[] {
    const owner = this.ownerOf(key);
    return owner === undefined ? [key] : this.of(owner)!.keys;
  }

  /** The key under which the direct rooms of somebody are found, who is called so now. */
  firstOf(person: string, key: string): string {
    return this.of(person)?.keys[0] ?? key;
  }

  /** The name under which a direct room is stored, as far as its people are known by these names. */
  storedName(room: string): string {
    return directRoom(peopleOf(room).map((key) => this.like(key)[0]!));
  }

  /** The keys by which the people of a direct room may be connected now. */
  keysIn(room: DirectRef): string[] {
    if (this.#people.size === 0) return peopleOf(room.name);
    return [...new Set([...peopleOf(room.name), ...peopleOf(this.nameNow(room))])];
  }

  /** What a direct room is called now that some of its people have other names. */
  nameNow({ name, people }: DirectRef): string {
    if (this.#people.size === 0) return name;
    return directRoom(
      peopleOf(name).map((key) => {
        const owner = this.ownerOf(key);
        // Others may have had the name before, and their rooms are called as they were.
        return owner !== undefined && people.includes(owner) ? this.of(owner)!.name : key;
      }),
    );
  }

  /** What a direct room is told with, if that is called otherwise now than it is stored. */
  settingsOf(room: DirectRef): Pick<RoomSettings, "name"> {
    const name = this.nameNow(room);
    return name === room.name ? {} : { name };
  }
}

/** The key under which somebody's direct rooms are found. */
export function firstKeyOf({ key, names }: Named): string {
  return names?.[0] ?? key;
}

/** The keys of all names of somebody. */
export function keysOf({ key, names = [key] }: Named): readonly string[] {
  return names;
}

/** Somebody with the names that they have now, whichever they came with. */
export function asNamed<P extends Named & { readonly id: string }>(person: P, names: Names): P {
  const now = names.of(person.id);
  if (!now) return person;
  return { ...person, name: now.name, key: nameKey(now.name), names: now.keys };
}
