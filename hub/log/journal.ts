/**
 * The seam between the rooms and storage.
 *
 * @module
 */
import type { Entry, Range, SealedTopic } from "../../protocol.ts";

/**
 * The storage failed, and has reported that itself. It is the only error that the hub expects of a
 * journal and of everything else that is stored: any other is a bug.
 */
export class JournalError extends Error {
  override name = "JournalError";
}

/** Waits for something that is not done while the store fails, which tells itself what is wrong. */
export async function unlessJournalFails(promise: Promise<void>): Promise<void> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}

/** Where a room's log starts and ends, and which log it is. */
export interface Head {
  /** The room's name, as first written. */
  readonly name: string;
  /** Ids of the members of a direct room; absent for any other room. */
  readonly people?: readonly string[];
  /** The id of the creator of a direct room; absent if that is not known. */
  readonly by?: string;
  /** Identifies this log: a room whose log was lost and created again has another epoch. */
  readonly epoch: string;
  /** The number of the oldest entry that is kept. */
  readonly first: number;
  /** The number of the newest entry; 0 when there was none yet. */
  readonly seq: number;
  /** How many messages were ever posted. */
  readonly said: number;
  readonly topic: string;
  /** The topic of a sealed room, with the id of who has set it. */
  readonly sealedTopic?: (SealedTopic & { readonly by: string }) | undefined;
  /**
   * The numbers of the messages that are pinned, the last one last: at most `PINS_MAX`. Those that were
   * trimmed, or erased with who said them, may still be among them. Absent where none was ever.
   */
  readonly pins?: readonly number[];
}

/** How many messages of a room may be pinned. Two servers at once may drop the oldest for one more. */
export const PINS_MAX = 100;

/** An entry without its number. */
export type Unnumbered<E extends Entry = Entry> = E extends Entry ? Omit<E, "seq"> : never;

/** An entry that is to be appended. */
export interface Draft {
  readonly entry: Unnumbered;
  /** The id of its author; `""` for the server's own. */
  readonly by: string;
  /**
   * The keys of other names of the author: what they said by one of them under the same id is the same
   * message. Somebody who is renamed says again what was on its way.
   */
  readonly formerly?: readonly string[];
  /** The ids of its files, previews among them. To store the message attaches them to it, in one write. */
  readonly files?: readonly string[];
  /** Why it is not to be stored: then it is refused so, unless it was stored before under its id. */
  readonly refused?: "no-such-file";
  /** Whether the author is a moderator, who may delete messages of others. */
  readonly moderator?: true;
}

/**
 * The outcome of a draft: its entry; or where the entry is that was stored before under its id; or why
 * it is refused; or what failed, so that it may be stored or not.
 */
export type Appended =
  | { entry: Entry }
  | { stored: { room: string; seq: number } }
  | { refused: "no-such-message" | "no-such-file" | "forbidden" | "too-long" | "malformed" }
  | { failed: unknown };

/** The head of a new log; for a direct room with its members and its creator. */
export function newHead(
  name: string,
  epoch: string,
  people?: readonly string[],
  by?: string,
): Head {
  const direct = { ...(people && { people }), ...(people && by !== undefined && { by }) };
  return { name, ...direct, epoch, first: 1, seq: 0, said: 0, topic: "" };
}

/** A log's head after one more entry, by whom it is. */
export function nextHead(head: Head, entry: Entry, by: string): Head {
  const pins = pinsAfter(head.pins, entry);
  return {
    ...head,
    seq: entry.seq,
    said: head.said + (entry.type === "said" ? 1 : 0),
    ...(entry.type === "topic" && topicIn(entry, by)),
    ...(pins && { pins }),
  };
}

/** What a room is about. */
export type Topic = Pick<Head, "topic" | "sealedTopic">;

/** The topic that an entry sets, and by whom. */
export function topicIn(
  { text: topic, sealed, from }: Extract<Entry, { type: "topic" }>,
  by: string,
): Topic {
  return { topic, ...(sealed !== undefined && { sealedTopic: { from, sealed, by } }) };
}

/** The topic after some more entries, as far as it is shown: not the id of who has set it. */
export function topicAfter(before: Topic, entries: readonly Entry[]): Topic {
  const entry = entries.findLast((entry) => entry.type === "topic");
  return entry ? topicIn(entry, "") : before;
}

/** What is pinned after one more entry. What is deleted is not pinned any more. */
export function pinsAfter(
  pins: readonly number[] | undefined,
  entry: Entry,
): readonly number[] | undefined {
  if (entry.type === "deleted") return pins?.filter((seq) => seq !== entry.of);
  if (entry.type !== "notice" || !entry.pin) return pins;
  const { of, on } = entry.pin;
  const others = (pins ?? []).filter((seq) => seq !== of);
  return on ? [...others, of].slice(-PINS_MAX) : others;
}

/** The name's key and the number in a room's key, which is 1 unless the key has another. */
export function numberIn(room: string): [name: string, number: number] {
  const [name = "", number = "1"] = room.split(" ");
  return [name, Number(number)];
}

/** What an erasure does with a person's messages: keep them without the name, or delete their text. */
export type ErasureMode = "keep" | "delete";

/**
 * What another server may have done to a room that is not in use here: created it or appended to its
 * log, or rewritten entries of its log.
 */
export type News = "grown" | "rewritten";

/**
 * Stores the rooms' logs. An entry that `append` has answered survives a crash. Rooms are given by
 * their key. Every method may reject with a `JournalError` when the storage fails.
 */
export interface Journal {
  /** A room's head; `undefined` when it has no log. */
  head(room: string): Promise<Head | undefined>;
  /** Creates a room's log. If there is one already, its head is returned. */
  createRoom(room: string, name: string, people?: readonly string[], by?: string): Promise<Head>;
  /**
   * The key for a new log: this one, or where there was another log under it recently, to which other
   * rows may still refer, one with the next number of its name.
   */
  unused(room: string): Promise<string>;
  /** Deletes a log with its entries; `false` if its head has changed. */
  forget(room: string, head: Head): Promise<boolean>;
  /**
   * Appends any number of drafts in order, and numbers them. Rejects when none could be stored; where
   * some could, the outcome of each tells. A message whose `(from, id)` was stored before, in any room,
   * is answered with where it is.
   *
   * An edit, a deletion and a reaction also change the message that they are about, as `revise` says.
   */
  append(room: string, drafts: readonly Draft[]): Promise<Appended[]>;
  /** The entries of a range, oldest first, each message as it is now. */
  read(room: string, range: Range): Promise<Entry[]>;
  /** Deletes the entries before `first`, and returns the head after that. */
  trim(room: string, first: number): Promise<Head | undefined>;
  /** Lets go of the files of messages before `first`, which are deleted. */
  releaseFiles(room: string, first: number): Promise<void>;
  /** Notes that a person is to be erased, by their id: `anonymize` then does so in all logs. */
  beginErasing(by: string, mode: ErasureMode): Promise<void>;
  /**
   * Erases a person from all logs: their name becomes `FORMER_MEMBER`. Yields the keys of the rooms that
   * change. The person must not post meanwhile; all others may. Stops when `signal` is aborted, and may
   * then be run again.
   */
  anonymize(by: string, mode: ErasureMode, signal?: AbortSignal): AsyncIterable<string>;
  /** The erasures that are not finished: whoever finds one that nobody works on runs it again. */
  erasing(): Promise<[by: string, mode: ErasureMode][]>;
  /** The heads of all rooms, by key, in no order. */
  rooms(): AsyncIterable<[room: string, head: Head]>;
  /**
   * Yields when another server may have extended a log: a hint. Ends when `signal` is aborted, or at
   * once where there is no other server.
   */
  follow(signal: AbortSignal): AsyncIterable<void>;
  /** The rooms with news since the last call; may list more than there are. */
  news(): AsyncIterable<[room: string, head: Head, news: News]>;
}
