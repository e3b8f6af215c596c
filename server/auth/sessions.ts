/**
 * Sessions: who comes with which token, until when.
 *
 * @module
 */
import { Tasks } from "../../hub/tasks.ts";
import { unlessStoreFails } from "../kv/store.ts";
import type { ClientInfo, Owner, Session, SessionStore } from "./session_store.ts";
import { hashToken, isId, newToken, randomText } from "./tokens.ts";

/** How long a session lasts after it was last seen, in milliseconds. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;
/** The same of a guest who never said anything: nothing of them stays. */
export const SILENT_MS = 60 * 60 * 1000;
/** How old the note may get of when it was last seen, in milliseconds; of who never said anything. */
const SEEN_EVERY_MS = 24 * 60 * 60 * 1000;
const SILENT_SEEN_EVERY_MS = SILENT_MS / 3;
/** Sessions of guests that are remembered here, to be written again if the store begins anew. */
const REMEMBERED_MAX = 100_000;

export type { ClientInfo, Owner, Session, SessionStore };

/** A session that begins. */
export interface Begun {
  readonly session: Session;
  readonly token: string;
}

/** A guest's session that began here. */
interface GuestSession {
  session: Session;
  /** Resolves when the book has it, or has failed. */
  readonly written: Promise<void>;
  isKept: boolean;
  hasEnded: boolean;
  /** Whether they said something, which the book may not know yet. */
  hasSpoken: boolean;
}

export class Sessions {
  readonly #book: SessionStore;
  readonly #now: () => number;
  readonly #tasks: Tasks;
  /** When it was last noted which sessions are in use. */
  #allSeen = 0;
  #silentSeen = 0;
  /** Sessions that are in use here, of guests who never said anything: as many as there are sockets. */
  #silent = new Set<string>();
  /**
   * Guests' sessions that began here, by the hashes of their tokens, and whether the book has them:
   * a guest is let in, and comes back, while the store fails.
   */
  readonly #guests = new Map<string, GuestSession>();
  /** Those that are on their way to the book, by whose they are. */
  readonly #unwritten = new Map<string, GuestSession>();
  /** Those hashes, by what the sessions are called. */
  readonly #hashes = new Map<string, string>();

  /** Resolves when all is noted of those who spoke up to now. */
  #noting: Promise<void> = Promise.resolve();

  constructor(book: SessionStore, now: () => number, onError: (error: unknown) => void) {
    this.#book = book;
    this.#now = now;
    this.#tasks = new Tasks(onError);
    book.onLost(() => {
      for (const [hash, { session, hasEnded }] of this.#guests) {
        if (!hasEnded) this.#tasks.keep(this.#remember(hash, session));
      }
    });
  }

  /** A new session. It brings nobody in before it is kept. */
  begin(owner: Owner, { program, address }: ClientInfo): Begun {
    const now = this.#now();
    const times = { made: now, seen: now, expires: now + SESSION_MS };
    const session = { id: randomText(16), ...owner, ...times, program, address };
    return { session, token: newToken() };
  }

  /** A new session of a new guest. */
  beginGuest(name: string, clientInfo: ClientInfo): Begun {
    const owner = { person: `guest:${randomText(16)}`, name, guest: true };
    const { session, token } = this.begin(owner, clientInfo);
    const expires = session.made + SILENT_MS;
    this.#silent.add(session.id);
    return { session: { ...session, expires, silent: true }, token };
  }

  /**
   * Keeps a session.
   *
   * @throws What the book throws.
   */
  async keep({ session, token }: Begun): Promise<void> {
    await this.#book.write(hashToken(token), session);
  }

  /**
   * Lets a guest's session be good at once, and keeps it meanwhile. They don't wait for that: a guest
   * whom a crash makes us forget is one who comes anew.
   */
  keepGuest({ session, token }: Begun): void {
    const hash = hashToken(token);
    this.#tasks.keep(this.#remember(hash, session));
  }

  /**
   * The session that a token brings in, if it has not ended.
   *
   * @throws What the book throws.
   */
  async find(token: string): Promise<Session | undefined> {
    const hash = hashToken(token);
    const guest = this.#guests.get(hash);
    if (guest?.hasEnded) return undefined;
    const session = guest && !guest.isKept ? guest.session : await this.#book.find(hash);
    if (session?.silent) this.#silent.add(session.id);
    const now = this.#now();
    // A store may be late to forget.
    if (!session || session.expires <= now) return undefined;
    if (this.#isDue(session)) this.#tasks.keep(unlessStoreFails(this.#renew(session)));
    return session;
  }

  /** Notes that sessions are in use, as those of open sockets are, with which nobody comes in anew. */
  async seeAll(used: Iterable<Pick<Session, "person" | "id">>): Promise<void> {
    const now = this.#now();
    const isForAll = now - this.#allSeen >= SEEN_EVERY_MS;
    if (!isForAll && now - this.#silentSeen < SILENT_SEEN_EVERY_MS) return;
    this.#silentSeen = now;
    if (isForAll) this.#allSeen = now;
    const silent = this.#silent;
    this.#silent = new Set();
    for (const { person, id } of used) {
      if (silent.has(id)) this.#silent.add(id);
      else if (!isForAll) continue;
      const session = (await this.#book.of(person)).find((other) => other.id === id);
      if (session && this.#isDue(session)) await this.#renew(session);
    }
  }

  /**
   * Notes that a guest says something: their sessions last as long as others from now on. It is noted of
   * one after the other, as nobody waits for it: a thousand who begin to talk at once would keep the
   * store from what they say for two seconds.
   */
  spoke(person: string): Promise<void> {
    const unwritten = this.#unwritten.get(person);
    if (unwritten) unwritten.hasSpoken = true;
    const noting = this.#noting.then(() => this.#renewAllSpoken(person));
    this.#noting = noting.catch(() => {});
    return noting;
  }

  async #renewAllSpoken(person: string): Promise<void> {
    for (const session of await this.#book.of(person)) {
      if (session.silent) await this.#renewSpoken(session);
    }
  }

  /** A person's sessions, the newest first. */
  async of(person: string): Promise<Session[]> {
    const now = this.#now();
    const sessions = await this.#book.of(person);
    return sessions.filter(({ expires }) => expires > now).sort((a, b) => b.made - a.made);
  }

  /** Ends a person's session; `false` when they have none of this id. */
  async end(person: string, id: string): Promise<boolean> {
    // What is longer than any id would be no key of the store.
    if (!isId(id)) return false;
    const guest = this.#guestOf(id);
    if (guest) {
      guest.hasEnded = true;
      // Before it is in the book there is nothing to end: it would come back.
      await guest.written;
    }
    const wasKept = await this.#book.end(person, id);
    this.#forget([id]);
    return wasKept || guest !== undefined;
  }

  /** Ids of sessions that ended in the last minute, also on other servers that share the store. */
  async ended(): Promise<string[]> {
    const ids = await this.#book.ended();
    this.#forget(ids);
    return ids;
  }

  lastNamed(key: string): Promise<string | undefined> {
    return this.#book.lastNamed(key);
  }

  /** Forgets that a person had a name: nobody finds them by it. */
  async unname(key: string, person: string): Promise<void> {
    await this.#book.unname(key, person);
  }

  /** Resolves when all that was begun is kept. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
  }

  #isDue({ seen, silent }: Session): boolean {
    return this.#now() - seen >= (silent ? SILENT_SEEN_EVERY_MS : SEEN_EVERY_MS);
  }

  async #renew(session: Session): Promise<void> {
    const seen = this.#now();
    const expires = seen + (session.silent ? SILENT_MS : SESSION_MS);
    await this.#book.renew({ ...session, seen, expires });
  }

  async #renewSpoken({ silent: _, ...session }: Session): Promise<void> {
    this.#silent.delete(session.id);
    const guest = this.#guestOf(session.id);
    if (guest) guest.session = session;
    await this.#renew(session);
  }

  async #remember(hash: string, session: Session): Promise<void> {
    const written = unlessStoreFails(
      this.#book.write(hash, session).then(async () => {
        guest.isKept = true;
        if (guest.hasSpoken) await this.#renewSpoken(session);
      }),
    );
    const hasSpoken = !session.silent;
    const guest: GuestSession = { session, written, isKept: false, hasEnded: false, hasSpoken };
    this.#guests.set(hash, guest);
    this.#hashes.set(session.id, hash);
    if (this.#guests.size > REMEMBERED_MAX) {
      for (const oldest of this.#guests.values().take(1)) this.#forget([oldest.session.id]);
    }
    this.#unwritten.set(session.person, guest);
    await written;
    this.#unwritten.delete(session.person);
  }

  #guestOf(id: string): GuestSession | undefined {
    const hash = this.#hashes.get(id);
    return hash === undefined ? undefined : this.#guests.get(hash);
  }

  #forget(ids: readonly string[]): void {
    for (const id of ids) {
      const hash = this.#hashes.get(id);
      if (hash === undefined) continue;
      this.#hashes.delete(id);
      this.#guests.delete(hash);
    }
  }
}
