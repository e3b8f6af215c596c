/**
 * Long lines into rows of a terminal.
 *
 * @module
 */

/** Columns that a row has at least: in fewer, words are no words any more. */
export const ROW_MIN = 10;

/**
 * What terminals show in two columns, and a little more: the blocks of East Asia with all that is in
 * them, as marks such as ー belong to no script, and emoji.
 */
const WIDE =
  /[\p{Extended_Pictographic}\p{Emoji_Presentation}\u1100-\u11ff\u2329\u232a\u2e80-\ua4ff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18fff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d37f}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Words of letters that take one column each, without a space at the end. */
const PLAIN = /^[ -~]*[!-~]$/;
const PLAIN_LETTERS = /^[ -~]*$/;
/** What stands on the letter before it, or joins it with the next. */
const MARK = /[\p{Mn}\p{Me}\u200d]/v;

/** Made for the first text that needs it: that takes as long as half the way to the first prompt. */
let segmenter: Intl.Segmenter | undefined;

/** How many columns the first row has, which begins behind something, and each after it. */
export interface Room {
  readonly first: number;
  readonly rest: number;
}

/** The part of a text that stands in a row. */
export interface Row {
  readonly start: number;
  readonly end: number;
}

/** Cuts a text into rows, as `rowsOf` does. */
export function wrap(text: string, room: Room): string[] {
  return rowsOf(text, room).map(({ start, end }) => text.slice(start, end));
}

/**
 * Cuts a text into rows at its line ends, between words, and within words that are longer than a row.
 * Spaces between two rows are left out. So nothing that somebody writes, however it is padded, begins
 * where the terminal would begin a row by itself.
 */
export function rowsOf(text: string, room: Room): Row[] {
  if (PLAIN.test(text) && text.length <= Math.max(ROW_MIN, room.first)) {
    return [{ start: 0, end: text.length }];
  }
  const rows: Row[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    cut(line, start, room, rows);
    start += line.length + 1;
  }
  return rows;
}

/**
 * @param from where the line begins in its text
 * @param rows where to put those of this line
 */
function cut(line: string, from: number, { first, rest }: Room, rows: Row[]): void {
  let start = from;
  let end = from;
  let width = 0;
  const add = (piece: string, columns = columnsOf(piece)): boolean => {
    const added = width + columns;
    if (added > Math.max(ROW_MIN, rows.length === 0 ? first : rest)) return false;
    end += piece.length;
    width = added;
    return true;
  };
  const endRow = (skipped = 0) => {
    if (end > start) rows.push({ start, end });
    start = end += skipped;
    width = 0;
  };
  // Words with the spaces before them, and the spaces at the end.
  for (const word of line.match(/ *[^ ]+| +$/g) ?? []) {
    const bare = word.replace(/^ +/, "");
    const spaces = word.length - bare.length;
    const columns = columnsOf(bare);
    if (add(word, spaces + columns)) continue;
    if (bare === "") break;
    // What has no spaces, as 中文, goes on where it is.
    if (columns <= rest || !WIDE.test(bare)) {
      endRow(spaces);
      if (add(bare, columns)) continue;
    } else if (!add(word.slice(0, spaces))) endRow(spaces);
    // Where each letter takes one column, none is looked at again.
    const each = PLAIN_LETTERS.test(bare) ? 1 : undefined;
    for (const { segment } of lettersOf(bare)) {
      if (add(segment, each)) continue;
      endRow();
      if (add(segment, each)) continue;
      // Without end, too, letters can be joined: a row ends all the same.
      for (const letter of segment) {
        if (add(letter)) continue;
        endRow();
        add(letter);
      }
    }
  }
  rows.push({ start, end });
}

/** Letters as people see them: with their marks, and emoji that are joined as one. */
export function lettersOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}

/** A text that fits into so many columns: of a longer one the start, which says so. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let start = "";
  let width = 0;
  for (const { segment } of lettersOf(text)) {
    width += columnsOf(segment);
    // One column is for the sign that there is more.
    if (width > columns - 1) break;
    start += segment;
  }
  return `${start}…`;
}

/**
 * How many columns a text needs in a terminal, or more: terminals disagree about emoji that are
 * joined, which count as if they were not. To count too few would let a row run over.
 */
export function columnsOf(text: string): number {
  if (PLAIN_LETTERS.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) {
    if (letter <= "~") columns++;
    else if (WIDE.test(letter)) columns += 2;
    else if (!MARK.test(letter)) columns++;
  }
  return columns;
}
