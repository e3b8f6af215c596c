/**
 * A file as it arrives, read by a generator that waits for what has not come yet. So a reader is
 * written as if it had the whole file, and finds the same in pieces of any size.
 *
 * @module
 */
import { Broken } from "./broken.ts";
import { Fields } from "./fields.ts";

/** The most bytes that are asked for, and so kept, at once. */
export const KEPT_MAX = 64 * 1024;

/** Parts of a file that are read however short they are. */
const PARTS_FREE = 10_000;
/** How long parts are on average, at least: the shortest that anyone makes are of silence, in WebM. */
const PART_LENGTH_MIN = 8;

/** What reads: it yields when it needs the next piece. */
export type Steps<T> = Generator<void, T, void>;

export class Source {
  #piece: Uint8Array = new Uint8Array(0);
  /** Where in the piece the next byte is. */
  #next = 0;
  /** Where in the file the piece begins. */
  #before = 0;
  #hasEnded = false;
  #parts = 0;

  /** Takes the next piece. Nothing of it is kept after the reader has yielded. */
  feed(piece: Uint8Array): void {
    this.#before += this.#piece.length;
    this.#piece = piece;
    this.#next = 0;
  }

  /** Forgets a piece that has been read: whoever wrote it may use its memory again. */
  release(): void {
    this.feed(new Uint8Array(0));
  }

  /** There will be no more pieces. */
  end(): void {
    this.#hasEnded = true;
  }

  /** Where in the file the next byte is. */
  get at(): number {
    return this.#before + this.#next;
  }

  /** Whether the next byte has not come yet. */
  get isEmpty(): boolean {
    return this.#next >= this.#piece.length;
  }

  /** Counts a part of the file. A file of nothing but headings takes time, and is nobody's picture. */
  countPart(): void {
    if (++this.#parts > PARTS_FREE + this.at / PART_LENGTH_MIN) {
      throw new Broken("The file has too many parts");
    }
  }

  /** The next byte, if it is here; -1 if not. */
  next(): number {
    return this.isEmpty ? -1 : this.#piece[this.#next++] ?? -1;
  }

  /** A number of bytes, if they are here: to read them so is faster than to be ready to wait. */
  take(length: number): Fields | undefined {
    const end = this.#next + length;
    if (end > this.#piece.length || length > KEPT_MAX) return undefined;
    const fields = new Fields(this.#piece.slice(this.#next, end));
    this.#next = end;
    return fields;
  }

  /** Passes over a number of bytes, if they are here. */
  pass(length: number): boolean {
    if (length < 0) throw new Broken("A part is shorter than its contents");
    if (this.#next + length > this.#piece.length) return false;
    this.#next += length;
    return true;
  }

  /** Waits for the next piece, where there has to be one. */
  *more(): Steps<void> {
    if (this.#hasEnded) throw new Broken("The file ends too early");
    yield;
  }

  /** The next byte. */
  *byte(): Steps<number> {
    while (this.isEmpty) yield* this.more();
    return this.#piece[this.#next++] ?? 0;
  }

  /** A number of bytes, `KEPT_MAX` at most. */
  *read(length: number): Steps<Fields> {
    const fields = yield* this.readUpTo(length);
    if (fields.length < length) throw new Broken("The file ends too early");
    return fields;
  }

  /** A number of bytes, or fewer at the end of the file. */
  *readUpTo(length: number): Steps<Fields> {
    if (length > KEPT_MAX) throw new Broken(`A part of ${length} bytes is too long`);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const part = this.#piece.subarray(this.#next, this.#next + length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#next += part.length;
      if (filled === length) break;
      if (this.#hasEnded) return new Fields(bytes.subarray(0, filled));
      yield;
    }
    return new Fields(bytes);
  }

  /** Puts back what was read last. */
  unread(fields: Fields): void {
    const piece = new Uint8Array(fields.length + this.#piece.length - this.#next);
    piece.set(fields.bytes);
    piece.set(this.#piece.subarray(this.#next), fields.length);
    this.#before = this.at - fields.length;
    this.#piece = piece;
    this.#next = 0;
  }

  /** Passes over a number of bytes. */
  *skip(length: number): Steps<void> {
    if (length < 0) throw new Broken("A part is shorter than its contents");
    const end = this.at + length;
    for (;;) {
      this.#next = Math.min(end - this.#before, this.#piece.length);
      if (this.at === end) return;
      yield* this.more();
    }
  }

  /** Passes over everything up to a byte, and it; `false` when it is not in this piece. */
  passTo(byte: number): boolean {
    const found = this.#piece.indexOf(byte, this.#next);
    this.#next = found < 0 ? this.#piece.length : found + 1;
    return found >= 0;
  }

  /** Whatever of the file is here; `undefined` at its end. It may be used until the next step. */
  *part(): Steps<Uint8Array | undefined> {
    while (this.isEmpty) {
      if (this.#hasEnded) return undefined;
      yield;
    }
    const part = this.#piece.subarray(this.#next);
    this.#next = this.#piece.length;
    return part;
  }

  /** Whether nothing follows. */
  *isAtEnd(): Steps<boolean> {
    while (this.isEmpty && !this.#hasEnded) yield;
    return this.isEmpty;
  }

  /** Passes over all that is left. The file's size. */
  *rest(): Steps<number> {
    while ((yield* this.part()) !== undefined);
    return this.at;
  }
}
