/**
 * The body of an upload, as it comes.
 *
 * @module
 */
import { freeNow } from "../limits/free_now.ts";
import { FileError } from "./file_error.ts";
import type { Pace } from "./limits.ts";

/** Bytes of a piece that is handed on: what is done with one takes well below a millisecond. */
const PIECE_BYTES = 64 * 1024;
/** Pieces that a body may come in, and the bytes that each more of them must have: each takes some 60 µs. */
const PIECES = 1_000;
const PIECE_LEAST_BYTES = 128;

export interface BodyOptions {
  readonly pace: Pace;
  /** Called with how many bytes there are, before each piece is handed on. Throws to end it. */
  readonly onBytes: (bytes: number) => Promise<void> | undefined;
  /** A clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * The pieces of a body, each good until the next is asked for. The rest of one that is left is not read.
 *
 * @throws {FileError} If it breaks off, or comes too slowly.
 */
export async function* piecesOf(
  body: ReadableStream<Uint8Array>,
  { pace, onBytes, now = () => performance.now() }: BodyOptions,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const watch = new PaceWatch(pace, now);
  try {
    for (let pieces = 1, bytes = 0;; pieces++) {
      const piece = await watch.read(reader);
      if (!piece) return;
      bytes += piece.length;
      watch.note(bytes);
      await onBytes(bytes);
      if (pieces > PIECES + bytes / PIECE_LEAST_BYTES) {
        throw new FileError("too-slow", "it came in too many small pieces");
      }
      for (let at = 0; at < piece.length; at += PIECE_BYTES) {
        yield piece.subarray(at, at + PIECE_BYTES);
      }
      freeNow(piece);
    }
  } finally {
    // The sender may be gone.
    void reader.cancel().catch(() => undefined);
  }
}

/** Notices a sender who sends nothing, or next to nothing. */
class PaceWatch {
  readonly #pace: Pace;
  readonly #now: () => number;
  readonly #start: number;
  /** When the window began, and how many bytes there were then. */
  #window: { at: number; bytes: number };

  constructor(pace: Pace, now: () => number) {
    this.#pace = pace;
    this.#now = now;
    this.#start = now();
    this.#window = { at: this.#start, bytes: 0 };
  }

  /** The next piece; `undefined` at the end. */
  async read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(tooSlow()), this.#pace.stalledMs);
    try {
      const { value } = await Promise.race([reader.read(), late]);
      return value;
    } catch (error) {
      if (error instanceof FileError) throw error;
      throw new FileError("broken-off", "it broke off", { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  note(bytes: number): void {
    const { windowMs, windowBytes, totalMs } = this.#pace;
    const at = this.#now();
    if (at - this.#start > totalMs) throw tooSlow();
    if (at - this.#window.at < windowMs) return;
    if (bytes - this.#window.bytes < windowBytes) throw tooSlow();
    this.#window = { at, bytes };
  }
}

function tooSlow(): FileError {
  return new FileError("too-slow", "it came too slowly, try again");
}
