/**
 * A link as a code to be scanned from a terminal: two modules above each other are a letter.
 *
 * @module
 */
import { qrCode } from "../../connection/account/qr_code.ts";

/** Modules of light around a code. */
const QUIET = 4;
/** By whether the upper module is light, and the lower one. */
const BLOCKS = [[" ", "▄"], ["▀", "█"]] as const;
/** White on black, of the colours that are the same on every terminal: whatever its own are. */
const WHITE_ON_BLACK = "\x1b[38;5;231;48;5;16m";
const NO_COLOURS = "\x1b[0m";

/** What a terminal shows. */
export interface CodeLooks {
  readonly colour: boolean;
  /** Whether there is more than letters. */
  readonly weight: boolean;
}

/** A code as lines, and how wide they are. */
export interface LinkCode {
  readonly lines: readonly string[];
  readonly columns: number;
}

/** The code of a link; `undefined` where none is drawn, as for who listens, or it would be too large. */
export function linkCode(link: string, { colour, weight }: CodeLooks): LinkCode | undefined {
  const rows = weight ? qrCode(link) : undefined;
  if (rows === undefined) return undefined;
  const columns = rows.length + 2 * QUIET;
  const isLight = (x: number, y: number) => rows[y - QUIET]?.[x - QUIET] ? 0 : 1;
  const lines = Array.from({ length: Math.ceil(columns / 2) }, (_, line) => {
    const letters = Array.from({ length: columns }, (_, x) => {
      return BLOCKS[isLight(x, 2 * line)][isLight(x, 2 * line + 1)];
    }).join("");
    return colour ? `${WHITE_ON_BLACK}${letters}${NO_COLOURS}` : letters;
  });
  return { lines, columns };
}
