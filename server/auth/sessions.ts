/**
 * Sessions: whose each token is, and until when.
 *
 * @module
 */
import { unlessJournalFails } from "../../hub/log/journal.ts";
import { Tasks } from "../../hub/tasks.ts";
import type { ClientInfo, Owner, Session, SessionStore } from "./session_store.ts";
import { hashToken, isId, newToken, randomText } from "./tokens.ts";

/** How long a session lasts after it was last seen, in milliseconds. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;
/** The same for a guest who never posted. */
export const SILENT_MS = 60 * 60 * 1000;
/** How old the stored time of last use may get, in milliseconds; and for guests who never posted. */
const SEEN_EVERY_MS = 24 * 60 * 60 * 1000;
const SILENT_SEEN_EVERY_MS = SILENT_MS / 3;
/** Guests whose first message is recorded at once: others wait for the next turn. */
const NOTED_AT_ONCE = 200;
/** Sessions of guests that are remembered here, to be written again if the store begins anew. */
const REMEMBERED_MAX = 100_000;

export type { ClientInfo, Owner, Session, SessionStore };

/** A session that begins. */
export interface Begun {
  readonly session: Session;
  readonly token: string;
}

/** A session with a socket, and its owner. */
type UsedSession = Pick<Session, "person" | "id">;

/** A guest's session that began here. */
interface GuestSession {
  session: Session;
  /** Resolves when it is stored, or the store has failed. */
  readonly written: Promise<void>;
  isKept: boolean;
  hasEnded: boolean;
}

export class Sessions {
  readonly #store: SessionStore;
  readonly #now: () => number;
  readonly #tasks: Tasks;
  /** When it was last noted which sessions are in use. */
  #allSeen = 0;
  #silentSeen = 0;
  /** Sessions that are in use here, of guests who never said anything: as many as there are sockets. */
  #silent = new Set<string>();
  /**
   * Guests' sessions that began here, by the hashes of their tokens, and whether they are stored: guests
   * can connect and reconnect while the store fails.
   */
  readonly #guests = new Map<string, GuestSession>();
  /** Those that are being written, by their owner. */
  readonly #unwritten = new Map<string, GuestSession>();
  /** Guests who have spoken, which the store does not know yet: no more than speak between two looks. */
  readonly #spoken = new Set<string>();
  /** Those hashes, by what the sessions are called. */
  readonly #hashes = new Map<string, string>();

  constructor(store: SessionStore, now: () => number, onError: (error: unknown) => void) {
    this.#store = store;
    this.#now = now;
    this.#tasks = new Tasks(onError);
    store.onLost(() => {
      for (const [hash, { session, hasEnded }] of this.#guests) {
        if (!hasEnded) this.#tasks.keep(this.#remember(hash, session));
      }
    });
  }

  /** A new session. Its token is invalid until it is stored. */
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
   * Stores a session.
   *
   * @throws What the store throws.
   */
  async keep({ session, token }: Begun): Promise<void> {
    await this.#store.write(hashToken(token), session);
  }

  /**
   * Makes a guest's session valid at once, and stores it meanwhile. They don't wait for that: a guest
   * whose session is lost in a crash just begins a new one.
   */
  keepGuest({ session, token }: Begun): void {
    const hash = hashToken(token);
    this.#tasks.keep(this.#remember(hash, session));
  }

  /** Resolves when a guest's session that began here is stored, or the store has failed. */
  async stored(id: string): Promise<void> {
    await this.#guestOf(id)?.written;
  }

  /**
   * The session of a token, if it has not ended.
   *
   * @throws What the store throws.
   */
  async find(token: string): Promise<Session | undefined> {
    const hash = hashToken(token);
    const guest = this.#guests.get(hash);
    if (guest?.hasEnded) return undefined;
    const session = guest && !guest.isKept ? guest.session : await this.#store.find(hash);
    if (session?.silent) this.#silent.add(session.id);
    const now = this.#now();
    // A store may be late to forget.
    if (!session || session.expires <= now) return undefined;
    if (this.#isDue(session)) {
      const { id, person } = session;
      this.#tasks.keep(unlessJournalFails(this.#see([{ id, person }])));
    }
    return session;
  }

  /** Renews sessions that are in use, such as those of open sockets. */
  async seeAll(used: Iterable<UsedSession>): Promise<void> {
    const now = this.#now();
    const isForAll = now - this.#allSeen >= SEEN_EVERY_MS;
    if (!isForAll && now - this.#silentSeen < SILENT_SEEN_EVERY_MS) return;
    this.#silentSeen = now;
    if (isForAll) this.#allSeen = now;
    const silent = this.#silent;
    this.#silent = new Set();
    const seen: UsedSession[] = [];
    for (const session of used) {
      const isSilent = silent.has(session.id);
      if (isSilent) this.#silent.add(session.id);
      if (isSilent || isForAll) seen.push(session);
    }
    await this.#see(seen);
  }

  /**
   * Called when a guest posts: from now on their sessions last as long as others. `noteSpoken`
   * writes it, of many at once, as nobody waits for it: of each by itself it would cost twice what the
   * message does, and a thousand who begin to talk would keep the store from what they say.
   */
  spoke(person: string): void {
    this.#spoken.add(person);
  }

  /**
   * Records who has posted since the last call.
   *
   * @throws What the store throws. It is tried again the next time.
   */
  async noteSpoken(): Promise<void> {
    const people = this.#spoken.values().filter((person) => !this.#unwritten.has(person))
      .take(NOTED_AT_ONCE).toArray();
    if (people.length === 0) return;
    for (const person of people) this.#spoken.delete(person);
    try {
      await this.#store.renew(people, (session) => session.silent && this.#speaking(session));
    } catch (error) {
      for (const person of people) this.#spoken.add(person);
      throw error;
    }
  }

  /** A person's sessions, the newest first. */
  async of(person: string): Promise<Session[]> {
    const now = this.#now();
    const sessions = await this.#store.of(person);
    return sessions.filter(({ expires }) => expires > now).sort((a, b) => b.made - a.made);
  }

  /** Ends a person's session; `false` when they have none of this id. */
  async end(person: string, id: string): Promise<boolean> {
    // What is longer than any id would be no key of the store.
    if (!isId(id)) return false;
    const guest = this.#guestOf(id);
    if (guest) {
      guest.hasEnded = true;
      // Before it is stored there is nothing to end: it would come back.
      await guest.written;
    }
    const wasKept = await this.#store.end(person, id);
    this.#forget([id]);
    return wasKept || guest !== undefined;
  }

  /** Ids of sessions that ended in the last minute, also on other servers that share the store. */
  async ended(): Promise<string[]> {
    const ids = await this.#store.ended();
    this.#forget(ids);
    return ids;
  }

  lastNamed(key: string): Promise<string | undefined> {
    return this.#store.lastNamed(key);
  }

  /** Deletes the note that a person used a name, so that nobody finds them by it. */
  async forgetName(key: string, person: string): Promise<void> {
    await this.#store.forgetName(key, person);
  }

  /** Resolves when all sessions and first messages are stored, unless the store fails. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
    for (let left = Infinity; this.#spoken.size > 0 && this.#spoken.size < left;) {
      left = this.#spoken.size;
      await unlessJournalFails(this.noteSpoken());
    }
  }

  #isDue({ seen, silent }: Session): boolean {
    return this.#now() - seen >= (silent ? SILENT_SEEN_EVERY_MS : SEEN_EVERY_MS);
  }

  /** Renews those sessions whose stored time of last use has become old. */
  async #see(used: readonly UsedSession[]): Promise<void> {
    const ids = new Set(used.map(({ id }) => id));
    await this.#store.renew(
      [...new Set(used.map(({ person }) => person))],
      (session) => ids.has(session.id) && this.#isDue(session) ? this.#seen(session) : undefined,
    );
  }

  #seen(session: Session): Session {
    const seen = this.#now();
    return { ...session, seen, expires: seen + (session.silent ? SILENT_MS : SESSION_MS) };
  }

  /** The session of a guest who has posted. */
  #speaking({ silent: _, ...session }: Session): Session {
    this.#silent.delete(session.id);
    const guest = this.#guestOf(session.id);
    if (guest) guest.session = session;
    return this.#seen(session);
  }

  async #remember(hash: string, session: Session): Promise<void> {
    const written = unlessJournalFails(
      this.#store.write(hash, session).then(() => {
        guest.isKept = true;
      }),
    );
    const guest: GuestSession = { session, written, isKept: false, hasEnded: false };
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
