/**
 * The part of a log that is no longer in its tail.
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
  /** After which entry it begins: a later one where those in between were trimmed. */
  readonly after: number;
  readonly passages: readonly Passage[];
}

/** A page that is being read. */
interface Reading {
  readonly page: Promise<Page>;
  /** How often the tail had been reset before. */
  readonly starts: number;
}

/**
 * Reads pages of a log from the journal, each once for all who need it at the same time. What fits into
 * the tail is put back there for later readers: after a restart everybody reconnects, and it is empty.
 */
export class Backlog {
  readonly #room: string;
  readonly #journal: Journal;
  readonly #tail: Tail;
  /** By the position after which they are read. */
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
    // An entry may have been changed or deleted since the read began.
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
