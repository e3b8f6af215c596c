/**
 * Direct rooms: which one a name means, to the one who says it.
 *
 * @module
 */
import { directRoom, peopleOf, roomKey } from "../../protocol/name.ts";
import type { ReadPositions } from "../people/read_positions.ts";
import type { Person } from "../people/member.ts";
import { keysOf, type Names } from "../people/member/names.ts";

/** Knows people, also those who are not here now. */
export interface People {
  /** The id of the person who has a name, by its key; `undefined` when nobody does. */
  find(key: string): Promise<string | undefined>;
  /** Called with the author of a message, at most once for each socket and room. */
  spoke?(person: Person): void;
  /** The names of those who were renamed. */
  readonly renamed?: Names;
  /** Absent where nobody has an account. */
  readonly accounts?: {
    /** Whether a name, by its key, is that of an administrator, who may not be here now. */
    isAdminNamed(key: string): Promise<boolean>;
  };
}

/** A room, as something is asked of it. */
export interface Place {
  readonly key: string;
  readonly name: string;
  /** Ids of the people who alone may be there; absent if it is open to all. */
  readonly people?: readonly string[];
}

/** The place that is open to all under a name. */
export function openPlace(name: string): Place {
  return { key: roomKey(name), name };
}

/**
 * The direct room of people. It belongs to their ids: a later owner of one of the names is somebody
 * else, and gets another room.
 */
export function directPlace(name: string, people: readonly string[]): Place {
  const ids = people.toSorted();
  return { key: `${name} ${ids.join(" ")}`, name, people: ids };
}

/** A direct room by its key, in which are its name and the ids of its people. */
export function placeOfKey(key: string): Required<Place> {
  const [name = "", ...people] = key.split(" ");
  return { key, name, people };
}

/** Whose a direct room is by the names in a name, as far as that is known. */
export function directPlaceOf(
  name: string,
  ids: readonly (string | undefined)[],
  names: Names,
): Place | undefined {
  if (!ids.every((id) => id !== undefined)) return undefined;
  const people = [...new Set(ids)];
  // All of them may be names of one.
  if (people.length < 2) return undefined;
  const firsts = peopleOf(name).map((key, i) => names.firstOf(ids[i]!, key));
  return directPlace(directRoom(firsts), people);
}

/**
 * Finds the direct room that a person means by a name: that of the people who have these names now,
 * else one that they had with people who are gone. `undefined` when there is neither.
 */
export async function findDirectPlace(
  name: string,
  person: Person,
  people: People,
  { positions, names }: { positions: ReadPositions; names: Names },
): Promise<Place | undefined> {
  const own = keysOf(person);
  const ids = await Promise.all(
    peopleOf(name).map((key) => own.includes(key) ? person.id : people.find(key)),
  );
  const place = directPlaceOf(name, ids, names);
  if (place) return place;
  const stored = names.storedName(name);
  const key = (await positions.directs(person, stored))[0];
  return key === undefined ? undefined : placeOfKey(key);
}
