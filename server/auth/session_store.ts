/**
 * The seam between sessions and storage.
 *
 * @module
 */

/** The owner of a session. */
export interface Owner {
  /** The id of the person. */
  readonly person: string;
  readonly name: string;
  /** Whether they signed in by a name alone. They may have claimed it since. */
  readonly guest: boolean;
}

/** Where a session was begun. */
export interface ClientInfo {
  /** What the program called itself. */
  readonly program: string;
  readonly address: string;
}

/** A session as it is stored. Times are in milliseconds since the epoch. */
export interface Session extends Owner, ClientInfo {
  /** Its id, which unlike its token authenticates nobody. */
  readonly id: string;
  readonly made: number;
  readonly seen: number;
  readonly expires: number;
  /** Whether it is a guest's who never posted. */
  readonly silent?: true;
}

/** A guest who may have expired: no session of theirs was known to last longer than `at`. */
export interface DueGuest {
  readonly person: string;
  /** The key of their name. */
  readonly key: string;
  readonly at: number;
}

/** Stores sessions under the hashes of their tokens. Every method may reject when the storage fails. */
export interface SessionStore {
  /** Writes a new session, and its owner as the last user of the name. */
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
  /** Deletes the note that a person used a name, if they were the last. */
  forgetName(key: string, person: string): Promise<void>;
  /** Some guests who may have expired by a time, the longest overdue first. */
  guestsDue(at: number): Promise<DueGuest[]>;
  /** Postpones the check of a guest. */
  postpone(guest: DueGuest, until: number): Promise<void>;
  /** Deletes a guest's sessions, and the note that they used a name. */
  forgetGuest(guest: DueGuest): Promise<void>;
  /** Cancels the checks of a guest: they have an account. */
  cancelCheck(guest: DueGuest): Promise<void>;
  /** Calls a listener when what was written may be gone. */
  onLost(listener: () => void): void;
}
