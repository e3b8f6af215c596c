// deno-lint-ignore-file no-control-regex -- what is drawn may have colours

/**
 * What stands at the bottom of a terminal, below all that is printed: how things are, and what is being
 * typed.
 *
 * A window may change its size at any moment, and terminals then wrap what is too long for it, before
 * we can know. So each row ends by itself, short of the last column, and one row is one line to the
 * terminal: in a wider window it stays that, in a narrower one it becomes several. Going up by as many
 * rows as we have written thus never leads above the first of them, and what is cleared from there is
 * never what was printed. In a window that has become narrower it may be too few: then a row of ours is
 * left behind above, unless it is known what the terminal has made of them.
 *
 * @module
 */

import { columnsOf, lettersOf } from "../view/wrap.ts";

/** What is to be seen. */
export interface Picture {
  /** Rows above what is being typed, each shorter than the terminal is wide. */
  readonly below: readonly string[];
  readonly prompt: string;
  readonly line: string;
  /** Where the cursor is in the line. */
  readonly cursor: number;
}

/** How large the terminal is. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Rows as they were written, and where the cursor is in them. */
interface Drawn {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  /** What stands before the cursor in its row. */
  readonly before: string;
}

const NOTHING: Drawn = { rows: [], cursorRow: 0, before: "" };
const COLOURS = /\x1b\[[\d;]*m/g;
/** Letters of one column, and what is before them. */
const PLAIN = /^[ -~›]*$/;
/** Letters of which none takes a column. */
const UNSEEN = /^[\p{Cf}\p{Mn}\p{Me}\p{Cc}]+$/u;

/** Draws these rows, and clears no others. */
export class Block {
  #drawn = NOTHING;
  /** Whether the terminal wraps again what it shows, when it becomes narrower: known once one has seen. */
  #wrapsAgain = false;

  /** Forgets what was drawn: it is there no more, or no more ours. */
  forget(): void {
    this.#drawn = NOTHING;
  }

  /** Clears what was drawn. The cursor is where that began. */
  clear(): string {
    const { cursorRow } = this.#drawn;
    this.forget();
    return clearFrom(cursorRow);
  }

  /**
   * Draws again, below lines that are printed and stay.
   *
   * @param rowsAbove how many rows of ours are above the cursor, where that is known better
   */
  draw(
    printed: readonly string[],
    picture: Picture,
    size: Size,
    rowsAbove = this.#drawn.cursorRow,
  ): string {
    const before = this.#drawn;
    const next = arrange(picture, size);
    this.#drawn = next;
    if (printed.length === 0 && rowsAbove === before.cursorRow && before.rows.length > 0) {
      const typed = appended(before, next);
      if (typed !== undefined) return typed;
    }
    const lines = printed.map((line) => `${line}\n`).join("");
    const rows = next.rows.join("\n");
    return clearFrom(rowsAbove) + lines + rows + placed(next);
  }

  /** Whether a terminal of so many columns may have made more rows of ours. */
  mayBeWrapped(columns: number): boolean {
    const { rows, cursorRow } = this.#drawn;
    return rows.slice(0, cursorRow + 1).some((row) => columnsOf(bare(row)) > columns);
  }

  /**
   * How many rows are above the cursor, now that the terminal has become narrower: at least.
   *
   * @param column that of the cursor, counted from 0, as the terminal tells it
   */
  rowsAbove(columns: number, column: number | undefined): number {
    const { rows, cursorRow, before } = this.#drawn;
    if (column === undefined) return cursorRow;
    const at = columnsOf(bare(before));
    // Whoever cuts off what is too long leaves the cursor at the edge.
    if (at > columns) this.#wrapsAgain = column === at % columns;
    if (!this.#wrapsAgain || (at < columns && column !== at)) return cursorRow;
    const above = rows.slice(0, cursorRow).map((row) =>
      Math.max(1, Math.ceil(columnsAtLeast(bare(row)) / columns))
    );
    return above.reduce(
      (sum, one) => sum + one,
      Math.floor(columnsAtLeast(bare(before)) / columns),
    );
  }
}

/** Goes to the first column, some rows up, and clears the screen from there. */
function clearFrom(rows: number): string {
  return `${rows > 0 ? `\x1b[${rows}A` : ""}\r\x1b[J`;
}

/** What is to be written where only some letters were typed at the end; `undefined` where more is new. */
function appended(before: Drawn, next: Drawn): string | undefined {
  const last = before.rows.length - 1;
  const [old = "", fresh = ""] = [before.rows[last], next.rows[last]];
  const isSame = before.rows.length === next.rows.length &&
    next.rows.every((row, at) => at === last || row === before.rows[at]);
  if (!isSame || next.cursorRow !== before.cursorRow) return undefined;
  if (old === fresh && before.before === next.before) return "";
  const isAtEnd = before.cursorRow === last && before.before === old && next.before === fresh;
  const added = fresh.slice(old.length);
  // What joins the letter before it is drawn with that.
  return isAtEnd && fresh.startsWith(old) && /^[ -~]*$/.test(added) ? added : undefined;
}

/** From the end of what was written to the cursor's place, which the terminal finds by itself. */
function placed({ rows, cursorRow, before }: Drawn): string {
  const up = rows.length - 1 - cursorRow;
  if (up === 0 && before === rows[cursorRow]) return "";
  return `${up > 0 ? `\x1b[${up}A` : ""}\r${before}`;
}

/** Rows for a terminal: of a long draft those around the cursor, as many as there is room for. */
function arrange({ below, prompt, line, cursor }: Picture, { columns, rows }: Size): Drawn {
  const shownMax = Math.max(1, rows - 1);
  const above = below.slice(-Math.max(0, shownMax - 1)).slice(0, shownMax - 1);
  const draftMax = shownMax - above.length;
  const text = (prompt + line).replace(/\p{Cc}/gu, "·");
  const draft = rowsOfDraft(text, Math.max(1, columns - 1));
  const offset = prompt.length + cursor;
  const at = Math.max(0, draft.findLastIndex(({ start }) => start <= offset));
  const first = Math.max(0, Math.min(at - Math.floor(draftMax / 2), draft.length - draftMax));
  const shown = draft.slice(first, first + draftMax);
  const { start = 0, text: row = "" } = draft[at] ?? {};
  return {
    rows: [...above, ...shown.map(({ text }) => text)],
    cursorRow: above.length + at - first,
    before: upTo(row, offset - start),
  };
}

/** Cuts a text into rows. Spaces stay: they were typed. */
function rowsOfDraft(text: string, width: number): { start: number; text: string }[] {
  if (PLAIN.test(text) && text.length <= width) return [{ start: 0, text }];
  const rows: { start: number; text: string }[] = [];
  let start = 0;
  let end = 0;
  let filled = 0;
  for (const { segment } of lettersOf(text)) {
    const columns = columnsOf(segment);
    if (filled + columns > width && end > start) {
      rows.push({ start, text: text.slice(start, end) });
      start = end;
      filled = 0;
    }
    end += segment.length;
    filled += columns;
  }
  rows.push({ start, text: text.slice(start, end) });
  return rows;
}

/** What stands before a place in a row. A letter is not cut. */
function upTo(row: string, offset: number): string {
  if (offset >= row.length) return row;
  const letter = lettersOf(row).containing(offset);
  return row.slice(0, letter?.index ?? offset);
}

function bare(row: string): string {
  return row.replace(COLOURS, "");
}

/** How many columns a row takes, or fewer: terminals disagree about emoji. */
function columnsAtLeast(row: string): number {
  let columns = 0;
  for (const { segment } of lettersOf(row)) if (!UNSEEN.test(segment)) columns++;
  return columns;
}
