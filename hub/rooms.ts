/**
 * The rooms in use: opened when something is asked of them, put away when nobody is there.
 *
 * @module
 */
import type { Place } from "./direct.ts";
import { Directory } from "./directory.ts";
import type { Head, Journal } from "./journal.ts";
import { Room } from "./room.ts";
import { Tasks } from "./tasks.ts";

export interface RoomsOptions {
  readonly journal: Journal;
  /** Called with each room that comes into use. */
  readonly onOpen: (room: Room) => void;
  /** Told of what must not happen. */
  readonly onError: (error: unknown) => void;
}

export class Rooms {
  readonly directory = new Directory();
  readonly #options: RoomsOptions;
  /** By key. */
  readonly #rooms = new Map<string, Room>();
  readonly #tasks: Tasks;
  readonly #following = new AbortController();

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#tasks = new Tasks(options.onError);
  }

  /** Lists the rooms that there are, and follows what other servers do with them. */
  async load(): Promise<void> {
    await this.directory.load(this.#options.journal);
    this.#tasks.keep(this.#followOthers());
  }

  /** A room in use. */
  get(key: string | undefined): Room | undefined {
    return key === undefined ? undefined : this.#rooms.get(key);
  }

  [Symbol.iterator](): Iterator<Room> {
    return this.#rooms.values();
  }

  /**
   * Opens the room of a place. One that is not there is made under the name that `founding` gives,
   * or else `undefined`.
   *
   * @throws What the journal throws.
   */
  async open(place: Place, founding: () => string | undefined): Promise<Room | undefined> {
    const { journal } = this.#options;
    let head = await journal.head(place.key);
    if (!head) {
      const name = founding();
      if (name === undefined) return undefined;
      head = await journal.found(place.key, name, place.people);
    }
    return this.#rooms.get(place.key) ?? this.#add(place.key, head);
  }

  /** Does what was put off, and puts away the rooms that nobody uses. */
  tick(at: number): void {
    for (const room of this.#rooms.values()) {
      room.tick(at);
      if (room.unsure) this.#tasks.keep(this.#advance(room));
      if (room.idle) this.#putAway(room);
    }
  }

  /** Ends when what was said in all rooms is stored. */
  async close(): Promise<void> {
    this.#following.abort();
    for (const room of this.#rooms.values()) room.close();
    await this.#tasks.ended();
  }

  #add(key: string, head: Head): Room {
    const room = new Room(key, head, this.#options.journal);
    this.#rooms.set(key, room);
    this.directory.add(room);
    this.#options.onOpen(room);
    this.#tasks.keep(room.run());
    return room;
  }

  /** Shows what other servers appended. */
  async #followOthers(): Promise<void> {
    for await (const _ of this.#options.journal.follow(this.#following.signal)) {
      await Promise.all(this.#rooms.values().map((room) => this.#advance(room)));
    }
  }

  async #advance(room: Room): Promise<void> {
    try {
      if (await room.advance()) return;
      // The log that we knew is gone. Who was here comes back, and finds what there is.
      room.disband();
      this.#putAway(room);
    } catch {
      // The journal says itself what is wrong with it. The room stays unsure: we look again.
    }
  }

  #putAway(room: Room): void {
    room.close();
    this.#rooms.delete(room.key);
    this.directory.put(room);
  }
}
