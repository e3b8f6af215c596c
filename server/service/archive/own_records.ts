/**
 * The seam between what somebody takes away and what is stored of them.
 *
 * @module
 */
import type { Entry } from "../../../protocol.ts";
import type { StoredFile } from "../../files/file_store.ts";

/** A file that somebody uploaded. */
export interface OwnFile {
  readonly id: string;
  readonly file: StoredFile;
  /** What it is called where it was said, or else where it was uploaded. */
  readonly name: string;
}

/** A part of what there is, in order, and where the next begins; nothing when that was all. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly next?: string | number;
}

/** Reads what is one person's, some at a time. Any method may reject when the storage fails. */
export interface OwnRecords {
  /** What a person said in a room after an entry, of the next ones that there are. */
  entries(by: string, room: string, after: number): Promise<Part<Entry>>;
  /** A person's files, but for previews, in no order, after one that was given before. */
  files(by: string, after?: string): Promise<Part<OwnFile>>;
}
