/**
 * The rooms that there are, and which of them a name means to the one who says it.
 *
 * @module
 */
import { LOBBY, type RoomSummary } from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";
import { type Charter, openCharter } from "./charter.ts";
import type { Place } from "./direct.ts";
import type { Head, Journal } from "./journal.ts";
import { Lookalikes } from "./lookalikes.ts";
import type { Mark } from "./marks.ts";
import type { Member } from "./member.ts";
import { isTheirs, knows, rankOf } from "./rights.ts";
import type { Room } from "./room.ts";

/** Rooms told at once, those with most people first. */
const ROOMS_MAX = 500;
const OPEN = openCharter();

/** A room that is no direct one, as it was when last in use, or as it is. */
type Listed = Pick<Room, "name" | "head" | "said" | "topic"> & { readonly count: number };

/**
 * Every room but the direct ones, by key. A room that is hidden, or closed, leaves its name to
 * others: so several rooms may have the same, and to who knows none of them there is none.
 */
export class Directory {
  readonly #rooms = new Map<string, Listed>();
  readonly #charters = new Map<string, Charter>();
  readonly #behindDoors = new Set<string>();
  /** The keys of the rooms of a name, by its key. */
  readonly #named = new Map<string, string[]>();
  readonly #lookalikes = new Lookalikes();

  /** Lists the rooms of a journal. */
  async load(journal: Journal): Promise<void> {
    for await (const [key, head] of journal.rooms()) this.list(key, head);
  }

  /** Lists a room that is not in use. */
  list(key: string, { name, seq, said, topic, people }: Head): void {
    if (!people) this.#set(key, { name, head: seq, said, topic, count: 0 });
  }

  /** Whether a room is listed, by key. */
  has(key: string): boolean {
    return this.#rooms.has(key);
  }

  /** Lists a room as it is, from now on; a direct one is nobody's business. */
  add(room: Room): void {
    if (room.people.length === 0) this.#set(room.key, room);
  }

  /** Lists a room as it was, so that it can be forgotten. */
  put({ key, name, head, said, topic }: Room): void {
    if (this.#rooms.has(key)) this.#rooms.set(key, { name, head, said, topic, count: 0 });
  }

  /** The keys of the rooms that are not open to all. */
  get behindDoors(): ReadonlySet<string> {
    return this.#behindDoors;
  }

  charter(key: string): Charter {
    return this.#charters.get(key) ?? OPEN;
  }

  /** Takes a room's charter as it is now, and gives the one before. */
  govern(key: string, charter: Charter): Charter {
    const before = this.charter(key);
    this.#charters.set(key, charter);
    if (charter.door === "open" || charter.closed) this.#behindDoors.delete(key);
    else this.#behindDoors.add(key);
    return before;
  }

  /**
   * Where somebody goes by a name: into the room that they are in; else into one that is theirs
   * behind its door; else into the one that all know of. Where there is none, one can be made.
   */
  place(name: string, member: Member, at: number): Place {
    const keys = (this.#named.get(nameKey(name)) ?? [])
      .filter((key) => knows(this.charter(key), member, at));
    const key = keys.find((key) => member.cursors.has(key)) ??
      keys.find((key) => this.#isHidden(key) && isTheirs(this.charter(key), member)) ??
      keys.find((key) => !this.#isHidden(key)) ?? keys[0] ?? this.#freeKey(name);
    return { key, name };
  }

  /** Whether a room of this name is there for somebody, be it a direct one that they follow. */
  sees(name: string, member: Member): boolean {
    if (name.startsWith("@")) return member.cursors.values().some(({ log }) => log.name === name);
    const keys = this.#named.get(nameKey(name)) ?? [];
    // Whatever the time is: no ban has ended before all time.
    return keys.some((key) => knows(this.charter(key), member, 0));
  }

  /** Whether all know of a room of this name, other than one. */
  isTaken(name: string, except: string): boolean {
    const keys = this.#named.get(nameKey(name)) ?? [];
    return keys.some((key) => key !== except && this.#isPublic(key));
  }

  /**
   * The name of a room of another name, of which all know, that somebody may take for this one. A
   * hidden room protects its name from nobody: to refuse it would tell that there is one.
   */
  lookalike(name: string): string | undefined {
    for (const other of this.#lookalikes.of(name)) {
      const key = this.#named.get(other)?.find((key) => this.#isPublic(key));
      if (key !== undefined) return this.#rooms.get(key)?.name;
    }
  }

  /** The rooms that a member has marks in, those that are theirs behind a door, and the lobby. */
  known(marks: readonly Mark[], member: Member, at: number): RoomSummary[] {
    const own = this.#own(marks, member, at);
    const keys = this.#behindDoors.values().filter((key) => this.#isTheirs(key, member, at));
    for (const key of [...keys, nameKey(LOBBY)]) {
      if (!own.has(key)) own.set(key, this.#summary(key, this.#rooms.get(key)!));
    }
    return [...own.values()];
  }

  /** The rooms that a member may know of: those that they have marks in, then the others. */
  all(marks: readonly Mark[], member: Member, at: number): RoomSummary[] {
    const own = this.#own(marks, member, at);
    const others = this.#rooms.entries()
      .filter(([key, { name }]) => !own.has(key) && this.#isMeant(key, name, member, at))
      .map(([key, room]) => this.#summary(key, room))
      .toArray()
      .sort((a, b) => b.count - a.count || b.head - a.head);
    return [...own.values(), ...others].slice(0, ROOMS_MAX);
  }

  /** By key, the rooms that a member has marks in and may be in. */
  #own(marks: readonly Mark[], member: Member, at: number): Map<string, RoomSummary> {
    const own = marks.filter(({ key, room, left }) =>
      room.startsWith("@") && !left || this.#isMeant(key, room, member, at) &&
        rankOf(this.charter(key), member, at) !== "outsider"
    );
    return new Map(own.map((mark) => [mark.key, this.#marked(mark)]));
  }

  #isTheirs(key: string, member: Member, at: number): boolean {
    const room = this.#rooms.get(key);
    if (!room || !isTheirs(this.charter(key), member)) return false;
    return this.#isMeant(key, room.name, member, at);
  }

  /** Whether a room is there for a member, and the one that they would come to by its name. */
  #isMeant(key: string, name: string, member: Member, at: number): boolean {
    if (!this.#rooms.has(key) || !knows(this.charter(key), member, at)) return false;
    return this.#named.get(nameIn(key))?.length === 1 || this.place(name, member, at).key === key;
  }

  /** Whether all know of a room. */
  #isPublic(key: string): boolean {
    return !this.#isHidden(key) && !this.charter(key).closed;
  }

  #isHidden(key: string): boolean {
    return this.charter(key).door === "hidden";
  }

  /** A key for one more room of a name. */
  #freeKey(name: string): string {
    const first = nameKey(name);
    let key = first;
    for (let n = 2; this.#rooms.has(key); n++) key = `${first} ${n}`;
    return key;
  }

  #set(key: string, room: Listed): void {
    const name = nameIn(key);
    const keys = this.#named.get(name);
    if (!keys) {
      this.#named.set(name, [key]);
      this.#lookalikes.add(name);
    } else if (!keys.includes(key)) keys.push(key);
    this.#rooms.set(key, room);
  }

  #marked({ key, room, topic, head, read, unread, mentions }: Mark): RoomSummary {
    const count = this.#rooms.get(key)?.count ?? 0;
    return { room, topic, head, count, read, unread, mentions, ...this.#door(key) };
  }

  /** A room of which a person has read nothing. */
  #summary(key: string, { name, head, said, topic, count }: Listed): RoomSummary {
    const door = this.#door(key);
    return { room: name, topic, head, count, read: 0, unread: said, mentions: 0, ...door };
  }

  #door(key: string): Pick<RoomSummary, "door"> {
    const { door } = this.charter(key);
    return door === "open" ? {} : { door };
  }
}

/** The key of a room's name, which has no space in it, from the key of the room. */
function nameIn(key: string): string {
  return key.split(" ", 1)[0]!;
}
