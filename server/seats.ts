/**
 * Who is here now, on which sockets: a name is one person's at a time.
 *
 * @module
 */
import type { Person } from "../hub/member.ts";
import { claimKey } from "./accounts.ts";

/** Somebody who is here. */
interface Seated {
  readonly id: string;
  readonly claim: string;
  /** As they are now, on all their sockets. */
  guest: boolean;
  admin: boolean;
  readonly places: Set<Place>;
}

/** One socket. */
interface Place {
  readonly session: string;
  /** Whether its session has ended. */
  hasEnded: boolean;
  onEnd: () => void;
}

/** Somebody's place on the server: the name is theirs until it is disposed of. */
export interface Seat extends Disposable {
  /** Who they are. `guest` and `admin` are true at any time. */
  readonly person: Person;
  /** Calls a listener when their session ends; at once, if it has ended already. */
  onEnd(listener: () => void): void;
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
  take({ id, name, key, guest, admin = false, token }: Person, session: string): Seat | undefined {
    const seated = this.#seated.get(key) ??
      { id, claim: claimKey(name), guest, admin, places: new Set() };
    if (seated.id !== id) return undefined;
    const place: Place = { session, hasEnded: false, onEnd: () => {} };
    this.#seated.set(key, seated);
    seated.guest = guest;
    seated.admin = admin;
    seated.places.add(place);
    return {
      person: {
        ...{ id, name, key, token },
        get guest() {
          return seated.guest;
        },
        get admin() {
          return seated.admin;
        },
      },
      onEnd(listener) {
        place.onEnd = listener;
        if (place.hasEnded) listener();
      },
      [Symbol.dispose]: () => {
        seated.places.delete(place);
        if (seated.places.size === 0) this.#seated.delete(key);
      },
    };
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
    const ended = new Set(sessions);
    for (const { places } of this.#seated.values()) {
      for (const place of places) {
        if (place.hasEnded || !ended.has(place.session)) continue;
        place.hasEnded = true;
        place.onEnd();
      }
    }
  }

  get isEmpty(): boolean {
    return this.#seated.size === 0;
  }
}
