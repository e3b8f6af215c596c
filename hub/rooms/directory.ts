/**
 * The rooms that there are, and which of them a name means to the one who says it.
 *
 * @module
 */
import { type Answer, LOBBY, type RoomSettings, type RoomSummary } from "../../protocol.ts";
import { isDirect, nameKey, roomKey } from "../../protocol/name.ts";
import { settingsOf } from "../permissions/policy/settings.ts";
import { startRoomsFor } from "../permissions/policy/start_rooms.ts";
import { compact, openPolicy, type Policy } from "../permissions/policy.ts";
import type { Place } from "./direct.ts";
import type { Head } from "../log/journal.ts";
import { ListedRoom, type Listing, Listings, merged, type Snapshot } from "./listing.ts";
import type { ReadState } from "../people/read_positions.ts";
import { isGuest, Shares } from "../people/unread.ts";
import type { Member } from "../people/member.ts";
import { roleOf } from "../permissions/roles.ts";
import type { Room } from "../room.ts";
import { nameIn, RoomNames } from "./room_names.ts";

/** Rooms told at once, those with most people first. */
const ROOMS_MAX = 500;
/** Rooms that are looked at to find so many: of some, the one who asks means another of that name. */
const LOOKED_MAX = 10 * ROOMS_MAX;
/** Rooms of one guest that count, of those which they asked somebody into who was never there. */
const INVITED_MAX = 20;
/** A room in use, as far as it matters here. */
type InUse = Snapshot & Pick<Room, "key" | "people">;

const OPEN = openPolicy();
const CLOSED: Policy = { ...OPEN, closed: true };

/**
 * Every room but the direct ones, by key. A room that is hidden leaves its name to others: so several
 * rooms may have the same, and to who knows none of them there is none. A room that was closed is
 * listed no more; its key is taken until its log is deleted.
 *
 * There may be very many: what is asked about one, or by somebody, looks at no others.
 */
export class Directory {
  readonly #rooms = new Map<string, ListedRoom>();
  readonly #policies = new Map<string, Policy>();
  readonly #names = new RoomNames((key) => this.policy(key));
  readonly #listings = new Listings();
  /** How many rooms a person owns. */
  readonly #owned = new Map<string, number>();
  readonly #directs: (key: string) => RoomSettings;

  /** @param directs gives what is told of a direct room, by its key */
  constructor(directs: (key: string) => RoomSettings = () => ({})) {
    this.#directs = directs;
  }

  /** How many rooms are listed. */
  get size(): number {
    return this.#rooms.size;
  }

  /** How many rooms somebody owns, by their id. */
  owned(person: string): number {
    return this.#owned.get(person) ?? 0;
  }

  /** Lists a room that is not in use, unless it is listed. */
  list(key: string, { name, seq, said, topic, people }: Head): void {
    if (!people && !this.#rooms.has(key)) {
      this.#set(key, { name, head: seq, said, topic, count: 0 });
    }
  }

  /** What a room that is listed is called, by key. */
  titleOf(key: string): string | undefined {
    return this.policy(key).name ?? this.nameOf(key);
  }

  /** The name that leads to a room that is listed, by key: that which it was made with. */
  nameOf(key: string): string | undefined {
    return this.#rooms.get(key)?.now.name;
  }

  /** A room that is listed as it is, by key. */
  now(key: string): Snapshot | undefined {
    return this.#rooms.get(key)?.now;
  }

  /** Whether a room is listed, by key. */
  has(key: string): boolean {
    return this.#rooms.has(key);
  }

  /** Lists a room as it is, from now on; a direct one is nobody's business. */
  add(room: InUse): void {
    if (room.people.length === 0) this.#set(room.key, room);
  }

  /** Lists a room as it was, so that it can be forgotten. */
  put({ key, name, head, said, topic, count }: Snapshot & { readonly key: string }): void {
    if (this.#rooms.has(key)) this.#set(key, { name, head, said, topic, count });
  }

  /** Lists a room where it belongs, now that it has changed. */
  move({ key }: Pick<InUse, "key">): void {
    const room = this.#rooms.get(key);
    if (room) this.#listingOf(key).move(room);
  }

  /** Forgets a room, and its policy: its key is free. */
  forget(key: string): void {
    this.#unfile(key);
    this.#rooms.delete(key);
    this.#policies.delete(key);
  }

  policy(key: string): Policy {
    return this.#policies.get(key) ?? OPEN;
  }

  /** The keys of policies that are no listed room's. */
  unlisted(): Iterable<string> {
    return this.#policies.keys().filter((key) => !this.has(key));
  }

  /** Takes a room's policy as it is now, and gives the one before. */
  govern(key: string, policy: Policy): Policy {
    const before = this.policy(key);
    this.#unfile(key);
    if (policy.closed) this.#rooms.delete(key);
    this.#policies.set(key, policy.closed ? CLOSED : compact(policy));
    this.#file(key);
    return before;
  }

  /**
   * Where somebody goes by a name: into the room that they are in; else into one of theirs
   * that is not open; else into the one that all know of. Where there is none, one can be made.
   */
  place(name: string, member: Member, at: number): Place {
    const key = roomKey(name);
    return { key: this.#names.meant(key, member, at) ?? this.#names.freeKey(key), name };
  }

  /** Whether somebody who joins this name, which is no direct room's, makes a room. */
  isFree(name: string, member: Member, at: number): boolean {
    return !isDirect(name) && this.#names.meant(roomKey(name), member, at) === undefined;
  }

  /** Whether a room of this name, which is no direct room's, is there for somebody. */
  sees(name: string, member: Member): boolean {
    // Whatever the time is: no ban has ended before all time.
    return this.#names.meant(roomKey(name), member, 0) !== undefined;
  }

  /** Whether all know of a room of this name, other than one. */
  isTaken(name: string, except: string): boolean {
    return this.#names.isTaken(name, except);
  }

  /**
   * The name of a room of another name, of which all know, that somebody may take for this one. A
   * hidden room protects its name from nobody: to refuse it would tell that there is one.
   */
  lookalike(name: string, except?: string): string | undefined {
    const key = this.#names.lookalike(name, except);
    return key === undefined ? undefined : this.titleOf(key) ?? nameIn(key);
  }

  /** Keeps names for a room, and what looks like those, while it is stored that it gets them. */
  reserve(key: string, names: readonly string[] = [nameIn(key)]): Disposable {
    return this.#names.reserve(key, names);
  }

  /**
   * The rooms that a member has positions in, those of theirs that are not open, the lobby, and those
   * that everybody joins automatically.
   */
  known(positions: readonly ReadState[], member: Member, at: number): RoomSummary[] {
    const own = this.#own(positions, member, at);
    const lobby = this.#rooms.get(nameKey(LOBBY))!;
    for (const room of [...this.#theirs(member, at), lobby]) {
      if (!own.has(room.key)) own.set(room.key, room.summary(this.policy(room.key)));
    }
    for (const key of startRoomsFor(member, at, this)) {
      const room = !own.has(key) && this.#isMeant(key, member, at) && this.#rooms.get(key);
      if (room) own.set(key, { ...room.summary(this.policy(room.key)), joined: true });
    }
    return [...own.values()];
  }

  /** The rooms that a member may know of: those that they have positions in, then the others. */
  all(positions: readonly ReadState[], member: Member, at: number): RoomSummary[] {
    const own = this.#own(positions, member, at);
    const hidden = member.person.admin
      ? this.#listings.hidden
      : this.#theirs(member, at).filter(({ key }) => this.policy(key).access === "hidden");
    const others = Iterator.from(merged(this.#listings.known, hidden))
      .take(LOOKED_MAX)
      .filter(({ key }) => !own.has(key) && this.#isMeant(key, member, at))
      .take(ROOMS_MAX)
      .map((room) => room.summary(this.policy(room.key)));
    return [...own.values(), ...others].slice(0, ROOMS_MAX);
  }

  /** Answers with these rooms, when it is known where the member has positions. */
  async answer(
    positions: Promise<readonly ReadState[]>,
    { member, ref, at }: { member: Member; ref: number | undefined; at: number },
  ): Promise<Answer> {
    return { type: "rooms", ref, rooms: this.all(await positions, member, at) };
  }

  /** All rooms that are listed, with their keys, those with most people first; also the sealed ones. */
  every(): Iterable<ListedRoom> {
    return this.#listings.every();
  }

  /** All policies, by key: of rooms that had one, and of the server. */
  policies(): Iterable<readonly [key: string, policy: Policy]> {
    return this.#policies;
  }

  /** By key, the rooms that a member has positions in and may be in. */
  #own(positions: readonly ReadState[], member: Member, at: number): Map<string, RoomSummary> {
    const own = positions.filter(({ key, room, left }) =>
      room.startsWith("@") && !left || this.#isMeant(key, member, at) &&
        roleOf(this.policy(key), member, at) !== "outsider"
    );
    return new Map(own.map((state) => [state.key, this.#summaryOf(state)]));
  }

  /**
   * The rooms that are not open and that a member made, or was asked into, in their order. Of very many the
   * first count, and of those of one guest only so many, so that whoever invites somebody a thousand
   * times hides nothing from them. Those that a member was in are told by their positions all the same.
   */
  #theirs(member: Member, at: number): ListedRoom[] {
    const shares = new Shares(INVITED_MAX);
    const { id } = member.person;
    return Iterator.from(this.#names.theirs(id))
      .take(LOOKED_MAX)
      .filter((key) => {
        const { owner } = this.policy(key);
        return owner === undefined || owner === id || !isGuest(owner) || shares.take([owner]);
      })
      .take(ROOMS_MAX)
      .filter((key) => this.#isMeant(key, member, at))
      .map((key) => this.#rooms.get(key)!)
      .toArray()
      .sort((a, b) => b.rank - a.rank);
  }

  /** Whether a room is there for a member, and the one that they would come to by its name. */
  #isMeant(key: string, member: Member, at: number): boolean {
    return this.#rooms.has(key) && this.#names.meant(nameIn(key), member, at) === key;
  }

  #set(key: string, now: Snapshot): void {
    const known = this.#rooms.get(key);
    if (known) {
      known.now = now;
      return this.#listingOf(key).move(known);
    }
    // What is closed is listed no more, even if it is still in use for a moment.
    if (this.policy(key).closed) return;
    this.#unfile(key);
    this.#rooms.set(key, new ListedRoom(key, now));
    this.#file(key);
  }

  #listingOf(key: string): Listing {
    return this.#listings.of(key, this.policy(key).access);
  }

  /** Lists a room as its policy says. A policy alone is only counted, and a closed one keeps its key. */
  #file(key: string): void {
    const room = this.#rooms.get(key);
    if (room) this.#listingOf(key).add(room);
    const { owner, closed } = this.policy(key);
    if (room || closed) this.#names.add(key);
    if (owner !== undefined) this.#owned.set(owner, this.owned(owner) + 1);
  }

  /** Undoes `#file`. */
  #unfile(key: string): void {
    const room = this.#rooms.get(key);
    if (room) this.#listingOf(key).delete(room);
    const { owner, closed } = this.policy(key);
    if (room || closed) this.#names.delete(key);
    if (owner === undefined) return;
    const left = this.owned(owner) - 1;
    if (left > 0) this.#owned.set(owner, left);
    else this.#owned.delete(owner);
  }

  #summaryOf({ key, room, left: _, ...state }: ReadState): RoomSummary {
    const known = { room, ...state, count: this.#rooms.get(key)?.now.count ?? 0 };
    const settings = isDirect(room) ? this.#directs(key) : settingsOf(this.policy(key), room);
    return { ...known, ...settings };
  }
}
