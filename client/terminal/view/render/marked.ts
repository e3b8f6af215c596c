/**
 * What the marks in a message mean, on a terminal: emphasis, code, lists, tables and quotes in rows.
 *
 * @module
 */

import type { RoomCall } from "../../../../protocol.ts";
import {
  type Block,
  type Inline,
  type ListItem,
  parseMarkup,
} from "../../../../protocol/markup.ts";
import { bulletOf, HIDDEN } from "../../../../protocol/markup/plain_words.ts";
import { isolated, nameKey } from "../../../../protocol/name.ts";
import { plainText } from "../../../plain_text.ts";
import { columnsOf, ROW_MIN, rowsOf } from "../wrap.ts";
import { CODE_COLOUR, colourOf, type Paint, type Run, type Style } from "./paint.ts";
import { aligned, TABLE_COLUMNS_MAX, widthsOf } from "./table.ts";

/** As wide as a time and a space: the rows of a message stand below its first. */
export const INDENT = "      ";
const QUOTE = "│ ";
const CODE = "  ";
const RULE = "────────────";

/** Words that no mark of any kind could be in: most of what people say. */
const UNMARKED = /^\p{L}[\p{L}\p{N} ,;!?'"()]*\.?$/u;

/** Lines that all begin with the same. */
export interface Paragraph {
  /** The bars of quotes, the mark of an item, and what code is indented by. */
  before: string;
  /** What stands before its other rows, if that is not the same: below the mark of an item is nothing. */
  below?: string;
  runs: Run[];
  /** How it is shown where a row has not so many columns: a table in rows that are too long is none. */
  narrow?: { columns: number; paragraphs: Paragraph[] };
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
  const runsIn = (inside: Inline[], look = style) =>
    inside.flatMap((piece) => runsOf(piece, look, you));
  switch (block.type) {
    case "paragraph":
      return [{ before, runs: runsIn(block.inside) }];
    case "heading": {
      const look = { ...style, bold: true, underlined: block.level === 1 };
      return [{ before, runs: runsIn(block.inside, look) }];
    }
    case "rule":
      return [{ before, runs: [{ text: RULE, style: { ...style, faint: true } }] }];
    case "list":
      return block.items.flatMap((item, index) => {
        const bullet = bulletOf(block.start, index);
        const mark = `${item.done === undefined ? bullet : item.done ? "[x]" : "[ ]"} `;
        const room = " ".repeat(mark.length);
        return below(itemOf(item, before + room, style, you), before + mark);
      });
    case "table":
      return [tableOf(block.rows.map((row) => row.map((cell) => runsIn(cell))), {
        ...{ before, style, sides: block.aligned },
      })];
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

function itemOf(
  { inside }: ListItem,
  before: string,
  style: Style,
  you: string | undefined,
): Paragraph[] {
  const paragraphs = inside.flatMap((block) => paragraphsOf(block, before, style, you));
  return paragraphs.length > 0 ? paragraphs : [{ before, runs: [] }];
}

/** The paragraphs of an item, the first of them behind its mark. */
function below([first, ...rest]: Paragraph[], mark: string): Paragraph[] {
  if (first === undefined) return [];
  // Of an item that begins with another list, the marks stand in one row.
  const before = mark + first.before.slice(mark.length);
  return [{ ...first, before, below: first.below ?? first.before }, ...rest];
}

/** A table: its columns below each other where they have room, else with lines between the cells. */
function tableOf(
  rows: Run[][][],
  { before, style, sides }: {
    before: string;
    style: Style;
    sides: Extract<Block, { type: "table" }>["aligned"];
  },
): Paragraph {
  const line = { text: " │ ", style: { ...style, faint: true } };
  const lined = rows.map((row) => ({
    before,
    runs: row.flatMap((cell, index) => index > 0 ? [line, ...cell] : cell),
  }));
  const widths = widthsOf(rows);
  const columns = widths.reduce((sum, width) => sum + width + line.text.length, -line.text.length);
  // Nobody has a row of so many columns, and nothing is padded for it.
  if (columns > TABLE_COLUMNS_MAX) {
    return { before, runs: [], narrow: { columns: Infinity, paragraphs: lined } };
  }
  const runs = aligned(rows, { widths, sides, line, style });
  return { before, runs, narrow: { columns: columns + columnsOf(before), paragraphs: lined } };
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
    case "link": {
      const runs = piece.inside.flatMap(inside({ ...style, underlined: true }));
      // Nobody sees where a name leads, and all terminals make links of addresses.
      const address = { text: ` (${plainText(piece.href)})`, style: { ...style, faint: true } };
      return piece.isNamed ? [...runs, address] : runs;
    }
    case "spoiler":
      return [{ text: HIDDEN, style: { ...style, faint: true } }];
    case "mention": {
      const key = nameKey(piece.text.slice(1));
      const isYou = key === you || key === "room" || key === "here";
      const look = { ...style, bold: style.bold || isYou, colour: colourOf(key) };
      // A name has nothing that a terminal would obey.
      return [{ text: piece.text, style: look }];
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
  const shown = fitting(paragraphs, columns - INDENT.length);
  const [opening] = shown;
  // Most of what people say, for which no more has to be made.
  const only = shown.length === 1 && opening?.runs.length === 1 ? opening.runs[0] : undefined;
  const isPlain = opening?.before === "" && opening.narrow === undefined;
  if (only && isPlain && fits(only.text, columns - headColumns)) {
    return [head + paint.paint(only.text, only.style)];
  }
  const words = opening?.runs.map(({ text }) => text).join("") ?? "";
  // Behind a head that leaves no room, the terminal would begin a row by itself.
  const isTight = columns - headColumns < ROW_MIN && headColumns + columnsOf(words) > columns;
  const isTable = paragraphs[0]?.narrow !== undefined;
  const beginsBelow = opening?.before !== "" || isTable || isTight;
  const rows = shown.flatMap((paragraph, index) =>
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

/** What has room as it is, and the others as they are shown in less. */
function fitting(paragraphs: readonly Paragraph[], columns: number): Paragraph[] {
  return paragraphs.flatMap((paragraph) => {
    const { narrow } = paragraph;
    if (narrow === undefined || narrow.columns <= columns) return [paragraph];
    const { before, below } = paragraph;
    return narrow.paragraphs.map((row, index) =>
      index === 0 ? { ...row, before, ...(below !== undefined && { below }) } : row
    );
  });
}

function rowsBelow(
  { before, below = before, runs }: Paragraph,
  { first, rest, paint }: { first: number; rest: number; paint: Paint },
): string[] {
  // A window that has no room for all bars shows one of them.
  const isNarrow = rest - before.length < ROW_MIN;
  const bars = isNarrow ? before.slice(0, QUOTE.length) : before;
  const barsBelow = isNarrow ? below.slice(0, QUOTE.length) : below;
  const text = runs.map((run) => run.text).join("");
  const room = { first: first - bars.length, rest: rest - bars.length };
  const pieces = new Pieces(runs, paint);
  const turns = isolated(text) !== text;
  return rowsOf(text, room).map(({ start, end }, index) => {
    const row = pieces.between(start, end);
    const isTurned = turns && isolated(text.slice(start, end)).length > end - start;
    const shown = isTurned ? `\u2068${row}\u2069` : row;
    return paint.paint(index > 0 ? barsBelow : bars, { faint: true }) + shown;
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
