/**
 * The rooms in use: opened on demand, and closed when nobody is in them.
 *
 * @module
 */
import { LOBBY } from "../protocol.ts";
import { openPolicy, type Policy } from "./permissions/policy.ts";
import { type Policies, SERVER } from "./permissions/policies.ts";
import type { Place } from "./rooms/direct.ts";
import type { DirectRooms } from "./rooms/direct_rooms.ts";
import type { Directory } from "./rooms/directory.ts";
import { noteRevision, type RoomsInUse } from "./rooms/rooms_in_use.ts";
import type { Enforcement } from "./permissions/enforcement.ts";
import type { FanOut } from "./log/fan_out.ts";
import type { Head, Journal, News } from "./log/journal.ts";
import { isBug } from "./people/member/refusals.ts";
import { Room, type RoomOptions } from "./room.ts";
import { RoomCleanup } from "./rooms/room_cleanup.ts";
import { type RoomLimits, RoomQuota, ROOMS } from "./rooms/room_quota.ts";
import { Searches } from "./log/search_limits.ts";
import { Tasks } from "./tasks.ts";

/** What a room is made with: its name as first written, and who makes it. */
export interface RoomCreation {
  readonly name: string;
  /** The id of who makes it; absent for a room that belongs to nobody. */
  readonly by?: string;
}

/** What is kept of a room. */
interface Kept {
  readonly key: string;
  readonly head: Head;
  readonly policy: Policy | undefined;
}

export interface RoomsOptions {
  readonly journal: Journal;
  readonly policies: Policies;
  /** Broadcasts new entries of rooms. */
  readonly fanOut: FanOut;
  readonly directory: Directory;
  readonly inUse: RoomsInUse;
  /** Makes people follow their direct rooms when these are opened, and when something is said there. */
  readonly directs: DirectRooms;
  /** Enforces policies that were changed. */
  readonly enforcement: Enforcement;
  /** How many rooms there may be. */
  readonly limits?: RoomLimits | undefined;
  /** Whether there is a limit to how much is searched. */
  readonly searchLimits?: "on" | "off" | undefined;
  readonly settings: RoomOptions["settings"];
  readonly elsewhere?: RoomOptions["elsewhere"];
  readonly hooks?: RoomOptions["hooks"];
  /** Called with errors that must not happen. */
  readonly onError: (error: unknown) => void;
}

export class Rooms {
  readonly directory: Directory;
  readonly quota: RoomQuota;
  readonly cleanup: RoomCleanup;
  readonly #options: RoomsOptions;
  readonly #inUse: RoomsInUse;
  /** Those in which the next tick may have something to do: of 10,000, most are silent. */
  #changed = new Set<Room>();
  /** For each load of stored rooms: the rooms that were changed meanwhile, by key. */
  readonly #reading = new Set<Set<string>>();
  readonly #tasks: Tasks;
  readonly #following = new AbortController();
  /** What all rooms are made with. */
  readonly #shared: RoomOptions;

  constructor(options: RoomsOptions) {
    const { journal, policies, fanOut, limits = ROOMS, onError } = options;
    const { directory, inUse, directs, hooks, elsewhere } = options;
    this.#options = options;
    this.directory = directory;
    this.#inUse = inUse;
    this.#tasks = new Tasks(onError);
    this.quota = new RoomQuota(limits, directory);
    this.cleanup = new RoomCleanup({
      ...{ journal, policies, directory, hooks, quota: this.quota, tasks: this.#tasks },
      isInUse: (key) => inUse.has(key) || elsewhere?.of(key) !== undefined,
    });
    this.#shared = {
      journal,
      ...{ fanOut, elsewhere },
      ...{ hooks, tasks: this.#tasks, settings: options.settings },
      searches: new Searches({}, options.searchLimits),
      onSaid: (room, authors) => directs.bring(room, authors),
      sees: (member, name) =>
        name.startsWith("@") ? directs.sees(name, member) : directory.sees(name, member),
      onChange: (room) => {
        this.#changed.add(room);
        directory.move(room);
      },
    };
  }

  /** Lists the rooms that there are, and follows what other servers do with them. */
  async load(): Promise<void> {
    const { journal, policies } = this.#options;
    // What is read now is no news.
    for await (const _ of journal.news());
    // Before the rooms, each of which is then listed once, where it belongs.
    for await (const [key, policy] of policies.changes()) this.govern(key, policy);
    for await (const [key, head] of journal.rooms()) {
      this.directory.list(key, head);
      if (head.people) this.quota.addDirect(head.by);
      if (head.seq === 0) this.#addEmpty(key);
    }
    await this.#governAll();
    // Somebody was about to make a room, or it was about to be forgotten.
    for (const key of this.directory.unlisted()) this.#addEmpty(key);
    this.#tasks.keep(this.#followOthers());
  }

  /** A room in use. */
  get(key: string | undefined): Room | undefined {
    return this.#inUse.get(key);
  }

  /**
   * Opens the room of a place. One that is not there is made as `creation` says, or else it is
   * `undefined`.
   *
   * @throws What the journal throws, or the policies.
   */
  async open(place: Place, creation: () => RoomCreation | undefined): Promise<Room | undefined> {
    const taken = new Set<string>();
    let where = place;
    this.#reading.add(taken);
    try {
      while (true) {
        const found = await this.#find(where, creation);
        if (!found) return undefined;
        const { key } = found;
        where = { ...place, key };
        // A ban, say, that was taken while we read is newer than what we read.
        if (taken.delete(key)) continue;
        if (found.policy) this.govern(key, found.policy);
        return this.#inUse.get(key) ?? this.#add(key, found.head);
      }
    } finally {
      this.#reading.delete(taken);
    }
  }

  /** Applies a room's new policy. */
  govern(key: string, policy: Policy): void {
    for (const taken of this.#reading) taken.add(key);
    this.#options.enforcement.enforce(key, this.directory.govern(key, policy));
    if (policy.closed) this.cleanup.addClosed(key, policy.keptUntil);
    else this.cleanup.keepOpen(key);
  }

  /** Notes that a room's log starts later than it did. */
  trimmed(key: string, head: Head): void {
    for (const taken of this.#reading) taken.add(key);
    this.#inUse.get(key)?.trimmed(head);
  }

  /** Does deferred work, and closes the rooms that nobody uses. */
  tick(at: number): void {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const room of changed) {
      room.tick(at);
      this.directory.move(room);
      if (room.unsure) this.#tasks.keep(this.#advance(room));
      if (room.idle) this.#putAway(room);
    }
    this.cleanup.tick(at);
  }

  /** What is kept of a room, which is made if it is not there and may be. */
  async #find(place: Place, creation: () => RoomCreation | undefined): Promise<Kept | undefined> {
    const { journal, policies } = this.#options;
    const { key, people } = place;
    await this.cleanup.keep(key);
    const [head, policy] = await Promise.all([
      journal.head(key),
      people ? undefined : policies.of(key),
    ]);
    if (head) return { key, head, policy };
    const created = creation();
    return created && await this.#make(place, created);
  }

  /** Ends when what was said in all rooms is stored. */
  async close(): Promise<void> {
    this.#following.abort();
    for (const room of this.#inUse) room.close();
    await this.#tasks.ended();
  }

  /** Makes a room, under another key if there was one under this lately. */
  async #make({ key, people }: Place, { name, by }: RoomCreation): Promise<Kept> {
    const { journal, policies } = this.#options;
    using _quota = this.quota.reserve(by);
    // What looks like it is refused from now on, though it is not listed yet.
    using _name = people ? undefined : this.directory.reserve(key);
    const free = people ? key : await journal.unused(key);
    // First: it is never a room that anybody may make their own.
    const policy = people || by === undefined
      ? undefined
      : await policies.change(free, (known) => known ?? openPolicy(by));
    const head = await journal.createRoom(free, name, people, by);
    if (people) this.quota.addDirect(by);
    if (policy) this.directory.govern(free, policy);
    this.directory.list(free, head);
    return { key: free, head, policy };
  }

  #addEmpty(key: string): void {
    if (key !== LOBBY && key !== SERVER) this.cleanup.addEmpty(key);
  }

  #add(key: string, head: Head): Room {
    const room = new Room(key, head, this.#shared);
    this.#inUse.add(room);
    this.#changed.add(room);
    this.directory.add(room);
    this.#options.directs.bring(room);
    return room;
  }

  /** Shows what other servers appended, to those who may still see it. */
  async #followOthers(): Promise<void> {
    const { journal } = this.#options;
    for await (const _ of journal.follow(this.#following.signal)) {
      // Read before the policies: whoever sees the notice of a mute, or a new room, sees what applies.
      const seen = [...this.#inUse].map((room) => [room, room.look()] as const);
      await Promise.allSettled(seen.map(([, look]) => look));
      try {
        const news = await Array.fromAsync(journal.news());
        await this.#governAll();
        for (const one of news) this.#hear(...one);
      } catch (error) {
        // A failing journal reports its failure itself. The next hint leads to what we missed.
        if (isBug(error)) this.#tasks.report(error);
      }
      await Promise.all(seen.map(([room, look]) => this.#advance(room, look)));
    }
  }

  /** Applies what another server did: to a log that it rewrote, or to a room that nobody uses here. */
  #hear(key: string, head: Head, news: News): void {
    const room = this.#inUse.get(key);
    if (news === "rewritten") return noteRevision(room);
    if (room) return;
    // As it was before the last was said, so that its people here are told that.
    const before = { ...head, seq: Math.max(0, head.seq - 1) };
    if (head.people) this.#tasks.keep(this.#advance(this.#add(key, before)));
    else if (!this.directory.has(key)) this.directory.list(key, head);
  }

  /** Applies policies that were changed, and lists rooms that were created elsewhere. */
  async #governAll(): Promise<void> {
    const { journal, policies } = this.#options;
    const taken = new Set<string>();
    this.#reading.add(taken);
    try {
      for await (const [key, policy] of policies.changes()) {
        let newest: Policy | undefined = policy;
        // One that was taken while these were read is newer.
        while (taken.delete(key)) newest = await policies.of(key);
        if (newest) this.govern(key, newest);
        if (newest?.closed || this.directory.has(key)) continue;
        const head = await journal.head(key);
        if (head && !this.directory.has(key)) this.directory.list(key, head);
      }
    } finally {
      this.#reading.delete(taken);
    }
  }

  async #advance(room: Room, look = room.look()): Promise<void> {
    try {
      if (await room.advance(look)) return;
      // The log that we knew is gone. Members join again, and get what there is.
      room.disband();
      this.#putAway(room);
    } catch (error) {
      // A failing journal reports its failure itself. The room stays unsure: the next tick checks again.
      if (isBug(error)) this.#tasks.report(error);
    }
  }

  #putAway(room: Room): void {
    // Another one may be in use under its key by now.
    if (this.#inUse.get(room.key) !== room) return;
    room.close();
    this.#inUse.delete(room);
    this.directory.put(room);
    if (room.head === 0) this.#addEmpty(room.key);
  }
}
