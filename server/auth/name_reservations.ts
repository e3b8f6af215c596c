/**
 * Name reservations: which names are in use, on which sockets. A name belongs to one person at a time.
 *
 * @module
 */
import type { NamesOf } from "../../hub/people/member/names.ts";
import type { Person } from "../../hub/people/member.ts";
import { claimKeys } from "./accounts.ts";
import { type Current, LivePerson } from "./name_reservations/live_person.ts";
import type { Elsewhere, HeldNames } from "./name_reservations/elsewhere.ts";
import { Lists } from "./name_reservations/lists.ts";

/** How long a guest whose last socket was cut still has their name, in milliseconds. */
const GRACE_MS = 5000;

/** Somebody who is connected. */
interface Holder extends Current {
  readonly id: string;
  readonly key: string;
  /** As `claimKeys` gives them. */
  readonly claims: readonly string[];
  /** Whether they came as a guest, whose name is held on other servers, too. */
  readonly cameAsGuest: boolean;
  reservations: NameReservation[];
}

/** One socket's reservation of a name: the name is its person's until all of theirs are disposed of. */
export class NameReservation implements Disposable {
  /** The person. `guest` and `admin` are always up to date. */
  readonly person: Person;
  /** The id of the session that the socket was opened with. */
  readonly session: string;
  /** The id of a later session of theirs, if there is one: they stay connected as long as one lasts. */
  #other: string | undefined;
  #hasEnded = false;
  #wasCut = false;
  #onEnd: ((isRenamed: boolean) => void) | undefined;
  #wasRenamed = false;
  readonly #onLeft: (reservation: NameReservation) => void;

  constructor(person: Person, session: string, onLeft: (reservation: NameReservation) => void) {
    this.person = person;
    this.session = session;
    this.#onLeft = onLeft;
  }

  /**
   * Calls a listener when their session ends, or they are renamed and have to come back; at once, if that
   * was before.
   */
  onEnd(listener: (isRenamed: boolean) => void): void {
    this.#onEnd = listener;
    if (this.#hasEnded) listener(this.#wasRenamed);
  }

  /** The ids of the sessions of this socket. */
  get sessions(): string[] {
    return this.#other === undefined ? [this.session] : [this.session, this.#other];
  }

  /** Adds another session. */
  join(session: string): void {
    this.#other = session;
  }

  /** Whether they may reconnect soon: their socket was cut off, and they have a session. */
  get isMissed(): boolean {
    return this.#wasCut && !this.#hasEnded;
  }

  /** Notes that the socket was cut off: neither side closed it. */
  cut(): void {
    this.#wasCut = true;
  }

  /** Notes that all their sessions have ended. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onEnd?.(this.#wasRenamed);
  }

  /** Notes that they have another name now. */
  rename(): void {
    this.#wasRenamed = true;
    this.end();
  }

  [Symbol.dispose](): void {
    this.#onLeft(this);
  }
}

/**
 * Indexed by name, by claim and by session: no look-up walks over all of them. A guest who was cut off
 * keeps their name for a while: nobody else may post under it before they are back.
 */
export class NameReservations {
  /** By name key. */
  readonly #holders = new Map<string, Holder>();
  /** By what an account of their name would claim, or be too similar to. */
  readonly #claims = new Lists<Holder>();
  readonly #sessions = new Lists<NameReservation>();
  /** The ids of those who are about to claim a name, by what that claims. */
  readonly #claiming = new Map<string, string>();
  /** Until when people who were cut off keep their name, by its key, the earliest first. */
  readonly #missed = new Map<string, number>();
  readonly #now: () => number;
  readonly #elsewhere: Elsewhere | undefined;

  /** @param now the clock, in milliseconds since the epoch */
  constructor(now: () => number, elsewhere?: Elsewhere) {
    this.#now = now;
    this.#elsewhere = elsewhere;
  }

  /** The names that are held on other servers; `undefined` where there are none. */
  get elsewhere(): HeldNames | undefined {
    return this.#elsewhere?.names;
  }

  /** Whether a name that is reserved here is nobody else's on another server. An account's never is. */
  async hold({ person: { id, key, guest } }: NameReservation): Promise<boolean> {
    return !guest || await this.#elsewhere?.names?.hold(key, id) !== false;
  }

  /** The id of the person who uses a name now, by its key. */
  holder(key: string): string | undefined {
    this.#sweep();
    return this.#holders.get(key)?.id;
  }

  /** Whether somebody else uses a name now that an account of this name would claim. */
  isHeldAgainst(name: string, id: string | undefined): boolean {
    return this.#othersThan(id, name).length > 0;
  }

  /** Takes a name from everybody but a person, and ends their sockets. */
  free(name: string, id: string): void {
    for (const holder of this.#othersThan(id, name)) {
      this.#end(holder, (reservation) => reservation.end());
    }
  }

  /** Ends the sockets of somebody that were opened under another name than they have now. */
  rename(id: string, { name, keys }: NamesOf): void {
    for (const holder of keys.map((key) => this.#holders.get(key))) {
      if (holder?.id !== id || holder.reservations.every(({ person }) => person.name === name)) {
        continue;
      }
      this.#end(holder, (reservation) => reservation.rename());
    }
  }

  /**
   * Keeps a name free for who is about to claim it, until that is disposed of; `undefined` if somebody
   * else has it now, or a name that looks like it, on whatever server, or is about to claim it here.
   */
  async reserve(name: string, id: string): Promise<Disposable | undefined> {
    const claims = claimKeys(name);
    if (this.isHeldAgainst(name, id) || this.#isReservedAgainst(claims, id)) return undefined;
    using reserving = new DisposableStack();
    for (const claim of claims) this.#claiming.set(claim, id);
    reserving.defer(() => {
      for (const claim of claims) this.#claiming.delete(claim);
    });
    return await this.elsewhere?.isHeldAgainst(name, id) ? undefined : reserving.move();
  }

  /** Reserves a name for one more socket; `undefined` when it is somebody else's. */
  take(person: Person, session: string): NameReservation | undefined {
    this.#sweep();
    const { id, key, guest, admin = false } = person;
    const known = this.#holders.get(key);
    const holder = known ?? newHolder(person);
    if (holder.id !== id || this.#isReservedAgainst(holder.claims, id)) return undefined;
    this.#missed.delete(key);
    if (!known) {
      this.#holders.set(key, holder);
      for (const claim of holder.claims) this.#claims.add(claim, holder);
    }
    holder.guest = guest;
    holder.admin = admin;
    const reservation = new NameReservation(new LivePerson(person, holder), session, this.#leave);
    holder.reservations.push(reservation);
    this.#sessions.add(session, reservation);
    return reservation;
  }

  /** Updates somebody's status. */
  become({ id, key, guest, admin = false }: Person): void {
    const holder = this.#holders.get(key);
    if (holder?.id !== id) return;
    holder.guest = guest;
    holder.admin = admin;
  }

  /** Adds another session to the sockets of a session: when one ends, they stay open. */
  join(session: string, other: string): void {
    for (const reservation of this.#sessions.of(session)) {
      if (reservation.sessions.length > 1) continue;
      reservation.join(other);
      this.#sessions.add(other, reservation);
    }
  }

  /** Ends the sockets of sessions, at once. */
  end(sessions: readonly string[]): void {
    for (const session of sessions) {
      for (const reservation of this.#sessions.of(session)) {
        this.#sessions.delete(session, reservation);
        const isElsewhere = reservation.sessions.some((other) =>
          this.#sessions.of(other).includes(reservation)
        );
        if (!isElsewhere) reservation.end();
      }
    }
  }

  /** Who is here, as they are now. */
  people(): IteratorObject<Person> {
    return this.#holders.values().flatMap(({ reservations: [first] }) =>
      first ? [first.person] : []
    );
  }

  /** The sessions of all open sockets. */
  sessions(): Iterable<{ person: string; id: string }> {
    return this.#holders.values().flatMap(({ id: person, reservations }) =>
      reservations.flatMap(({ sessions }) => sessions.map((id) => ({ person, id })))
    );
  }

  #isReservedAgainst(claims: readonly string[], id: string): boolean {
    if (this.#claiming.size === 0) return false;
    return claims.some((claim) => (this.#claiming.get(claim) ?? id) !== id);
  }

  get isEmpty(): boolean {
    this.#sweep();
    return this.#holders.size === 0;
  }

  readonly #leave = (reservation: NameReservation): void => {
    const { key } = reservation.person;
    const holder = this.#holders.get(key);
    if (!holder) return;
    const { length } = holder.reservations;
    holder.reservations = holder.reservations.filter((other) => other !== reservation);
    // It was disposed of before.
    if (holder.reservations.length === length) return;
    for (const session of reservation.sessions) this.#sessions.delete(session, reservation);
    if (holder.reservations.length > 0) return;
    // The name of an account is kept by the account.
    if (holder.guest && reservation.isMissed) this.#missed.set(key, this.#now() + GRACE_MS);
    else this.#remove(holder);
  };

  #othersThan(id: string | undefined, name: string): Holder[] {
    this.#sweep();
    const holders = claimKeys(name).flatMap((claim) => this.#claims.of(claim));
    return holders.filter((other) => other.id !== id);
  }

  /** Frees the names of those who were cut off too long ago. */
  #sweep(): void {
    if (this.#missed.size === 0) return;
    const now = this.#now();
    for (const [key, until] of this.#missed) {
      if (now < until) break;
      const holder = this.#holders.get(key);
      if (holder) this.#remove(holder);
    }
  }

  #end(holder: Holder, end: (reservation: NameReservation) => void): void {
    for (const reservation of holder.reservations) {
      for (const session of reservation.sessions) this.#sessions.delete(session, reservation);
      end(reservation);
    }
    this.#remove(holder);
  }

  #remove(holder: Holder): void {
    const { key, id } = holder;
    this.#missed.delete(key);
    this.#holders.delete(key);
    const names = this.#elsewhere?.names;
    if (names && holder.cameAsGuest) {
      this.#elsewhere?.keep(names.release(key, id, () => this.#holders.get(key)?.id === id));
    }
    for (const claim of holder.claims) this.#claims.delete(claim, holder);
  }
}

function newHolder({ id, name, key, guest, admin = false }: Person): Holder {
  const claims = claimKeys(name);
  return { id, key, claims, guest, admin, cameAsGuest: guest, reservations: [] };
}
