/**
 * What the marks in a message mean, on a terminal: emphasis, code and quotes in rows.
 *
 * @module
 */

import type { RoomCall } from "../../../../protocol.ts";
import { type Block, type Inline, parseMarkup } from "../../../../protocol/markup.ts";
import { isolated, nameKey } from "../../../../protocol/name.ts";
import { plainText } from "../../../plain_text.ts";
import { columnsOf, ROW_MIN, rowsOf } from "../wrap.ts";
import { CODE_COLOUR, colourOf, type Paint, type Style } from "./paint.ts";

/** As wide as a time and a space: the rows of a message stand below its first. */
export const INDENT = "      ";
const QUOTE = "│ ";
const CODE = "  ";

/** Words that no mark of any kind could be in: most of what people say. */
const UNMARKED = /^\p{L}[\p{L}\p{N} ,;!?'"()]*\.?$/u;

/** Text of one look. */
export interface Run {
  text: string;
  style: Style;
}

/** Lines that all begin with the same. */
export interface Paragraph {
  /** The bars of quotes, and what code is indented by. */
  before: string;
  runs: Run[];
}

/** Text without marks. */
export function unmarked(text: string, style: Style = {}): Paragraph[] {
  return [{ before: "", runs: [{ text: plainText(text), style }] }];
}

/** Text with what its marks mean. */
export function marked(
  text: string,
  { you, calls, style = {} }: { you?: string; calls?: RoomCall; style?: Style },
): Paragraph[] {
  if (UNMARKED.test(text)) return [{ before: "", runs: [{ text, style }] }];
  const paragraphs = parseMarkup(text, calls).flatMap((block) =>
    paragraphsOf(block, "", style, you && nameKey(you))
  );
  return paragraphs.length > 0 ? paragraphs : unmarked(text, style);
}

function paragraphsOf(
  block: Block,
  before: string,
  style: Style,
  you: string | undefined,
): Paragraph[] {
  switch (block.type) {
    case "paragraph":
      return [{ before, runs: block.inside.flatMap((piece) => runsOf(piece, style, you)) }];
    case "quote":
      return block.inside.flatMap((inner) => paragraphsOf(inner, before + QUOTE, style, you));
    case "code": {
      const text = plainText(block.text);
      return [{
        before: before + CODE,
        runs: [{ text, style: { ...style, colour: CODE_COLOUR } }],
      }];
    }
    default:
      return block satisfies never;
  }
}

function runsOf(piece: Inline, style: Style, you: string | undefined): Run[] {
  const inside = (inner: Style) => (one: Inline) => runsOf(one, inner, you);
  switch (piece.type) {
    case "text":
      return [{ text: plainText(piece.text), style }];
    case "code": {
      // The marks stay: without colours there is nothing else that tells it from the words around it.
      const tick = { text: "`", style: { ...style, faint: true } };
      return [
        tick,
        { text: plainText(piece.text), style: { ...style, colour: CODE_COLOUR } },
        tick,
      ];
    }
    case "link":
      return [{ text: plainText(piece.text), style: { ...style, underlined: true } }];
    case "mention": {
      const key = nameKey(piece.text.slice(1));
      const isYou = key === you || key === "room" || key === "here";
      const look = { ...style, bold: style.bold || isYou, colour: colourOf(key) };
      return [{ text: plainText(piece.text), style: look }];
    }
    case "bold":
      return piece.inside.flatMap(inside({ ...style, bold: true }));
    case "italic":
      return piece.inside.flatMap(inside({ ...style, italic: true }));
    case "strike":
      return piece.inside.flatMap(inside({ ...style, struck: true }));
    default:
      return piece satisfies never;
  }
}

/**
 * Paragraphs behind their head, in rows that stand below each other. Only a head begins in the first
 * column: nothing in a text can look like what somebody else said.
 */
export function hang(
  paragraphs: readonly Paragraph[],
  { head, headColumns, columns, paint }: {
    head: string;
    headColumns: number;
    columns: number;
    paint: Paint;
  },
): string[] {
  const [opening] = paragraphs;
  // Most of what people say, for which no more has to be made.
  const only = paragraphs.length === 1 && opening?.runs.length === 1 ? opening.runs[0] : undefined;
  if (only && opening?.before === "" && fits(only.text, columns - headColumns)) {
    return [head + paint.paint(only.text, only.style)];
  }
  const words = opening?.runs.map(({ text }) => text).join("") ?? "";
  // Behind a head that leaves no room, the terminal would begin a row by itself.
  const isTight = columns - headColumns < ROW_MIN && headColumns + columnsOf(words) > columns;
  const beginsBelow = opening?.before !== "" || isTight;
  const rows = paragraphs.flatMap((paragraph, index) =>
    rowsBelow(paragraph, {
      first: index > 0 || beginsBelow ? columns - INDENT.length : columns - headColumns,
      ...{ rest: columns - INDENT.length, paint },
    })
  );
  if (beginsBelow) return [head, ...rows.map((row) => INDENT + row)];
  const [first = "", ...rest] = rows;
  return [head + first, ...rest.map((row) => INDENT + row)];
}

/** Whether a text is plain, and stands in a row as it is. */
function fits(text: string, columns: number): boolean {
  return /^[ -~]*[!-~]$/.test(text) && text.length <= columns;
}

function rowsBelow(
  { before, runs }: Paragraph,
  { first, rest, paint }: { first: number; rest: number; paint: Paint },
): string[] {
  // A window that has no room for all bars shows one of them.
  const bars = rest - before.length < ROW_MIN ? before.slice(0, QUOTE.length) : before;
  const text = runs.map((run) => run.text).join("");
  const room = { first: first - bars.length, rest: rest - bars.length };
  const pieces = new Pieces(runs, paint);
  const turns = isolated(text) !== text;
  return rowsOf(text, room).map(({ start, end }) => {
    const row = pieces.between(start, end);
    const isTurned = turns && isolated(text.slice(start, end)).length > end - start;
    const shown = isTurned ? `\u2068${row}\u2069` : row;
    return paint.paint(bars, { faint: true }) + shown;
  });
}

/** The pieces of a text, each of which is drawn as it looks, from the first to the last. */
class Pieces {
  readonly #runs: readonly Run[];
  readonly #paint: Paint;
  /** The run that was reached, and where it begins. */
  #index = 0;
  #start = 0;

  constructor(runs: readonly Run[], paint: Paint) {
    this.#runs = runs;
    this.#paint = paint;
  }

  /** What lies between two places, which is behind what was asked for before. */
  between(from: number, to: number): string {
    let row = "";
    for (let run = this.#runs[this.#index]; run !== undefined; run = this.#runs[this.#index]) {
      const { text, style } = run;
      const piece = text.slice(Math.max(0, from - this.#start), Math.max(0, to - this.#start));
      row += this.#paint.paint(piece, style);
      if (this.#start + text.length >= to) break;
      this.#start += text.length;
      this.#index++;
    }
    return row;
  }
}
