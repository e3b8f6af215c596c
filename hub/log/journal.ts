/**
 * The seam between the rooms and storage.
 *
 * @module
 */
import type { Entry, Range } from "../../protocol.ts";

/**
 * The storage did not do what was asked of it, and has reported that itself. It is the only error of
 * a journal, and of all else that is stored, that the hub expects: any other is a bug of ours.
 */
export class JournalError extends Error {
  override name = "JournalError";
}

/** Where a room's log starts and ends, and which log it is. */
export interface Head {
  /** The room's name, as first written. */
  readonly name: string;
  /** Ids of the people who alone may know of a direct room; absent if the room is open to all. */
  readonly people?: readonly string[];
  /** The id of who made a direct room; absent if that is not known. */
  readonly by?: string;
  /** Names this log: a room whose log was lost and made anew has another epoch. */
  readonly epoch: string;
  /** The number of the oldest entry that is kept. */
  readonly first: number;
  /** The number of the newest entry; 0 when there was none yet. */
  readonly seq: number;
  /** How many messages were ever said. */
  readonly said: number;
  readonly topic: string;
}

/** An entry without its number. */
export type Unnumbered<E extends Entry = Entry> = E extends Entry ? Omit<E, "seq"> : never;

/** What is to become an entry. */
export interface Draft {
  readonly entry: Unnumbered;
  /** The id of the person whose it is; `""` when it is the server's own. */
  readonly by: string;
  /** Whether it comes from a moderator, who may delete what others said. */
  readonly moderator?: true;
}

/**
 * What became of a draft: an entry; or where the one is that was stored before under its id; or why
 * it cannot be one; or what failed, so that it may be stored or not.
 */
export type Appended =
  | { entry: Entry }
  | { stored: { room: string; seq: number } }
  | { refused: "no-such-message" | "forbidden" | "too-long" }
  | { failed: unknown };

/** The head of a log that starts, of a direct room with whose it is and who made it. */
export function newHead(
  name: string,
  epoch: string,
  people?: readonly string[],
  by?: string,
): Head {
  const direct = { ...(people && { people }), ...(people && by !== undefined && { by }) };
  return { name, ...direct, epoch, first: 1, seq: 0, said: 0, topic: "" };
}

/** The name's key and the number in a room's key, which is 1 unless the key has another. */
export function numberIn(room: string): [name: string, number: number] {
  const [name = "", number = "1"] = room.split(" ");
  return [name, Number(number)];
}

/** What becomes of what a person said who is gone: it stays, under no name, or its text is deleted. */
export type ErasureMode = "keep" | "delete";

/**
 * What may have happened to a room elsewhere, of which nobody hears who does not have it in use: it
 * was created, or spoken in though only some may know of it; or that what its log had was rewritten.
 */
export type News = "grown" | "rewritten";

/**
 * Keeps the rooms' logs. An entry that `append` answered survives the process. Rooms are named by
 * their key. Any method may reject with a `JournalError` when the storage fails.
 */
export interface Journal {
  /** A room's head; `undefined` when it has no log. */
  head(room: string): Promise<Head | undefined>;
  /** Starts a room's log. One that is there already is answered as it is. */
  createRoom(room: string, name: string, people?: readonly string[], by?: string): Promise<Head>;
  /**
   * The key for a new log: this one, or where there was another log under it lately, to which entries
   * elsewhere may still point, one with the next number of its name.
   */
  unused(room: string): Promise<string>;
  /** Deletes a log with all that is in it; `false` if it is not as its head says any more. */
  forget(room: string, head: Head): Promise<boolean>;
  /**
   * Appends in order, numbering, however many drafts there are. It rejects when none could be stored,
   * and answers for each which it is of where some could; nobody was told of what was not. A message
   * whose `(from, id)` was stored before, in any room, is answered with where it is.
   *
   * An edit, a deletion and a reaction also change the message that they are about, as `revise` says.
   */
  append(room: string, drafts: readonly Draft[]): Promise<Appended[]>;
  /** The entries of a range, oldest first, each message as it is now. */
  read(room: string, range: Range): Promise<Entry[]>;
  /** Forgets what is older than entry `first`, and gives the head from then on. */
  trim(room: string, first: number): Promise<Head | undefined>;
  /** Notes that a person is gone, by their id: `anonymize` takes them out of all logs. */
  beginErasing(by: string, mode: ErasureMode): Promise<void>;
  /**
   * Takes a person who is gone out of all logs: where their name was is `FORMER_MEMBER`. Yields the
   * keys of the rooms that change. They must not speak meanwhile, but all others may. It is broken
   * off when `signal` is aborted, and may then be done again.
   */
  anonymize(by: string, mode: ErasureMode, signal?: AbortSignal): AsyncIterable<string>;
  /** Who is being anonymized: if nobody is at it any more, it is to be done again, to the end. */
  erasing(): Promise<[by: string, mode: ErasureMode][]>;
  /** The heads of all rooms, by key, in no order. */
  rooms(): AsyncIterable<[room: string, head: Head]>;
  /**
   * Yields when another server may have extended a log: a hint. Ends when `signal` is aborted, or at
   * once where there is no other server.
   */
  follow(signal: AbortSignal): AsyncIterable<void>;
  /** The rooms of which there is news since this was last asked; there may be more than is new. */
  news(): AsyncIterable<[room: string, head: Head, news: News]>;
}
