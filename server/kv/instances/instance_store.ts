/**
 * What servers that share a store tell each other of themselves: that they run, and who is in rooms there.
 *
 * Each has a row, its lease, which it writes anew while it runs. Who sees that it does not any more takes
 * its rows away. What it says of its rooms is a row for each room, and in the lease stands how often it
 * has told of some, and of which the last time: so the others read those alone, once a second. What is
 * signalled to people elsewhere stands in the lease, too.
 *
 * @module
 */
import type { Heard, People } from "../../../hub/people/online/elsewhere.ts";
import type { RelayedSignal } from "../../../hub/people/online/relayed.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";
import { KvHeldNames } from "./held_names.ts";
import { isLease, isStoredPeople, type Lease } from "./instance_kinds.ts";
import { RecentSignals } from "./recent_signals.ts";

/** Rooms that one commit tells of: each may have 26 kB of names, and 750 bytes in its key. */
const COMMIT_ROOMS = 25;
/** Rooms that a lease names, and letters that they may have together. Of more, all are read. */
const NAMED_ROOMS = 100;
const NAMED_UNITS = 10_000;
/** Servers that are listened to, and rows that one commit deletes. */
const SERVERS_MAX = 100;
const DELETED_MAX = 300;
const NOBODY: People = { names: [], count: 0 };

/** A server as it was read last. */
interface Known {
  versionstamp: string;
  /** When its lease was last seen to be another one, by `performance.now`. */
  seenAt: number;
  told: number;
  /** The number of the last signal that was heard. */
  signalled: number;
  /** The rooms that it told of, in which somebody is. */
  readonly rooms: Set<string>;
}

export interface KvInstancesOptions {
  /** How long after a server last wrote its lease it counts as gone, in milliseconds. */
  readonly leaseMs: number;
  /** A clock that only goes on, in milliseconds. */
  readonly now: () => number;
}

export class KvInstances {
  readonly id = crypto.randomUUID();
  /** The names of guests, which are given once. */
  readonly names: KvHeldNames;
  readonly #store: Store;
  readonly #options: KvInstancesOptions;
  readonly #others = new Map<string, Known>();
  /** The versionstamp of our lease; `null` while we have none. */
  #lease: string | null = null;
  #told = 0;
  /** The rooms that were told of last: a lease that tells of none still names them, for whoever missed that one. */
  #named: readonly string[] | null = [];
  readonly #signals = new RecentSignals();

  constructor(store: Store, options: KvInstancesOptions) {
    this.#store = store;
    this.#options = options;
    this.names = new KvHeldNames(store, {
      server: this.id,
      // Whoever looks has to find that we run.
      begin: async () => {
        if (!this.isThere) await this.tell();
      },
    });
  }

  /** Whether we have a lease, as far as we know. */
  get isThere(): boolean {
    return this.#lease !== null;
  }

  /**
   * Renews our lease, and tells of rooms and signals; `false` if somebody has taken it away meanwhile,
   * and all that we told with it: then we have a new one.
   */
  async tell(
    rooms: readonly (readonly [room: string, people: People])[] = [],
    signals: readonly RelayedSignal[] = [],
  ): Promise<boolean> {
    for (let i = COMMIT_ROOMS; i < rooms.length; i += COMMIT_ROOMS) {
      const some = rooms.slice(i, i + COMMIT_ROOMS);
      await this.#store.write((kv) => this.#put(kv.atomic(), some).commit());
    }
    if (rooms.length > 0) {
      this.#told++;
      const named = rooms.slice(0, NAMED_ROOMS).map(([room]) => room);
      const isAll = named.length === rooms.length && named.join("").length <= NAMED_UNITS;
      this.#named = isAll ? named : null;
    }
    const key = keys.instance(this.id);
    const recent = this.#signals.add(signals, this.#options.now());
    const lease: Lease = { told: this.#told, rooms: this.#named, signals: recent };
    const result = await this.#store.write((kv) =>
      this.#put(kv.atomic(), rooms.slice(0, COMMIT_ROOMS))
        .check({ key, versionstamp: this.#lease }).set(key, lease).commit()
    );
    const isOurs = result.ok;
    this.#lease = isOurs ? result.versionstamp : null;
    if (isOurs) return true;
    // It may be ours all the same, if a commit that failed has happened.
    const { versionstamp } = await this.#store.use((kv) => kv.get<Stored["instance"]>(key));
    this.#lease = versionstamp;
    return false;
  }

  /** Who came and went on other servers since this was last asked. */
  async hear(): Promise<Heard[]> {
    const now = this.#options.now();
    const limit = SERVERS_MAX;
    const rows = await this.#store.list<unknown>({ prefix: keys.instances }, { limit });
    const heard: Heard[] = [];
    const here = new Set<string>();
    for (const { key, value, versionstamp } of rows) {
      const server = String(key[1]);
      if (server === this.id || !isLease(value)) continue;
      here.add(server);
      const known = this.#others.get(server);
      if (known?.versionstamp !== versionstamp) {
        heard.push(await this.#read(server, value, versionstamp, known));
      } else if (now - known.seenAt >= this.#options.leaseMs) {
        await this.#remove(server, versionstamp);
        here.delete(server);
      }
    }
    for (const [server, { rooms }] of this.#others) {
      if (here.has(server)) continue;
      this.#others.delete(server);
      heard.push({ server, rooms: [...rooms].map((room) => [room, NOBODY]) });
    }
    return heard.filter(({ rooms, signals = [] }) => rooms.length > 0 || signals.length > 0);
  }

  /** Takes away what we have told. */
  async end(): Promise<void> {
    if (this.#lease === null) return;
    await this.#remove(this.id, this.#lease);
    this.#lease = null;
  }

  async #read(
    server: string,
    { told, rooms: named, signals: recent = [] }: Lease,
    versionstamp: string,
    known: Known | undefined,
  ): Promise<Heard> {
    const seenAt = this.#options.now();
    const rooms = known?.rooms ?? new Set<string>();
    const isNext = told === (known?.told ?? 0) + 1 && named !== null;
    const fresh = recent.filter(([number]) => number > (known?.signalled ?? 0));
    const signals = fresh.map(([, signal]) => signal);
    const signalled = fresh.at(-1)?.[0] ?? known?.signalled ?? 0;
    this.#others.set(server, { versionstamp, seenAt, told, signalled, rooms });
    if (told === known?.told || told === 0) return { server, rooms: [], signals };
    const found = isNext
      ? await this.#store.getMany<unknown>(named.map((room) => keys.present(server, room)))
      : await Array.fromAsync(this.#store.scan<unknown>(keys.presentOn(server)));
    const people = new Map<string, People>(
      (isNext ? named : [...rooms]).map((room) => [room, NOBODY]),
    );
    for (const { key, value } of found) {
      if (isStoredPeople(value)) people.set(String(key[2]), value);
    }
    for (const [room, { count }] of people) {
      if (count > 0) rooms.add(room);
      else rooms.delete(room);
    }
    return { server, rooms: [...people], signals };
  }

  /** Deletes what a server told, and last its lease, unless it has written that again. */
  async #remove(server: string, versionstamp: string): Promise<void> {
    const key = keys.instance(server);
    const over: Lease = { told: 0, rooms: null };
    // From now on it knows that what it told is gone, should it run all the same.
    const ended = await this.#store.write((kv) =>
      kv.atomic().check({ key, versionstamp }).set(key, over).commit()
    );
    if (!ended.ok) return;
    const rows = await Array.fromAsync(this.#store.scan(keys.presentOn(server)));
    for (let i = 0; i < rows.length; i += DELETED_MAX) {
      await this.#store.write((kv) => {
        const atomic = kv.atomic();
        for (const { key } of rows.slice(i, i + DELETED_MAX)) atomic.delete(key);
        return atomic.commit();
      });
    }
    await this.#store.write((kv) => kv.atomic().check({ ...ended, key }).delete(key).commit());
  }

  #put(
    atomic: Deno.AtomicOperation,
    rooms: readonly (readonly [room: string, people: People])[],
  ): Deno.AtomicOperation {
    for (const [room, { names, count }] of rooms) {
      const key = keys.present(this.id, room);
      if (count > 0) atomic.set(key, { names, count });
      else atomic.delete(key);
    }
    return atomic;
  }
}
