/**
 * A member's place in a room's log.
 *
 * @module
 */
import { encode } from "../protocol.ts";
import type { Journal } from "./journal.ts";
import type { Outlet } from "./outlet.ts";
import { type Passage, passageEnd, type Tail } from "./tail.ts";

/** How many entries are read from the journal at once, for a cursor that is behind the tail. */
const PAGE_ENTRIES = 500;

/** The log that a cursor goes through. */
export interface Log {
  readonly key: string;
  readonly name: string;
  readonly tail: Tail;
  readonly journal: Journal;
  /** Takes a cursor whose journal failed, to stir it later. */
  park(cursor: Cursor): void;
}

/** Who goes through a log. */
export interface Reader {
  /** Where a passage may go at once. */
  readonly outlet?: Outlet | undefined;
  /** Told of a cursor that has something to take after it had nothing. */
  onStir(cursor: Cursor): void;
}

/**
 * A position in a log that moves towards its head as its member takes what comes. It costs no
 * memory however far behind it is, but for one page when it is behind the tail.
 */
export class Cursor {
  readonly log: Log;
  /** The number of the last entry that was taken. */
  #seq: number;
  /** Whether it was stirred and not taken from since, or has ended: another time says nothing. */
  #stirred = false;
  readonly #outlet: Outlet | undefined;
  readonly #reader: Reader;
  /** Lines from the journal that come next. */
  #page: string[] = [];
  #turning = false;
  #ended = false;

  constructor(log: Log, seq: number, reader: Reader) {
    this.log = log;
    this.#seq = seq;
    this.#outlet = reader.outlet;
    this.#reader = reader;
  }

  /** Whether the log goes on after what was taken. */
  get isBehind(): boolean {
    return this.#page.length > 0 || this.#seq < this.log.tail.head;
  }

  /** Says that the log has grown, or that it is worth another try. */
  stir(): void {
    if (this.#stirred) return;
    this.#stirred = true;
    this.#reader.onStir(this);
  }

  /**
   * Sends the passage after an entry and moves over it; `false` when something else comes first, or
   * what was sent before is not being read.
   */
  trySend({ text, to }: Passage, after: number): boolean {
    if (this.#seq !== after || this.#stirred || !this.#outlet?.trySend(text)) return false;
    this.#seq = to;
    return true;
  }

  /** Stops for good. */
  end(): void {
    this.#ended = this.#stirred = true;
    this.#page = [];
  }

  /**
   * Moves over what comes next and gives its lines, joined by `\n`: a passage. `undefined` when
   * there is nothing, or when it has to be fetched first: then the cursor is stirred as soon as it
   * is there.
   */
  take(): string | undefined {
    this.#stirred = this.#ended;
    const { tail } = this.log;
    if (this.#page.length > 0) return this.#takePage();
    if (this.#seq >= tail.head) return undefined;
    if (!tail.reaches(this.#seq)) {
      this.#turnPage();
      return undefined;
    }
    const passage = tail.read(this.#seq);
    this.#seq = passage.to;
    return passage.text;
  }

  #takePage(): string {
    const lines = this.#page.splice(0, passageEnd(this.#page, 0));
    this.#seq += lines.length;
    return lines.join("\n");
  }

  async #turnPage(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    try {
      const range = { after: this.#seq, limit: PAGE_ENTRIES };
      const entries = await this.log.journal.read(this.log.key, range);
      // Entries that were let go meanwhile leave a hole. The client sees it and joins again.
      this.#seq = (entries[0]?.seq ?? this.log.tail.first) - 1;
      this.#page = entries.map(encode);
    } catch {
      // The journal says itself what is wrong with it.
      return this.log.park(this);
    } finally {
      this.#turning = false;
    }
    // Only now: who takes the page at once may turn the next.
    this.stir();
  }
}
