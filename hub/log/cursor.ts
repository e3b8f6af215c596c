/**
 * A member's place in a room's log.
 *
 * @module
 */
import { Close, type CloseCode } from "../../protocol.ts";
import { JournalError } from "./journal.ts";
import type { Sink } from "../people/sink.ts";
import type { Backlog } from "./backlog.ts";
import type { Passage, Tail } from "./tail.ts";

/** The log that a cursor goes through. */
export interface Log {
  readonly key: string;
  readonly name: string;
  readonly tail: Tail;
  readonly backlog: Backlog;
  /** Takes a cursor whose journal failed, to notify it later. */
  retryLater(cursor: Cursor): void;
  /** Told of a bug of ours. */
  onError(error: unknown): void;
}

/** Who goes through a log. */
export interface Reader {
  /** Where a passage may go at once. */
  readonly sink?: Sink | undefined;
  /** Whom the reader has blocked: of what these say, nothing comes. */
  readonly blocks?: { redactLines(lines: string): string } | undefined;
  /** Told of a cursor that has something to take after it had nothing. */
  onNotify(cursor: Cursor): void;
  /** Ends the connection. */
  drop(code: CloseCode): void;
}

/**
 * A position in a log that moves towards its head as its member takes what comes. It costs no
 * memory however far behind it is, but for one page when it is behind the tail.
 */
export class Cursor {
  readonly log: Log;
  /** The number of the last entry that was taken. */
  #seq: number;
  /** Whether it was notified and not taken from since, or has ended: another time says nothing. */
  #notified = false;
  /** Whether it was noted that who reads this speaks here, too. */
  hasSpoken = false;
  readonly #sink: Sink | undefined;
  readonly #reader: Reader;
  /** Passages from the journal that come next. */
  #page: Passage[] = [];
  #turning = false;
  #ended = false;

  constructor(log: Log, seq: number, reader: Reader) {
    this.log = log;
    this.#seq = seq;
    this.#sink = reader.sink;
    this.#reader = reader;
  }

  /** Whether the log goes on after what was taken. */
  get isBehind(): boolean {
    return this.#page.length > 0 || this.#seq < this.log.tail.head;
  }

  /** Says that the log has grown, or that it is worth another try. */
  notify(): void {
    if (this.#notified) return;
    this.#notified = true;
    this.#reader.onNotify(this);
  }

  /**
   * Sends the passage after an entry and moves over it; `false` when something else comes first, or
   * what was sent before is not being read. Who has blocked somebody takes what is theirs alone.
   */
  trySend({ text, to }: Passage, after: number): boolean {
    if (this.#seq !== after || this.#notified || this.#reader.blocks) return false;
    if (!this.#sink?.trySend(text)) return false;
    this.#seq = to;
    return true;
  }

  /** Stops for good. */
  end(): void {
    this.#ended = this.#notified = true;
    this.#page = [];
  }

  /**
   * Moves over what comes next and gives its lines, joined by `\n`: a passage. `undefined` when
   * there is nothing, or when it has to be fetched first: then the cursor is notified as soon as it
   * is there.
   */
  take(): string | undefined {
    this.#notified = this.#ended;
    const passage = this.#page.shift() ?? this.#readTail();
    this.#seq = passage?.to ?? this.#seq;
    const { blocks } = this.#reader;
    return passage && blocks ? blocks.redactLines(passage.text) : passage?.text;
  }

  /** What comes next, if it is in the tail; otherwise it is fetched. */
  #readTail(): Passage | undefined {
    const { tail } = this.log;
    if (this.#seq >= tail.head) return undefined;
    if (tail.reaches(this.#seq)) return tail.read(this.#seq);
    this.#turnPage();
  }

  async #turnPage(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    try {
      const seq = this.#seq;
      const { after, passages } = await this.log.backlog.read(seq);
      // Unless the tail has got it back meanwhile, and it was taken from there.
      if (this.#seq === seq) {
        // Entries that were let go meanwhile leave a hole. The client sees it and joins again.
        this.#seq = after;
        this.#page = [...passages];
      }
    } catch (error) {
      // A journal that fails reports that itself, and may be back.
      if (error instanceof JournalError) return this.log.retryLater(this);
      this.log.onError(error);
      return this.#reader.drop(Close.InternalError);
    } finally {
      this.#turning = false;
    }
    // Only now: who takes the page at once may turn the next.
    this.notify();
  }
}
