/**
 * Long lines into rows of a terminal.
 *
 * @module
 */

/** Columns that a row has at least: in fewer, words are no words any more. */
const ROW_MIN = 10;

/** What terminals show in two columns: the scripts of East Asia, their punctuation, and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Tangut}\p{Script=Nushu}\p{Extended_Pictographic}\p{Emoji_Presentation}\u3000-\u303f\u3200-\u33ff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/v;
/** What stands on the letter before it. */
const MARK = /[\p{Mn}\p{Me}]/v;

/** How many columns the first row has, which begins behind something, and each after it. */
export interface Room {
  readonly first: number;
  readonly rest: number;
}

/**
 * Cuts a text into rows at its line ends, between words, and within words that are longer than a row.
 * Spaces between two rows are left out. So nothing that somebody writes, however it is padded, begins
 * where the terminal would begin a row by itself.
 */
export function wrap(text: string, { first, rest }: Room): string[] {
  const rows: string[] = [];
  for (const line of text.split("\n")) {
    let row = "";
    let width = 0;
    const add = (piece: string): boolean => {
      const columns = Math.max(ROW_MIN, rows.length === 0 ? first : rest);
      const added = width + columnsOf(piece);
      if (added > columns) return false;
      row += piece;
      width = added;
      return true;
    };
    const end = () => {
      rows.push(row);
      row = "";
      width = 0;
    };
    // Words with the spaces before them, and the spaces at the end.
    for (const word of line.match(/ *[^ ]+| +$/g) ?? []) {
      if (add(word)) continue;
      if (row !== "") end();
      for (const letter of word.replace(/^ +/, "")) {
        if (add(letter)) continue;
        end();
        add(letter);
      }
    }
    end();
  }
  return rows;
}

/**
 * How many columns a text needs in a terminal, or more: terminals disagree about emoji that are
 * joined, which count as if they were not. To count too few would let a row run over.
 */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) {
    if (WIDE.test(letter)) columns += 2;
    else if (!MARK.test(letter)) columns++;
  }
  return columns;
}
