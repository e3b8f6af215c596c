/**
 * Which rooms have a name, and which of them somebody means who says it.
 *
 * @module
 */
import { isSealed, roomKey } from "../../protocol/name.ts";
import { isSilent, type Policy } from "../permissions/policy.ts";
import { KeyIndex } from "./key_index.ts";
import { Lookalikes } from "./lookalikes.ts";
import type { Member } from "../people/member.ts";
import { canSee } from "../permissions/roles.ts";

/**
 * The keys of rooms, by name. There may be thousands that are hidden under one name: somebody who says
 * it has only those looked at that are theirs.
 */
export class RoomNames {
  readonly #policy: (key: string) => Policy;
  /** Rooms that all know of: one of a name, or none, unless two servers made one at once. */
  readonly #known = new KeyIndex();
  /** The names of those. */
  readonly #lookalikes = new Lookalikes();
  /** Rooms that all will know of in a moment, once that is stored. */
  readonly #coming = new KeyIndex();
  /** The names of those. */
  readonly #comingLookalikes = new Lookalikes();
  readonly #hidden = new KeyIndex();
  /** Rooms that are closed, whose logs are not deleted yet. */
  readonly #closed = new KeyIndex();
  /** Rooms that are not open, by each person whose they are, and by them and the name. */
  readonly #theirs = new KeyIndex();
  readonly #theirsNamed = new KeyIndex();
  /** The highest number in the keys of a name, where there is more than one. */
  readonly #numbers = new Map<string, number>();

  /** Knows the rooms that are added, whose policies are as it is told. */
  constructor(policy: (key: string) => Policy) {
    this.#policy = policy;
  }

  /** Takes up a room, as its policy is. */
  add(key: string): void {
    const name = nameIn(key);
    const policy = this.#policy(key);
    const kind = this.#kindOf(policy);
    for (const one of namesOf(key, policy)) {
      kind.add(one, key);
      if (kind === this.#known && kind.size(one) === 1) addTo(this.#lookalikes, one);
    }
    const number = Number(key.slice(name.length + 1));
    if (number > (this.#numbers.get(name) ?? 1)) this.#numbers.set(name, number);
    if (policy.closed || policy.access === "open") return;
    for (const person of peopleIn(policy)) {
      if (!isSilent(policy, person)) this.#theirs.add(person, key);
      for (const one of namesOf(key, policy)) this.#theirsNamed.add(`${person} ${one}`, key);
    }
  }

  /** Takes out a room, before its policy changes. */
  delete(key: string): void {
    const policy = this.#policy(key);
    const kind = this.#kindOf(policy);
    for (const name of namesOf(key, policy)) {
      kind.delete(name, key);
      if (kind === this.#known && kind.size(name) === 0) this.#lookalikes.delete(name);
      if (!this.#has(name)) this.#numbers.delete(name);
    }
    if (policy.closed || policy.access === "open") return;
    for (const person of peopleIn(policy)) {
      this.#theirs.delete(person, key);
      for (const name of namesOf(key, policy)) this.#theirsNamed.delete(`${person} ${name}`, key);
    }
  }

  /** Keeps names for a room, and what looks like those, while it is stored that it gets them. */
  reserve(key: string, names: readonly string[]): Disposable {
    for (const name of names.map(roomKey)) {
      this.#coming.add(name, key);
      if (this.#coming.size(name) === 1) addTo(this.#comingLookalikes, name);
    }
    return {
      [Symbol.dispose]: () => {
        for (const name of names.map(roomKey)) {
          this.#coming.delete(name, key);
          if (this.#coming.size(name) === 0) this.#comingLookalikes.delete(name);
        }
      },
    };
  }

  /** Rooms that are not open and that somebody made, or was asked into and told so, by their id. */
  theirs(person: string): Iterable<string> {
    return this.#theirs.of(person);
  }

  /** Whether all know of a room of this name, or will in a moment, other than one. */
  isTaken(name: string, except: string): boolean {
    const isOther = (key: string) => key !== except;
    const key = roomKey(name);
    return (first(this.#known.of(key), isOther) ?? first(this.#coming.of(key), isOther)) !==
      undefined;
  }

  /**
   * The key of a room of which all know, or will in a moment, other than one, whose name looks like
   * this one, and is another.
   */
  lookalike(name: string, except?: string): string | undefined {
    const isOther = (key: string) => key !== except;
    for (const other of this.#lookalikes.of(name)) {
      const key = first(this.#known.of(other), isOther);
      if (key !== undefined) return key;
    }
    for (const other of this.#comingLookalikes.of(name)) {
      const key = first(this.#coming.of(other), isOther);
      if (key !== undefined) return key;
    }
    return undefined;
  }

  /**
   * The room that somebody comes to by the key of a name: the one that they are in; else one that is
   * theirs and hidden; else the one that all know of; `undefined` if none is there for them.
   */
  meant(name: string, member: Member, at: number): string | undefined {
    const isIn = (key: string) => member.cursors.has(key) && canSee(this.#policy(key), member, at);
    // Whoever says something is almost always there, so nothing else is looked at first.
    return first(this.#known.of(name), isIn) ?? this.#meantElsewhere(name, { member, at, isIn });
  }

  #meantElsewhere(
    name: string,
    { member, at, isIn }: { member: Member; at: number; isIn: (key: string) => boolean },
  ): string | undefined {
    const { person } = member;
    const isThere = (key: string) => canSee(this.#policy(key), member, at);
    const theirs = this.#theirsNamed.of(`${person.id} ${name}`);
    const hidden = person.admin ? this.#hidden.of(name) : [];
    const isAsked = (key: string) =>
      this.#policy(key).access === "hidden" && !isSilent(this.#policy(key), person.id);
    return first(theirs, isIn) ??
      (person.admin ? first(this.#hiddenIn(name, member), isIn) : undefined) ??
      first(theirs, (key) => isAsked(key) && isThere(key)) ??
      first(this.#known.of(name), isThere) ?? first(hidden, isThere);
  }

  /** A key for one more room of a name, by the name's key. */
  freeKey(name: string): string {
    if (!this.#has(name)) return name;
    return `${name} ${(this.#numbers.get(name) ?? 1) + 1}`;
  }

  /** Hidden rooms of a name among which are those that somebody is in: as few as can be looked at. */
  #hiddenIn(name: string, { cursors }: Member): Iterable<string> {
    if (this.#hidden.size(name) <= cursors.size) return this.#hidden.of(name);
    return cursors.keys().filter((key) =>
      nameIn(key) === name && this.#policy(key).access === "hidden"
    );
  }

  #has(name: string): boolean {
    return this.#known.size(name) + this.#hidden.size(name) + this.#closed.size(name) > 0;
  }

  #kindOf({ access, closed }: Policy): KeyIndex {
    if (closed) return this.#closed;
    return access === "hidden" ? this.#hidden : this.#known;
  }
}

/** The key of a room's name, which has no space in it, from the key of the room. */
export function nameIn(key: string): string {
  const end = key.indexOf(" ");
  return end < 0 ? key : key.slice(0, end);
}

/** The keys of the names that lead to a room: that which it was made with, and what it is called. */
function namesOf(key: string, { name }: Policy): Iterable<string> {
  const own = nameIn(key);
  return name === undefined || roomKey(name) === own ? [own] : [own, roomKey(name)];
}

/** Whose a room that is not open is. */
function peopleIn({ owner, moderators, invited }: Policy): Iterable<string> {
  return new Set([...(owner === undefined ? [] : [owner]), ...moderators, ...invited]);
}

/** Nobody takes a sealed room's name for another: to refuse one would tell that there is another. */
function addTo(lookalikes: Lookalikes, name: string): void {
  if (!isSealed(name)) lookalikes.add(name);
}

function first<T>(items: Iterable<T>, isIt: (item: T) => boolean): T | undefined {
  for (const item of items) if (isIt(item)) return item;
  return undefined;
}
