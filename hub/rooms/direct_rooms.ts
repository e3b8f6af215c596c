/**
 * How people enter and leave their direct rooms, which they follow without a join.
 *
 * @module
 */
import type { Answer } from "../../protocol.ts";
import { peopleOf } from "../../protocol/name.ts";
import { directPlaceOf, findDirectPlace, type People, type Place } from "./direct.ts";
import type { ReadPositions, ReadState } from "../people/read_positions.ts";
import type { Member, Person } from "../people/member.ts";
import { firstKeyOf, keysOf, type Names } from "../people/member/names.ts";
import { Subscriber } from "../people/member/subscriber.ts";
import type { Online } from "../people/online.ts";
import type { Room } from "../room.ts";
import { joinedAnswer } from "./joining.ts";
import type { RoomsInUse } from "./rooms_in_use.ts";

export interface DirectRoomsOptions {
  readonly inUse: RoomsInUse;
  readonly online: Online;
  readonly people: People;
  readonly positions: ReadPositions;
  readonly names: Names;
}

export class DirectRooms {
  readonly #options: DirectRoomsOptions;

  constructor(options: DirectRoomsOptions) {
    this.#options = options;
  }

  /**
   * Has somebody who came follow the rooms in their list, from where these were when they were looked
   * at. Into others, of which strangers may have opened any number, `bring` brings them when something
   * is done there.
   */
  welcome(member: Member, positions: readonly ReadState[]): void {
    if (member instanceof Subscriber) return this.#subscribe(member);
    for (const { key, head, left } of positions) {
      if (left) member.leftRooms.set(key, "before");
      const room = left ? undefined : this.#options.inUse.get(key);
      if (!room?.people.includes(member.person.id) || this.#isHidden(room, member)) continue;
      room.follow(member, head);
    }
  }

  /**
   * Makes the people of a room follow it, on all their sockets. Those who left it follow it again when
   * something is said there; those who blocked somebody, only when somebody else says something.
   *
   * @param authors who said something there just now, if that is known
   * @param actor who does something there, and is to hear what comes of it
   */
  bring(room: Room, authors?: readonly string[], actor?: Member): void {
    const { inUse, online, names } = this.#options;
    for (const key of room.people.length > 0 ? names.keysIn(room) : []) {
      for (const member of online.named(key)) {
        if (!room.people.includes(member.person.id) || member.cursors.has(room.key)) continue;
        const isActor = actor?.person.id === member.person.id;
        if (!isActor && !this.#isBrought(room, member, authors)) continue;
        if (member instanceof Subscriber) {
          if (member.followsAll) room.follow(member, member.onJoined(room));
          continue;
        }
        const left = member.leftRooms.get(room.key);
        member.leftRooms.delete(room.key);
        // They may know another room under its name, with somebody who had the same one.
        const other = inUse.named(room.name).find(({ key }) => member.cursors.has(key));
        if (!other) {
          // Their `welcome` did not list it: they can't know that what is said now is not all of it.
          if (left === "before") member.answer(joinedAnswer(room, { reset: false }));
          room.follow(member, room.head);
        } else {
          other.release(member);
          room.restart(member);
        }
        const settings = names.settingsOf(room);
        if (settings.name) member.answer({ type: "settings", room: room.name, ...settings });
      }
    }
  }

  /** Has somebody who reads all rooms of theirs follow those in which they are on a socket. */
  #subscribe(member: Subscriber): void {
    const { inUse, online } = this.#options;
    const { id, key } = member.person;
    for (const socket of member.followsAll ? online.named(key) : []) {
      if (socket.person.id !== id || socket === member) continue;
      for (const room of [...socket.cursors.keys()].map((key) => inUse.get(key))) {
        if (room && !member.cursors.has(room.key)) room.follow(member, member.onJoined(room));
      }
    }
  }

  /** Takes somebody out of the rooms in which they have blocked everybody else. */
  hide(member: Member): void {
    for (const { log } of [...member.cursors.values()]) {
      const room = this.#options.inUse.get(log.key);
      if (!room || !this.#isHidden(room, member)) continue;
      room.release(member);
      member.answer({ type: "left", room: room.name });
    }
  }

  /** Makes somebody leave a room, on all their sockets, until something is said there. */
  async leave(room: Room, member: Member, ref: number | undefined): Promise<Answer> {
    const { online, positions } = this.#options;
    const { person } = member;
    const [seq, nth] = [room.head, room.said];
    await positions.leave(person, room.key, { seq, nth });
    // Unless something was said meanwhile.
    for (const socket of room.said === nth ? online.named(person.key) : []) {
      if (socket.person.id !== person.id) continue;
      socket.leftRooms.set(room.key, "here");
      room.release(socket);
      if (socket !== member) socket.answer({ type: "left", room: room.name });
    }
    return { type: "left", ref, room: room.name };
  }

  /** Where the room is of people who are all here, as somebody means it. */
  place(name: string, person: Person): Place | undefined {
    const { online, names } = this.#options;
    const own = keysOf(person);
    const ids = peopleOf(name).map((key) => own.includes(key) ? person.id : online.idOf(key));
    return directPlaceOf(name, ids, names);
  }

  /** Where the room is that a person means, whoever is here; `undefined` if there can be none. */
  find(name: string, person: Person): Promise<Place | undefined> {
    return findDirectPlace(name, person, this.#options.people, this.#options);
  }

  /**
   * Tells those who follow the rooms of somebody what these are called now. What they are sent is settings
   * as of any room that was renamed.
   */
  renamed(person: string): void {
    for (const room of this.#options.inUse.of(person)) {
      const settings = this.#options.names.settingsOf(room);
      for (const member of room.members) {
        // Others are told nothing but what is said.
        if (member.kind !== "socket") continue;
        member.answer({ type: "settings", room: room.name, ...settings });
      }
    }
  }

  /** Whether somebody has a room of a name; where they are on no socket, the store has to be asked. */
  sees(name: string, { kind, cursors, person }: Member): boolean | Promise<boolean> {
    const { inUse, positions, names } = this.#options;
    const stored = names.storedName(name);
    if (kind !== "call") return inUse.named(stored).some(({ key }) => cursors.has(key));
    return positions.directs(person, stored).then(({ length }) => length > 0);
  }

  #isHidden({ name, people }: Room, { blocks, person }: Member): boolean {
    return people.length > 0 && blocks !== undefined && blocks.hides(name, firstKeyOf(person));
  }

  #isBrought(room: Room, member: Member, authors: readonly string[] | undefined): boolean {
    if (this.#isHidden(room, member)) return false;
    const { blocks } = member;
    const isCautious = member.leftRooms.has(room.key) || blocks?.touches(room.name);
    if (!isCautious) return true;
    return authors?.some((name) => !blocks?.has(name)) ?? false;
  }
}
