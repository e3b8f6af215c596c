/**
 * What is kept of a person: how far they have read, and which direct rooms are theirs.
 *
 * @module
 */

import type { NotifyLevel } from "../../protocol.ts";
import type { BlockList } from "./block_list.ts";

/** A place in a room's log: an entry, and how many messages were said up to it. */
export interface Position {
  readonly seq: number;
  readonly nth: number;
}

/** How far a person has read. */
export interface ReadTo extends Position {
  /**
   * The newest entry when they set that back: what they said themselves up to there does not mean that
   * they have read what came before it. Absent once they have read so far.
   */
  readonly back?: number;
}

/** Where a person is in a room that they know. */
export interface ReadState {
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
  /** The numbers of those that name them, the oldest first; absent where there are none. */
  readonly mentioned?: number[];
  /** Nothing had been said when they joined, so that all is unread. */
  readonly joined?: true;
  /** What they chose to be called by there. */
  readonly notify?: NotifyLevel;
  /** The newest entry when they set back what they have read; absent once they have read so far. */
  readonly back?: number;
  /** Whether it is a direct room that they left, and nothing was said there since. */
  readonly left?: true;
}

/** What is unread to a person in a room. */
export type Unread = Pick<ReadState, "unread" | "mentions" | "mentioned">;

/** Whose positions: their id, and the key of their name, which mentions are found by. */
export interface Reader {
  readonly id: string;
  readonly key: string;
  /** The keys of all their names, the first one first, if they were renamed. */
  readonly names?: readonly string[] | undefined;
}

/** How far somebody has read in a room. */
export interface Read {
  readonly reader: Reader;
  readonly room: string;
  readonly at: Position;
}

/** Receives how many rows had to be read for somebody: others can cause any number of them. */
export interface LookMeter {
  onLooked(rows: number): void;
}

/** How far somebody has read who reads on: that they had set it back counts until they are past that. */
export function readOn(at: Position, known: ReadTo | null | undefined): ReadTo {
  const { seq, nth } = at;
  const isBefore = known?.back !== undefined && seq < known.back;
  return { seq, nth, ...(isBefore && { back: known.back }) };
}

/** Keeps people's positions. Any method may reject when the storage fails. */
export interface ReadPositions {
  /**
   * Where a person is, in the rooms that something happened in last first: in those that they have read
   * or posted in, in direct rooms, and in rooms that they are mentioned in.
   *
   * Of direct rooms that they never read in only so many count with one other person, and of rooms
   * that they never were in only so many in which one person mentions them: no stranger hides the rest.
   *
   * `meter` receives what it cost.
   */
  of(reader: Reader, blocks?: BlockList, meter?: LookMeter): Promise<ReadState[]>;
  /** Notes that a person has read up to an entry, unless they have read further. */
  read(reader: Reader, room: string, seq: number): Promise<void>;
  /**
   * Notes that a person has read no further than this, though they had, where the room's newest entry
   * is `back`. What is unread to them there then; nothing where they may not know of it.
   */
  setBack(
    reader: Reader,
    room: string,
    to: { readonly seq: number; readonly back: number },
    blocks?: BlockList,
  ): Promise<Unread | undefined>;
  /** Notes how far people have read, of many at once, each unless they have read further. */
  readAll(reads: readonly Read[]): Promise<void>;
  /**
   * Notes what calls a person in a room; `undefined` is what calls whoever chose nothing. `false` when
   * they have chosen for as many rooms as they may.
   */
  choose(reader: Reader, room: string, level: NotifyLevel | undefined): Promise<boolean>;
  /** Notes that a person left a direct room of theirs, where nothing is unread then. */
  leave(reader: Reader, room: string, at: Position): Promise<void>;
  /**
   * The keys of a person's direct rooms of a name, the newest first: people may have had the names in it
   * one after the other.
   */
  directs(reader: Reader, name: string): Promise<string[]>;
  /** Deletes what is kept of a person, and, with the key of their name, where that is mentioned. */
  forget(reader: { id: string; key?: string }): Promise<void>;
}
