/**
 * Who is here now, on which sockets: a name is one person's at a time.
 *
 * @module
 */
import type { Person } from "../../hub/member.ts";
import { claimKey } from "./accounts.ts";

/** Somebody who is here. */
interface Seated {
  readonly id: string;
  readonly claim: string;
  /** As they are now, on all their sockets. */
  guest: boolean;
  admin: boolean;
  seats: Seat[];
}

/** Somebody's place on the server, on one socket: the name is theirs until it is disposed of. */
export class Seat implements Disposable {
  /** Who they are. `guest` and `admin` are true at any time. */
  readonly person: Person;
  readonly session: string;
  #hasEnded = false;
  #onEnd: (() => void) | undefined;
  readonly #onLeft: (seat: Seat) => void;

  constructor(person: Person, session: string, onLeft: (seat: Seat) => void) {
    this.person = person;
    this.session = session;
    this.#onLeft = onLeft;
  }

  /** Calls a listener when their session ends; at once, if it has ended already. */
  onEnd(listener: () => void): void {
    this.#onEnd = listener;
    if (this.#hasEnded) listener();
  }

  /** Notes that their session has ended. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onEnd?.();
  }

  [Symbol.dispose](): void {
    this.#onLeft(this);
  }
}

/** Who somebody is, as they are now. */
class LivePerson implements Person {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly token: string | undefined;
  readonly #seated: Seated;

  constructor({ id, name, key, token }: Person, seated: Seated) {
    this.id = id;
    this.name = name;
    this.key = key;
    this.token = token;
    this.#seated = seated;
  }

  get guest(): boolean {
    return this.#seated.guest;
  }

  get admin(): boolean {
    return this.#seated.admin;
  }
}

export class Seats {
  /** By name key. */
  readonly #seated = new Map<string, Seated>();

  /** The id of who has a name now, by its key. */
  holder(key: string): string | undefined {
    return this.#seated.get(key)?.id;
  }

  /** Whether somebody else than a person has a name now that an account of this name would claim. */
  isHeldAgainst(name: string, id: string | undefined): boolean {
    const claim = claimKey(name);
    return this.#seated.values().some((seated) => seated.claim === claim && seated.id !== id);
  }

  /** Seats a person for one more socket; `undefined` when their name is somebody else's meanwhile. */
  take(person: Person, session: string): Seat | undefined {
    const { id, name, key, guest, admin = false } = person;
    const seated = this.#seated.get(key) ?? { id, claim: claimKey(name), guest, admin, seats: [] };
    if (seated.id !== id) return undefined;
    this.#seated.set(key, seated);
    seated.guest = guest;
    seated.admin = admin;
    const seat = new Seat(new LivePerson(person, seated), session, this.#leave);
    seated.seats.push(seat);
    return seat;
  }

  /** Notes what somebody is from now on. */
  become({ id, key, guest, admin = false }: Person): void {
    const seated = this.#seated.get(key);
    if (seated?.id !== id) return;
    seated.guest = guest;
    seated.admin = admin;
  }

  /** Ends the sockets of sessions, at once. */
  end(sessions: readonly string[]): void {
    if (sessions.length === 0) return;
    for (const { seats } of this.#seated.values()) {
      for (const seat of seats) if (sessions.includes(seat.session)) seat.end();
    }
  }

  /** The sessions that people are here with. */
  sessions(): Iterable<{ person: string; id: string }> {
    return this.#seated.values().flatMap(({ id: person, seats }) =>
      seats.map(({ session: id }) => ({ person, id }))
    );
  }

  get isEmpty(): boolean {
    return this.#seated.size === 0;
  }

  readonly #leave = (seat: Seat): void => {
    const { key } = seat.person;
    const seated = this.#seated.get(key);
    if (!seated) return;
    seated.seats = seated.seats.filter((other) => other !== seat);
    if (seated.seats.length === 0) this.#seated.delete(key);
  };
}
