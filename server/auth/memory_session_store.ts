/**
 * The sessions of a server that forgets.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";
import type { DueGuest, Session, SessionStore } from "./session_store.ts";

/** Sessions and names that are remembered. The oldest are forgotten when there are more. */
const REMEMBERED_MAX = 100_000;
/** Guests that are looked at at once. */
const DUE_MAX = 100;
/** Sessions that ended, likewise. */
const ENDED_MAX = 1_000;

export class MemorySessionStore implements SessionStore {
  /** The oldest first. */
  readonly #sessions = new Map<string, Session>();
  /** The hashes of the tokens of a person's sessions, by the sessions' ids. */
  readonly #hashes = new Map<string, Map<string, string>>();
  /** Guests, and when they are to be looked at: as many as there are sessions, or names. */
  readonly #guests = new Map<string, DueGuest>();
  readonly #lastNamed = new Map<string, string>();
  readonly #ended = new Map<string, true>();

  write(tokenHash: string, session: Session): Promise<void> {
    this.#sessions.set(tokenHash, session);
    this.#hashes.getOrInsertComputed(session.person, () => new Map()).set(session.id, tokenHash);
    if (this.#sessions.size > REMEMBERED_MAX) {
      for (const oldest of this.#sessions.values().take(1)) this.#delete(oldest);
    }
    const { person, name, guest, expires } = session;
    put(this.#lastNamed, nameKey(name), person, REMEMBERED_MAX);
    if (guest) this.#guests.set(person, { person, key: nameKey(name), at: expires });
    return Promise.resolve();
  }

  renew(session: Session): Promise<void> {
    const hash = this.#hashes.get(session.person)?.get(session.id);
    if (hash !== undefined) this.#sessions.set(hash, session);
    return Promise.resolve();
  }

  find(tokenHash: string): Promise<Session | undefined> {
    return Promise.resolve(this.#sessions.get(tokenHash));
  }

  of(person: string): Promise<Session[]> {
    const hashes = this.#hashes.get(person)?.values() ?? [];
    return Promise.resolve(Array.from(hashes, (hash) => this.#sessions.get(hash)!));
  }

  end(person: string, id: string): Promise<boolean> {
    const isEnded = this.#delete({ person, id });
    if (isEnded) put(this.#ended, id, true, ENDED_MAX);
    return Promise.resolve(isEnded);
  }

  ended(): Promise<string[]> {
    return Promise.resolve([...this.#ended.keys()]);
  }

  lastNamed(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#lastNamed.get(key));
  }

  unname(key: string, person: string): Promise<void> {
    if (this.#lastNamed.get(key) === person) this.#lastNamed.delete(key);
    return Promise.resolve();
  }

  guestsDue(at: number): Promise<DueGuest[]> {
    const due = this.#guests.values().filter((guest) => guest.at <= at).take(DUE_MAX);
    return Promise.resolve([...due]);
  }

  putOff(guest: DueGuest, until: number): Promise<void> {
    this.#guests.delete(guest.person);
    this.#guests.set(guest.person, { ...guest, at: until });
    return Promise.resolve();
  }

  async forgetGuest(guest: DueGuest): Promise<void> {
    for (const session of await this.of(guest.person)) this.#delete(session);
    await this.unname(guest.key, guest.person);
    await this.letBe(guest);
  }

  letBe({ person }: DueGuest): Promise<void> {
    this.#guests.delete(person);
    return Promise.resolve();
  }

  onLost(): void {
    // It is as long there as this process.
  }

  #delete({ person, id }: Pick<Session, "person" | "id">): boolean {
    const hashes = this.#hashes.get(person);
    const hash = hashes?.get(id);
    if (hashes === undefined || hash === undefined) return false;
    hashes.delete(id);
    if (hashes.size === 0) this.#hashes.delete(person);
    return this.#sessions.delete(hash);
  }
}

function put<T>(map: Map<string, T>, key: string, value: T, max: number): void {
  // What was put again is the youngest.
  map.delete(key);
  map.set(key, value);
  if (map.size <= max) return;
  for (const oldest of map.keys().take(1)) map.delete(oldest);
}
