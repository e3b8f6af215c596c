/**
 * Tables on a terminal: columns that stand below each other.
 *
 * @module
 */

import type { Alignment } from "../../../../protocol/markup/blocks.ts";
import { columnsOf } from "../wrap.ts";
import type { Run, Style } from "./paint.ts";

/** A table that takes more columns of the terminal is not drawn as one. */
export const TABLE_COLUMNS_MAX = 200;

type Cell = readonly Run[];

/** How many columns of the terminal each column of a table takes. */
export function widthsOf(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

function widthOf(cell: Cell): number {
  return cell.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/**
 * The rows of a table, the first of which is its head, with a line below.
 *
 * @param options.line what stands between two columns
 */
export function aligned(
  rows: readonly (readonly Cell[])[],
  { widths, sides, line, style }: {
    widths: readonly number[];
    sides: readonly Alignment[];
    line: Run;
    style: Style;
  },
): Run[] {
  const faint = { ...style, faint: true };
  const rule = widths.map((width) => "─".repeat(width)).join("─┼─");
  const drawn = rows.map((row, index) =>
    row.flatMap((cell, at) => {
      const look = index > 0
        ? cell
        : cell.map((run) => ({ ...run, style: { ...run.style, bold: true } }));
      const room = Math.max(0, (widths[at] ?? 0) - widthOf(cell));
      const isLast = at === row.length - 1;
      const padded = pad(look, { room, side: sides[at], isLast, style });
      return at > 0 ? [line, ...padded] : padded;
    })
  );
  const [head = [], ...others] = drawn;
  const lines: Run[][] = [head, [{ text: rule, style: faint }], ...others];
  return lines.flatMap((runs, index) => index > 0 ? [{ text: "\n", style }, ...runs] : runs);
}

/** Spaces go where no words do; behind the last column there are none. */
function pad(
  cell: Cell,
  { room, side, isLast, style }: {
    room: number;
    side: Alignment;
    isLast: boolean;
    style: Style;
  },
): Run[] {
  const before = side === "right" ? room : side === "center" ? Math.floor(room / 2) : 0;
  const after = isLast ? 0 : room - before;
  const spaces = (count: number): Run[] =>
    count > 0 ? [{ text: " ".repeat(count), style: withoutLines(style) }] : [];
  return [...spaces(before), ...cell, ...spaces(after)];
}

/** Nothing is below or through a space. */
function withoutLines({ underlined: _, struck: __, ...style }: Style): Style {
  return style;
}
