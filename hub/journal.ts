/**
 * The seam between the rooms and storage.
 *
 * @module
 */
import type { Draft, Entry, Range } from "../protocol.ts";

/** Where a room's log starts and ends, and which log it is. */
export interface Head {
  /** The room's name, as first written. */
  readonly name: string;
  /** Names this log: a room whose log was lost and made anew has another epoch. */
  readonly epoch: string;
  /** The number of the oldest entry that is kept. */
  readonly first: number;
  /** The number of the newest entry; 0 when there was none yet. */
  readonly seq: number;
}

/** What became of a draft: an entry, or where the one is that was stored before under its id. */
export type Appended = { entry: Entry } | { stored: { room: string; seq: number } };

/**
 * Keeps the rooms' logs. An entry that `append` answered survives the process. Rooms are named by
 * their key (`nameKey`). Any method may reject when the storage fails; then nothing was stored.
 */
export interface Journal {
  /** A room's head; `undefined` when it has no log. */
  head(room: string): Promise<Head | undefined>;
  /** Starts a room's log under a name as first written. A log that is there already is answered. */
  found(name: string): Promise<Head>;
  /**
   * Appends in order, numbering them. A draft whose `(from, id)` was stored before, in any room, is
   * answered with that entry's number.
   */
  append(room: string, drafts: readonly Draft[]): Promise<Appended[]>;
  /** The entries of a range, oldest first. */
  read(room: string, range: Range): Promise<Entry[]>;
  /** The heads of all rooms, in no order. */
  rooms(): AsyncIterable<Head>;
}
