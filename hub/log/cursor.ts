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
  /** Identifies the log: a room whose log was lost and made anew has another. */
  readonly epoch: string;
  readonly tail: Tail;
  readonly backlog: Backlog;
  /** Schedules a retry for a cursor whose journal failed. */
  retryLater(cursor: Cursor): void;
  /** Called with our own bugs. */
  onError(error: unknown): void;
}

/** The reader of a log. */
export interface Reader {
  /** Where a passage can be sent directly. */
  readonly sink?: Sink | undefined;
  /** Whom the reader has blocked: nothing that they say is sent. */
  readonly blocks?: { redactLines(lines: string): string } | undefined;
  /** Called with a cursor that has something to read after it had nothing. */
  onNotify(cursor: Cursor): void;
  /** Ends the connection. */
  drop(code: CloseCode): void;
}

/**
 * A cursor's phase. While it is `notified` it waits in its reader's queue, once; while it is
 * `fetching` it waits for the journal; it may be both, when the log grows meanwhile.
 */
export type Phase = "idle" | "notified" | "fetching" | "fetching-notified" | "ended";

/**
 * A position in a log that moves towards the head as its member reads. However far behind it is, it
 * costs no memory, except for one page when it is behind the tail.
 */
export class Cursor {
  readonly log: Log;
  /** The number of the last entry that was read. */
  #seq: number;
  #phase: Phase = "idle";
  /** Whether it was noted that this reader posts here, too. */
  hasSpoken = false;
  readonly #sink: Sink | undefined;
  readonly #reader: Reader;
  /** Passages from the journal that come next. */
  #page: Passage[] = [];

  constructor(log: Log, seq: number, reader: Reader) {
    this.log = log;
    this.#seq = seq;
    this.#sink = reader.sink;
    this.#reader = reader;
  }

  /** The number of the last entry that was read. */
  get seq(): number {
    return this.#seq;
  }

  /** Whether the log has entries after what was read. */
  get isBehind(): boolean {
    return this.#page.length > 0 || this.#seq < this.log.tail.head;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Notifies it that the log has grown, or that a retry makes sense. */
  notify(): void {
    if (this.#phase === "idle") this.#phase = "notified";
    else if (this.#phase === "fetching") this.#phase = "fetching-notified";
    else return;
    this.#reader.onNotify(this);
  }

  /**
   * Sends the passage after an entry and moves past it; `false` when something else comes first, or
   * when the member does not read what was sent before. Readers who block somebody read by themselves.
   */
  trySend({ text, to }: Passage, after: number): boolean {
    if (this.#seq !== after || this.#reader.blocks) return false;
    if (this.#phase !== "idle" && this.#phase !== "fetching") return false;
    if (!this.#sink?.trySend(text)) return false;
    this.#seq = to;
    return true;
  }

  /** Stops permanently. */
  end(): void {
    this.#phase = "ended";
    this.#page = [];
  }

  /**
   * Moves over what comes next and gives its lines, joined by `\n`: a passage. `undefined` when
   * there is nothing, or when it has to be fetched first: then the cursor is notified as soon as it
   * is there.
   */
  take(): string | undefined {
    if (this.#phase === "ended") return undefined;
    if (this.#phase === "notified") this.#phase = "idle";
    else if (this.#phase === "fetching-notified") this.#phase = "fetching";
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
    if (this.#phase === "idle") this.#fetchPage();
  }

  async #fetchPage(): Promise<void> {
    this.#phase = "fetching";
    const seq = this.#seq;
    try {
      const { after, passages } = await this.log.backlog.read(seq);
      if (!this.#endFetching()) return;
      // Unless the tail has got it back meanwhile, and it was read from there.
      if (this.#seq === seq) {
        // Entries that were trimmed meanwhile leave a hole. The client sees it and joins again.
        this.#seq = after;
        this.#page = [...passages];
      }
      // Only now: a reader that consumes the page at once may fetch the next.
      this.notify();
    } catch (error) {
      const goesOn = this.#endFetching();
      // A journal that fails reports that itself, and may be back.
      if (error instanceof JournalError) return goesOn ? this.log.retryLater(this) : undefined;
      this.log.onError(error);
      this.#reader.drop(Close.InternalError);
    }
  }

  /** Waits for the journal no more; `false` when the cursor has ended. */
  #endFetching(): boolean {
    if (this.#phase === "fetching") this.#phase = "idle";
    else if (this.#phase === "fetching-notified") this.#phase = "notified";
    return this.#phase !== "ended";
  }
}
