/**
 * The newest lines of a log, in memory, for everyone who is near its head.
 *
 * @module
 */

/** How much of a log is kept in memory. Members who are further behind read the journal. */
export const TAIL_MAX_LINES = 4096;
/** UTF-16 code units. A long tail of long messages is cut before it holds so many lines. */
export const TAIL_MAX_LENGTH = 512 * 1024;
/** How long the text of a passage may become, in code units, unless one line is longer. */
export const PASSAGE_MAX_LENGTH = 64 * 1024;
/** Passages kept for the next reader: one for members who are up to date, some for those behind. */
const SHARED_MAX = 8;

/** Lines for the wire from `after + 1` to `to`, joined by `\n`. */
export interface Passage {
  readonly text: string;
  readonly to: number;
}

/** Cuts the lines after a position into passages. */
export function* passagesOf(lines: readonly string[], after: number): Iterable<Passage> {
  for (let start = 0; start < lines.length;) {
    const passage = passageAt(lines, start, after + start);
    yield passage;
    start = passage.to - after;
  }
}

/** The passage that begins with a line, after a position: as long as fits, but at least one line. */
function passageAt(lines: readonly string[], start: number, after: number): Passage {
  let end = start;
  for (let length = 0; end < lines.length; end++) {
    length += lines[end]!.length + 1;
    if (length > PASSAGE_MAX_LENGTH && end > start) break;
  }
  return { text: lines.slice(start, end).join("\n"), to: after + end - start };
}

export class Tail {
  /** The number of the first line. */
  #first: number;
  #lines: string[] = [];
  #length = 0;
  /**
   * Passages by the position that they start after. Another map when the log has grown: what is
   * cleared from an old one stays in memory, as far as V8's young generation is concerned.
   */
  #shared: Map<number, Passage> | undefined;
  #starts = 0;

  /** Starts empty, after entry `seq`. */
  constructor(seq: number) {
    this.#first = seq + 1;
  }

  /** The number of the oldest line, or of the next when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The number of the newest line. */
  get head(): number {
    return this.#first + this.#lines.length - 1;
  }

  /** How often it was reset. */
  get starts(): number {
    return this.#starts;
  }

  /** Appends the lines that follow the head, in order. */
  push(lines: readonly string[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#length += line.length;
    }
    this.#shared = undefined;
    this.#trim();
  }

  /** Resets it to start after an entry: members who are behind that read the journal. */
  jump(seq: number): void {
    this.#starts++;
    this.#first = seq + 1;
    this.#lines = [];
    this.#length = 0;
    this.#shared = undefined;
  }

  /**
   * Accepts older lines, those after an entry, if they leave no hole and fit. Not if the tail was reset
   * after they were read: their entries may have changed.
   */
  extend(lines: readonly string[], { after, starts }: { after: number; starts: number }): void {
    const missing = this.#first - 1 - after;
    if (starts !== this.#starts || missing <= 0 || missing > lines.length) return;
    const older = lines.slice(0, missing);
    const length = older.reduce((sum, line) => sum + line.length, 0);
    const fits = this.#lines.length + missing <= TAIL_MAX_LINES &&
      this.#length + length <= TAIL_MAX_LENGTH;
    if (!fits) return;
    this.#lines = [...older, ...this.#lines];
    this.#length += length;
    this.#first -= missing;
  }

  /** Drops all lines: members who are behind the head read the journal. */
  forget(): void {
    this.jump(this.head);
  }

  /** Whether the line after a position is here. */
  reaches(after: number): boolean {
    return after + 1 >= this.#first;
  }

  /**
   * The lines after a position that make a passage. Its text is built once for all who ask from the
   * same position, which must be within reach and before the head.
   */
  read(after: number): Passage {
    this.#shared ??= new Map();
    const known = this.#shared.get(after);
    if (known) return known;
    const passage = passageAt(this.#lines, after + 1 - this.#first, after);
    if (this.#shared.size < SHARED_MAX) this.#shared.set(after, passage);
    return passage;
  }

  /** Cuts the tail to half its limits when it has outgrown them, so that cutting is rare. */
  #trim(): void {
    if (this.#lines.length <= TAIL_MAX_LINES && this.#length <= TAIL_MAX_LENGTH) return;
    let cut = 0;
    while (
      this.#lines.length - cut > TAIL_MAX_LINES / 2 || this.#length > TAIL_MAX_LENGTH / 2
    ) {
      this.#length -= this.#lines[cut++]!.length;
    }
    this.#lines.splice(0, cut);
    this.#first += cut;
  }
}
