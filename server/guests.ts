/**
 * People who came by a name alone.
 *
 * @module
 */
import type { People } from "../hub/direct.ts";
import type { Person } from "../hub/member.ts";
import { Tasks } from "../hub/tasks.ts";
import { nameKey } from "../protocol/name.ts";
import { StoreError } from "./store.ts";

/** Guests that are remembered here. The one who came first is forgotten when there are more. */
const REMEMBERED_MAX = 100_000;

/** A guest as a book keeps them. */
export interface Guest {
  readonly id: string;
  readonly name: string;
}

/** Keeps guests while they are away, and while the server is. */
export interface GuestBook {
  /** Notes a guest under a token's hash, and as the last who had the name. */
  write(tokenHash: string, guest: Guest): Promise<void>;
  /** The guest whom a token was given to. */
  byToken(tokenHash: string): Promise<Guest | undefined>;
  /** The id of the last guest who had a name, by its key. */
  byName(key: string): Promise<string | undefined>;
}

/** A guest's place on the server: the name is theirs until it is disposed of. */
export interface Seat extends Disposable {
  readonly person: Person;
  /** Whether they were never here before. */
  readonly isNew: boolean;
}

export class Guests implements People {
  readonly #book: GuestBook;
  readonly #tasks: Tasks;
  readonly #byToken = new Map<string, Person>();
  /** Who has a name now, and on how many sockets, by name key. */
  readonly #seated = new Map<string, { person: Person; sockets: number }>();

  constructor(book: GuestBook, onError: (error: unknown) => void) {
    this.#book = book;
    this.#tasks = new Tasks(onError);
  }

  /** Whether somebody has this name now. */
  has(name: string): boolean {
    return this.#seated.has(nameKey(name));
  }

  /**
   * The guest that a token was given to.
   *
   * @throws What the book throws.
   */
  async byToken(token: string): Promise<Person | undefined> {
    const known = this.#byToken.get(token);
    if (known) return known;
    const guest = await this.#book.byToken(await hash(token));
    return guest && (this.#byToken.get(token) ?? this.#remember(guest, token));
  }

  /** A new guest. Their token brings them back. */
  welcome(name: string): Person {
    return this.#remember({ id: `guest:${randomText(16)}`, name }, randomText(32));
  }

  async find(key: string): Promise<string | undefined> {
    return this.#seated.get(key)?.person.id ?? await this.#book.byName(key);
  }

  /** Resolves when all who came are in the book. */
  async ended(): Promise<void> {
    await this.#tasks.ended();
  }

  /** Seats a guest for one more socket; `undefined` when their name is somebody else's meanwhile. */
  seat(person: Person, isNew: boolean): Seat | undefined {
    const seated = this.#seated.get(person.key) ?? { person, sockets: 0 };
    if (seated.person.id !== person.id) return undefined;
    this.#seated.set(person.key, seated);
    seated.sockets++;
    return {
      person,
      isNew,
      [Symbol.dispose]: () => {
        if (--seated.sockets === 0) this.#seated.delete(person.key);
      },
    };
  }

  /** Remembers a guest here and, from now on for as long as one is kept, in the book. */
  #remember(guest: Guest, token: string): Person {
    const person = { ...guest, key: nameKey(guest.name), guest: true, token };
    this.#byToken.set(token, person);
    if (this.#byToken.size > REMEMBERED_MAX) {
      for (const oldest of this.#byToken.keys().take(1)) this.#byToken.delete(oldest);
    }
    // They don't wait for it: a guest whom a crash makes us forget is one who comes anew.
    this.#tasks.keep(this.#write(guest, token));
    return person;
  }

  async #write(guest: Guest, token: string): Promise<void> {
    try {
      await this.#book.write(await hash(token), guest);
    } catch (error) {
      // The store tells itself what is wrong with it.
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

/** The guests of a server that forgets. */
export class MemoryGuestBook implements GuestBook {
  readonly #byName = new Map<string, string>();

  write(_tokenHash: string, { id, name }: Guest): Promise<void> {
    this.#byName.set(nameKey(name), id);
    if (this.#byName.size > REMEMBERED_MAX) {
      for (const oldest of this.#byName.keys().take(1)) this.#byName.delete(oldest);
    }
    return Promise.resolve();
  }

  /** `Guests` itself remembers those who came to this process. */
  byToken(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  byName(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#byName.get(key));
  }
}

/** Random bytes, as base64url. */
function randomText(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** A token as it is kept: who reads the store can't come in with it. */
async function hash(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return base64url(new Uint8Array(digest));
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
