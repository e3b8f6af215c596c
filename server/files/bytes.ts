/**
 * What a file is, decided by its bytes alone, and what is taken out of it on arrival.
 *
 * A name may lie, and so may whoever sends it: the first bytes decide, and whatever else a file might
 * be taken for, it is that. A picture or film whose structure is broken is a plain file, without edits.
 *
 * @module
 */
import { isBoxed, readBoxed } from "./bytes/boxed.ts";
import { Broken } from "./bytes/broken.ts";
import { type Described, type Reader, UNKNOWN } from "./bytes/described.ts";
import { type Edit, Edits } from "./bytes/edits.ts";
import type { Fields } from "./bytes/fields.ts";
import { mediaReader } from "./bytes/media.ts";
import { pictureReader } from "./bytes/pictures.ts";
import { Source, type Steps } from "./bytes/source.ts";
import { readText } from "./bytes/text.ts";

/** How many of the first bytes decide. */
const HEAD_LENGTH = 32;

export type { Edit } from "./bytes/edits.ts";

export interface Inspected extends Described {
  /** What to leave out or replace so that nothing personal stays, in order, not overlapping. */
  readonly edits: readonly Edit[];
  /** Set if a location stays, as it is where we don't take it out. */
  readonly keeps?: "location";
}

/**
 * Looks at the bytes of a file as they pass, in pieces of any size.
 *
 * It keeps 64 KiB at most, takes time in proportion to the bytes, and never throws, whatever they are.
 */
export class Inspector {
  readonly #source = new Source();
  readonly #edits = new Edits();
  readonly #steps = inspect(this.#source, this.#edits);
  #inspected: Inspected | undefined;

  /** Takes the next piece, and is done with it when it returns. */
  write(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#source.feed(piece);
    this.#step();
    this.#source.release();
  }

  /** What the file is, now that it has come to its end. */
  end(): Inspected {
    this.#source.end();
    this.#step();
    return this.#inspected ?? { type: UNKNOWN, edits: [] };
  }

  #step(): void {
    if (this.#inspected) return;
    const { done, value } = this.#steps.next();
    if (done) this.#inspected = value;
  }
}

function* inspect(source: Source, edits: Edits): Steps<Inspected> {
  let described: Described = { type: UNKNOWN };
  let list: readonly Edit[] = [];
  try {
    const head = yield* source.readUpTo(HEAD_LENGTH);
    source.unread(head);
    described = yield* readerOf(head)(source, edits);
    list = edits.list(yield* source.rest());
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    described = { type: UNKNOWN };
    edits.drop();
  }
  return { ...described, edits: list, ...(edits.keepsLocation && { keeps: "location" }) };
}

/** What reads a file that begins so. */
function readerOf(head: Fields): Reader {
  if (head.has("%PDF-")) return always("application/pdf");
  if (head.has("PK\x03\x04") || head.has("PK\x05\x06")) return always("application/zip");
  if (isBoxed(head)) return readBoxed;
  return pictureReader(head) ?? mediaReader(head) ?? readText;
}

/** For files of which no more is known than their type. */
function always(type: string): Reader {
  // deno-lint-ignore require-yield
  return function* () {
    return { type };
  };
}
