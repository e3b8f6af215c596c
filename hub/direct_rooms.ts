/**
 * How people come to their direct rooms, which they follow without a join.
 *
 * @module
 */
import { peopleOf } from "../protocol/name.ts";
import { directPlace, findDirectPlace, type People, type Place } from "./direct.ts";
import type { Mark, Marks } from "./marks.ts";
import type { Member, Person } from "./member.ts";
import type { Online } from "./online.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

export interface DirectRoomsOptions {
  readonly rooms: Rooms;
  readonly online: Online;
  readonly people: People;
  readonly marks: Marks;
}

export class DirectRooms {
  readonly #options: DirectRoomsOptions;

  constructor(options: DirectRoomsOptions) {
    this.#options = options;
  }

  /** Has somebody who came follow their rooms, from where these were when they were looked at. */
  welcome(member: Member, marks: readonly Mark[]): void {
    const heads = new Map(marks.map(({ key, head }) => [key, head]));
    for (const room of this.#options.rooms.directsOf(member.person.id)) {
      room.follow(member, heads.get(room.key) ?? room.head);
    }
  }

  /** Has the people of a room follow it, on all their sockets. */
  bring(room: Room): void {
    const { rooms, online } = this.#options;
    for (const key of room.people.length > 0 ? peopleOf(room.name) : []) {
      for (const member of online.named(key)) {
        if (!room.people.includes(member.person.id) || member.cursors.has(room.key)) continue;
        // They may know another room under its name, with somebody who had the same one.
        const other = member.cursors.values().find(({ log }) => log.name === room.name);
        if (!other) room.follow(member, room.head);
        else {
          rooms.get(other.log.key)?.release(member);
          room.restart(member);
        }
      }
    }
  }

  /** Where the room is of people who are all here. */
  place(name: string): Place | undefined {
    const ids = peopleOf(name).map((key) => this.#options.online.idOf(key));
    return ids.every((id) => id !== undefined) ? directPlace(name, ids) : undefined;
  }

  /** Where the room is that a person means, whoever is here; `undefined` if there can be none. */
  find(name: string, person: Person): Promise<Place | undefined> {
    const { people, marks } = this.#options;
    return findDirectPlace(name, person, people, marks);
  }
}
