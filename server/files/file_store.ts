/**
 * The seam between files and what is stored of them, but for their bytes.
 *
 * @module
 */
import type { FileInfo } from "../../protocol.ts";
import type { BlobPlace, Staged } from "./blobs.ts";

/** Where a file was said. */
export interface FilePlace {
  /** The room's key. */
  readonly room: string;
  readonly seq: number;
  /** The message's id. */
  readonly id: string;
  /** Which of the message's files it is; absent for a preview. */
  readonly n?: number;
}

/** What is stored of a file. */
export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
  /** The SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  /** The id of whoever uploaded it; `""` once they are gone. */
  readonly by: string;
  /** When it was uploaded, in milliseconds since the epoch. */
  readonly at: number;
  /** Absent as long as no message has it. */
  readonly said?: FilePlace;
  /** Whether it is the picture of a profile: then no message may have it. */
  readonly profile?: true;
}

/** Bytes that files have, be it one or many. */
export interface StoredBlob {
  readonly key: string;
  readonly size: number;
  readonly place: BlobPlace;
}

/** A file in the list of a room's files. */
export interface ListedFile {
  readonly file: FileInfo;
  readonly from: string;
  readonly at: number;
  /** The id of its preview. */
  readonly preview?: string;
}

/** Bytes that are stored at most. */
export interface StorageQuota {
  readonly total: number;
  readonly perPerson: number;
}

/** A file that all bytes came of, and where they are. */
export interface NewFile {
  readonly id: string;
  readonly file: StoredFile;
  readonly staged: Staged;
}

/** Up to when something is old: milliseconds since the epoch. */
export interface Old {
  /** Uploads that no message has. */
  readonly loose: number;
  /** Uploads that were begun and not ended, where other servers may be about to. */
  readonly staged: number;
}

/** Every method may reject with a `JournalError` when the store fails. */
export interface FileStore {
  /** What there is of files, in the order of their ids; `undefined` for one that is gone. */
  find(ids: readonly string[]): Promise<(StoredFile | undefined)[]>;
  blob(hash: string): Promise<StoredBlob | undefined>;
  /** Notes that bytes are about to be written under a key. */
  stage(key: string, place: BlobPlace, at: number): Promise<Staged>;
  /** Lets what is staged be deleted, unless a file has it. */
  giveUp(staged: Staged): Promise<void>;
  /** Adds a file, whose bytes are staged or known already; or tells which quota it would exceed. */
  add(file: NewFile, quota: StorageQuota): Promise<"added" | keyof StorageQuota>;
  /** How many bytes are stored: in all, and of a person's files. */
  stored(by: string): Promise<StorageQuota>;
  /** How many bytes people's files have, of as many people as there may be; and all bytes under `""`. */
  usage(limit: number): Promise<{ by: string; bytes: number }[]>;
  /** How many bytes the files of rooms have, by the rooms' keys, of as many files as there may be. */
  usageByRoom(limit: number): Promise<{ rooms: Map<string, number>; more: boolean }>;
  /** A room's files, newest first, each with the number of its message. */
  list(
    room: string,
    query: { before?: number | undefined; limit: number },
  ): Promise<(ListedFile & { seq: number })[]>;
  /** Deletes bytes that were given up, until those of `most` uploads at most are left. */
  catchUp(most: number): Promise<void>;
  /** Does some of what is left to be deleted; `false` when nothing is. */
  collectSome(old: Old, isUnderWay: (key: string) => boolean): Promise<boolean>;
}
