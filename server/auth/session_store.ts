/**
 * The seam between sessions and storage.
 *
 * @module
 */

/** Whose a session is. */
export interface Owner {
  /** The id of the person. */
  readonly person: string;
  readonly name: string;
  /** Whether they came by a name alone. They may have claimed it since. */
  readonly guest: boolean;
}

/** Where a session was begun. */
export interface ClientInfo {
  /** What the program called itself. */
  readonly program: string;
  readonly address: string;
}

/** A session as a book keeps it. Times are in milliseconds since the epoch. */
export interface Session extends Owner, ClientInfo {
  /** What it is called; unlike its token this brings nobody in. */
  readonly id: string;
  readonly made: number;
  readonly seen: number;
  readonly expires: number;
  /** Whether it is that of a guest who never said anything. */
  readonly silent?: true;
}

/** A guest whose time may be up: no session of theirs was known to last longer than `at`. */
export interface DueGuest {
  readonly person: string;
  /** The key of their name. */
  readonly key: string;
  readonly at: number;
}

/** Keeps sessions under the hashes of their tokens. Any method may reject when the storage fails. */
export interface SessionStore {
  /** Writes a new session, and its owner as the last who had the name. */
  write(tokenHash: string, session: Session): Promise<void>;
  /**
   * Changes the sessions of people, whatever else is changed meanwhile: `change` gives what each
   * becomes, or `undefined` to leave it as it is. A session that has ended stays so.
   */
  renew(people: readonly string[], change: (kept: Session) => Session | undefined): Promise<void>;
  find(tokenHash: string): Promise<Session | undefined>;
  /** The sessions of a person, by their id. */
  of(person: string): Promise<Session[]>;
  /** Ends a person's session; `false` when they have none of this id. */
  end(person: string, id: string): Promise<boolean>;
  /** Ids of sessions that ended in the last minute, on whatever server. */
  ended(): Promise<string[]>;
  /** The id of the last person who began a session under a name, by its key. */
  lastNamed(key: string): Promise<string | undefined>;
  /** Forgets that a person had a name, if they were the last. */
  unname(key: string, person: string): Promise<void>;
  /** Guests whose time may be up at a time, some of them, those first who are due for longest. */
  guestsDue(at: number): Promise<DueGuest[]>;
  /** Looks at a guest again later. */
  putOff(guest: DueGuest, until: number): Promise<void>;
  /** Forgets a guest's sessions, and that they had a name. */
  forgetGuest(guest: DueGuest): Promise<void>;
  /** Looks at a guest no more: they have an account. */
  letBe(guest: DueGuest): Promise<void>;
  /** Calls a listener when what was written may be gone. */
  onLost(listener: () => void): void;
}
