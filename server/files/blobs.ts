/**
 * The seam between files and where their bytes are.
 *
 * @module
 */

/** Bytes of a piece that is read, at most: so much of a download is in memory while it waits. */
export const PIECE_MAX = 256 * 1024;

/** The same store that keeps everything else, or a folder. */
export type BlobPlace = "kv" | "folder";

/** Where the bytes of an upload go, which the store knows to be under way. */
export interface Staged {
  /** Names the bytes: nothing else ever had the name. */
  readonly key: string;
  readonly place: BlobPlace;
  /** How the store notices that it was given up meanwhile. */
  readonly stamp: string;
}

/** Takes bytes in order. One that is disposed of before its end leaves what it wrote, to be deleted. */
export interface BlobWriter extends AsyncDisposable {
  /** Resolves when more may be written. The piece is copied. */
  write(piece: Uint8Array): Promise<void>;
  /** Resolves when all of it survives a crash. */
  end(): Promise<void>;
}

/** Bytes by a random key, each written once, from its start to its end. */
export interface Blobs {
  readonly place: BlobPlace;
  write(staged: Staged): BlobWriter;
  /** The bytes from `start` up to `end`, both of which are in it, in pieces of at most `PIECE_MAX`. */
  read(key: string, start: number, end: number): AsyncIterable<Uint8Array>;
  /** Deletes some of what is under a key, if there is anything; `true` when nothing is left of it. */
  deleteSome(key: string): Promise<boolean>;
  /** How many bytes may still be written to its disk; `undefined` where nobody can tell. */
  free(): Promise<number | undefined>;
}
