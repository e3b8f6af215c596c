/**
 * Who gets notifications, and for what: in memory, as it is asked with each message.
 *
 * @module
 */
import { keysOf, type Names } from "../../../hub/people/member/names.ts";
import type { RoomRef } from "../../../hub/permissions/permissions.ts";
import type { NotifyLevel, Said } from "../../../protocol.ts";
import { mentions, mentionsIn } from "../../../protocol/markup.ts";
import { nameKey } from "../../../protocol/name.ts";
import type { PushStore } from "../push.ts";
import { type Preferences, type PreferencesStore, USUAL } from "./preferences.ts";

/** People who may have devices here. Whoever comes after them is refused, and told why. */
export const SUBSCRIBERS_MAX = 10_000;

/** Somebody with a device. */
export interface Subscriber {
  readonly person: string;
  /** The key of their name. */
  readonly key: string;
  /** The keys of all their names, if they were renamed. */
  readonly names?: readonly string[] | undefined;
  readonly preferences: Preferences;
}

export interface SubscribersOptions {
  /** The names of those who were renamed. */
  readonly renamed: Names;
  readonly store: Pick<PushStore, "all" | "of">;
  readonly preferences: Pick<PreferencesStore, "of">;
}

export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #people = new Map<string, Subscriber>();
  /** Their ids, by the keys of their names. */
  readonly #names = new Map<string, string>();
  /** Ids of those who want to hear everything in a room, by its key. */
  readonly #eager = new Map<string, Set<string>>();
  /** What is being read of somebody: one after the other, as what was read first would else count last. */
  readonly #reading = new Map<string, Promise<void>>();

  constructor(options: SubscribersOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#people.size;
  }

  /** Whether somebody may have a device more. */
  mayAdd(person: string): boolean {
    return this.#people.has(person) || this.size < SUBSCRIBERS_MAX;
  }

  all(): Iterable<Subscriber> {
    return this.#people.values();
  }

  /** Learns of all devices. */
  async load(): Promise<void> {
    const known = new Set(this.#people.keys());
    for await (const { person, name } of this.#options.store.all()) {
      if (this.#people.has(person) && known.delete(person)) continue;
      if (this.mayAdd(person)) await this.#inTurn(person, () => this.#set(person, name));
    }
    for (const person of known) this.#delete(person);
  }

  /** Learns of somebody whose devices or preferences have changed. */
  refresh(person: string): Promise<void> {
    return this.#inTurn(person, async () => {
      const [device] = await this.#options.store.of(person);
      if (!device) this.#delete(person);
      else if (this.mayAdd(person)) await this.#set(person, device.name);
    });
  }

  /** Whom a message in a room calls, but those whom it calls by `@room` and `@here`. */
  calledBy(said: Said, { key, people = [] }: RoomRef): Subscriber[] {
    const ids = people.length > 0 ? people : [
      ...mentionsIn(said.text).map((name) => this.#names.get(name)),
      ...this.#eager.get(key) ?? [],
    ];
    const known = [...new Set(ids)].flatMap((id) => this.#people.get(id ?? "") ?? []);
    return known.filter((one) => isCalled(one, said, { key, people }));
  }

  /** Reads something of a person once what is being read of them is. */
  async #inTurn(person: string, read: () => Promise<void>): Promise<void> {
    const before = this.#reading.get(person);
    // Whoever asked for that hears of its failure.
    const reading = before ? before.then(read, read) : read();
    this.#reading.set(person, reading);
    try {
      await reading;
    } finally {
      if (this.#reading.get(person) === reading) this.#reading.delete(person);
    }
  }

  async #set(person: string, name: string): Promise<void> {
    const preferences = await this.#options.preferences.of(person);
    this.#delete(person);
    const now = this.#options.renamed.of(person);
    const one = { person, key: nameKey(now?.name ?? name), names: now?.keys, preferences };
    this.#people.set(person, one);
    for (const key of keysOf(one)) this.#names.set(key, person);
    for (const [room, level] of Object.entries(preferences.levels)) {
      if (level === "all") this.#eager.getOrInsertComputed(room, () => new Set()).add(person);
    }
  }

  #delete(person: string): void {
    const known = this.#people.get(person);
    if (!known) return;
    this.#people.delete(person);
    for (const key of keysOf(known)) {
      if (this.#names.get(key) === person) this.#names.delete(key);
    }
    for (const room of Object.keys(known.preferences.levels)) {
      const eager = this.#eager.get(room);
      eager?.delete(person);
      if (eager?.size === 0) this.#eager.delete(room);
    }
  }
}

/** What calls somebody in a room. */
export function levelOf(
  { levels }: Preferences = USUAL,
  { key, people = [] }: Pick<RoomRef, "key" | "people">,
): NotifyLevel {
  return levels[key] ?? (people.length > 0 ? "all" : "mentions");
}

/** Whether a message calls somebody, but by `@room` and `@here`; their own calls nobody. */
export function isCalled(
  subscriber: Pick<Subscriber, "key" | "names" | "preferences">,
  { from, text }: Said,
  room: Pick<RoomRef, "key" | "people">,
): boolean {
  const names = keysOf(subscriber);
  if (names.includes(nameKey(from))) return false;
  const level = levelOf(subscriber.preferences, room);
  return level === "all" || level === "mentions" && names.some((name) => mentions(text, name));
}
