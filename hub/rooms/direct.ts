/**
 * Direct rooms: which one a name means, to the one who says it.
 *
 * @module
 */
import { nameKey, peopleOf } from "../../protocol/name.ts";
import type { ReadPositions } from "../people/read_positions.ts";
import type { Person } from "../people/member.ts";

/** Knows people, also those who are not here now. */
export interface People {
  /** The id of the person who has a name, by its key; `undefined` when nobody does. */
  find(key: string): Promise<string | undefined>;
  /** Called with the author of a message, at most once for each socket and room. */
  spoke?(person: Person): void;
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
  return { key: nameKey(name), name };
}

/**
 * The direct room of people. It belongs to their ids: a later owner of one of the names is somebody
 * else, and gets another room.
 */
export function directPlace(name: string, people: readonly string[]): Place {
  const ids = people.toSorted();
  return { key: `${name} ${ids.join(" ")}`, name, people: ids };
}

/**
 * Finds the direct room that a person means by a name: that of the people who have these names now,
 * else one that they had with people who are gone. `undefined` when there is neither.
 */
export async function findDirectPlace(
  name: string,
  person: Person,
  people: People,
  positions: ReadPositions,
): Promise<Place | undefined> {
  const ids = await Promise.all(
    peopleOf(name).map((key) => key === person.key ? person.id : people.find(key)),
  );
  if (ids.every((id) => id !== undefined)) return directPlace(name, ids);
  const key = (await positions.directs(person, name))[0];
  return key === undefined ? undefined : directPlace(name, key.split(" ").slice(1));
}
