/**
 * What is kept of a person: how far they have read, and which direct rooms are theirs.
 *
 * @module
 */

/** Where a person is in a room that they know. */
export interface Mark {
  /** The room's key. */
  readonly key: string;
  /** The room's name. */
  readonly room: string;
  readonly topic: string;
  readonly head: number;
  /** The number of the newest entry that they have read; 0 when none. */
  readonly read: number;
  /** How many messages were said after that, and how many of them name this person. */
  readonly unread: number;
  readonly mentions: number;
}

/** Whose marks: their id, and the key of their name, which mentions are found by. */
export interface Reader {
  readonly id: string;
  readonly key: string;
}

/** Keeps people's marks. Any method may reject when the storage fails. */
export interface Marks {
  /** Where a person is: in their direct rooms, and in the rooms that they have read in. */
  of(reader: Reader): Promise<Mark[]>;
  /** Notes that a person has read up to an entry, unless they have read further. */
  read(reader: Reader, room: string, seq: number): Promise<void>;
  /** Forgets a person who is gone, and where their name is mentioned. */
  forget(reader: Reader): Promise<void>;
}
