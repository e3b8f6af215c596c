/**
 * The part of a log that its tail does not have any more.
 *
 * @module
 */
import { encode } from "../../protocol.ts";
import type { Journal } from "./journal.ts";
import { type Passage, passagesOf, type Tail } from "./tail.ts";

/** How many entries are read from the journal at once. */
const PAGE_ENTRIES = 500;

/** What comes after a position in a log. */
interface Page {
  /** After which entry it begins: a later one, where those between were let go. */
  readonly after: number;
  readonly passages: readonly Passage[];
}

/** A page that is being read. */
interface Reading {
  readonly page: Promise<Page>;
  /** How often the tail had started anew before. */
  readonly starts: number;
}

/**
 * Reads pages of a log from the journal, each once for all who need it at the same time. What the
 * tail can take of them is given back to it, for those who come next: after a restart all come back,
 * and it is empty.
 */
export class Backlog {
  readonly #room: string;
  readonly #journal: Journal;
  readonly #tail: Tail;
  /** By the position that they are read for. */
  #readings: Map<number, Reading> | undefined;

  constructor(room: string, journal: Journal, tail: Tail) {
    this.#room = room;
    this.#journal = journal;
    this.#tail = tail;
  }

  /**
   * The page after a position.
   *
   * @throws If the journal can't be read.
   */
  read(after: number): Promise<Page> {
    const { starts } = this.#tail;
    const readings = this.#readings ??= new Map();
    const known = readings.get(after);
    // Since it was begun, an entry may have changed that must not be told any more.
    if (known?.starts === starts) return known.page;
    const page = this.#read(after, starts).finally(() => {
      if (readings.get(after)?.page === page) readings.delete(after);
    });
    readings.set(after, { page, starts });
    return page;
  }

  async #read(after: number, starts: number): Promise<Page> {
    const entries = await this.#journal.read(this.#room, { after, limit: PAGE_ENTRIES });
    const start = (entries[0]?.seq ?? this.#tail.first) - 1;
    const lines = entries.map(encode);
    this.#tail.extend(lines, { after: start, starts });
    return { after: start, passages: [...passagesOf(lines, start)] };
  }
}
