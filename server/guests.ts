/**
 * People who came by a name alone.
 *
 * @module
 */
import type { Person } from "../hub/member.ts";
import { nameKey } from "../protocol/name.ts";

/** Guests that are remembered. The one who came first is forgotten when there are more. */
const REMEMBERED_MAX = 100_000;

/** A guest's place on the server: the name is theirs until it is disposed of. */
export interface Seat extends Disposable {
  readonly person: Person;
}

export class Guests {
  readonly #byToken = new Map<string, Person>();
  /** Who has a name now, and on how many sockets, by name key. */
  readonly #seated = new Map<string, { person: Person; sockets: number }>();

  /** Whether somebody has this name now. */
  has(name: string): boolean {
    return this.#seated.has(nameKey(name));
  }

  /** The guest that a token was given to. */
  find(token: string): Person | undefined {
    return this.#byToken.get(token);
  }

  /** A new guest. Their token brings them back. */
  welcome(name: string): Person {
    const person = { name, key: nameKey(name), guest: true, token: newToken() };
    this.#byToken.set(person.token, person);
    if (this.#byToken.size > REMEMBERED_MAX) {
      for (const oldest of this.#byToken.keys().take(1)) this.#byToken.delete(oldest);
    }
    return person;
  }

  /** Seats a guest for one more socket; `undefined` when their name is somebody else's meanwhile. */
  seat(person: Person): Seat | undefined {
    const seated = this.#seated.get(person.key) ?? { person, sockets: 0 };
    if (seated.person !== person) return undefined;
    this.#seated.set(person.key, seated);
    seated.sockets++;
    return {
      person,
      [Symbol.dispose]: () => {
        if (--seated.sockets === 0) this.#seated.delete(person.key);
      },
    };
  }
}

/** 256 random bits, as base64url. */
function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
}
