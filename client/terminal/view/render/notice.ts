/**
 * What the program itself says, in rows: nothing of it begins where a message does.
 *
 * @module
 */

import { columnsOf, wrap } from "../wrap.ts";
import { INDENT } from "./marked.ts";

/**
 * Cuts a sentence into rows between words, those below the first indented. An address or a path that is
 * longer than a row stands alone and in one piece, for the terminal to wrap: so it can be copied.
 */
export function noticeRows(sentence: string, columns: number): string[] {
  if (columnsOf(sentence) <= columns) return [sentence];
  const rest = Math.max(1, columns - INDENT.length);
  const rows: string[] = [];
  const pieces = sentence.split(RegExp(`(?<=^| )([!-~]{${rest + 1},})(?= |$)`));
  for (const [at, piece] of pieces.entries()) {
    const isWhole = at % 2 === 1;
    const words = at === 0 ? piece.trimEnd() : piece.trim();
    if (words === "") continue;
    const first = rows.length === 0 ? columns : rest;
    const cut = isWhole ? [words] : wrap(words, { first, rest });
    rows.push(...cut.map((row, nth) => rows.length + nth === 0 || isWhole ? row : INDENT + row));
  }
  return rows;
}
