/**
 * Who is in rooms on other servers that share the store, and who is here, for these to be told; and
 * what is signalled between them.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import type { OwnSignal, RelayedSignal } from "./relayed.ts";
import { SignalQueue } from "./signal_queue.ts";

/** The people of a room on one server: the names of the first of them, and how many there are. */
export interface People {
  readonly names: readonly string[];
  readonly count: number;
}

/** What another server tells of who is there: rooms by their keys, in which nobody may be any more. */
export interface Heard {
  readonly server: string;
  readonly rooms: readonly (readonly [room: string, people: People])[];
  readonly signals?: readonly RelayedSignal[];
}

/** The people of one room on all other servers. Somebody may be on several of them. */
export class RoomElsewhere {
  readonly #servers = new Map<string, People>();
  /** Those whose names were told, by the keys of these. */
  #named = new Map<string, string>();
  /** How many there are whose names were not told. */
  #unnamed = 0;

  get count(): number {
    return this.#named.size + this.#unnamed;
  }

  has(key: string): boolean {
    return this.#named.has(key);
  }

  /** Their names, by keys. */
  get named(): ReadonlyMap<string, string> {
    return this.#named;
  }

  /** Notes who is on one of the servers now. */
  set(server: string, people: People): void {
    if (people.count > 0) this.#servers.set(server, people);
    else this.#servers.delete(server);
    this.#named = new Map();
    this.#unnamed = 0;
    for (const { names, count } of this.#servers.values()) {
      for (const name of names) this.#named.set(nameKey(name), name);
      this.#unnamed += Math.max(0, count - names.length);
    }
  }
}

/** Where rooms are found. */
interface Rooms extends Iterable<InUse> {
  get(key: string): InUse | undefined;
}

interface InUse {
  readonly key: string;
  readonly presence: Told;
}

/** Those in a room here, who are told of others. */
interface Told {
  readonly here: People;
  readonly count: number;
  before(): ReadonlyMap<string, string>;
  changed(before: ReadonlyMap<string, string>): void;
  typesElsewhere(name: string): void;
}

export interface ElsewhereOptions {
  /** Called with a room in which another number of people is now. */
  readonly onCount: (room: string, count: number) => void;
  /** Tells a signal to the sockets of a person here, by the key of their name. */
  readonly tell: (person: string, signal: OwnSignal) => void;
}

export class Elsewhere {
  readonly #inUse: Rooms;
  readonly #options: ElsewhereOptions;
  readonly #rooms = new Map<string, RoomElsewhere>();
  /** In how many rooms somebody is, by the key of their name. */
  readonly #people = new Map<string, number>();
  /** Rooms in which other people are here than when that was last taken; at most those that were in use. */
  #changed = new Set<string>();
  readonly #signals = new SignalQueue();

  constructor(inUse: Rooms, options: ElsewhereOptions) {
    this.#inUse = inUse;
    this.#options = options;
  }

  /** The people of a room on other servers. */
  of(room: string): RoomElsewhere | undefined {
    return this.#rooms.get(room);
  }

  /** Whether somebody is in a room on another server, and their name was told, by its key. */
  has(name: string): boolean {
    return this.#people.has(name);
  }

  /** Notes that other people are in a room here. */
  note(room: string): void {
    this.#changed.add(room);
  }

  /** Takes the rooms of which that was noted, and who is in them here. */
  take(): [room: string, people: People][] {
    const changed = [...this.#changed];
    this.#changed = new Set();
    return changed.map((room) => [room, this.here(room)]);
  }

  /** Has a signal told on other servers. */
  relay(signal: RelayedSignal): void {
    this.#signals.add(signal);
  }

  /** Takes what is to be told there. */
  takeSignals(): RelayedSignal[] {
    return this.#signals.take();
  }

  /** All rooms in which somebody is here. */
  all(): [room: string, people: People][] {
    return Array.from(this.#inUse, ({ key, presence }): [string, People] => [key, presence.here])
      .filter(([, { count }]) => count > 0);
  }

  /** Who is in a room on this server. */
  here(room: string): People {
    return this.#inUse.get(room)?.presence.here ?? { names: [], count: 0 };
  }

  /** Tells those who are in rooms here who has come and gone elsewhere, and what is signalled there. */
  hear({ server, rooms, signals = [] }: Heard): void {
    for (const [key, people] of rooms) {
      const presence = this.#inUse.get(key)?.presence;
      const before = presence?.before();
      const elsewhere = this.#rooms.get(key) ?? new RoomElsewhere();
      const named = elsewhere.named;
      elsewhere.set(server, people);
      this.#count(named, elsewhere.named);
      if (elsewhere.count > 0) this.#rooms.set(key, elsewhere);
      else this.#rooms.delete(key);
      if (before) presence?.changed(before);
      this.#options.onCount(key, presence?.count ?? elsewhere.count);
    }
    for (const one of signals) {
      if ("person" in one) this.#options.tell(one.person, one.signal);
      else this.#inUse.get(one.room)?.presence.typesElsewhere(one.signal.from);
    }
  }

  /** Counts who has come into a room, and gone. */
  #count(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): void {
    for (const name of now.keys()) {
      if (!before.has(name)) this.#people.set(name, (this.#people.get(name) ?? 0) + 1);
    }
    for (const name of before.keys()) {
      if (now.has(name)) continue;
      const left = (this.#people.get(name) ?? 0) - 1;
      if (left > 0) this.#people.set(name, left);
      else this.#people.delete(name);
    }
  }
}
