/**
 * Colours and weights of letters on a terminal.
 *
 * @module
 */

import { isolated, lookOf } from "../../../../protocol/name.ts";
import { plainLine } from "../../../plain_text.ts";

/**
 * Of the palette of 256, whose colours are the same on every terminal, unlike the first sixteen: for
 * each look of a person the nearest that can be read on black as well as on white.
 */
export const NAME_COLOURS = [
  ...[132, 162, 131, 161, 131, 131, 64, 64, 64, 28, 65, 29],
  ...[30, 29, 30, 31, 31, 27, 63, 62, 98, 99, 133, 163],
] as const;
export const CODE_COLOUR = 130;
export const WRONG_COLOUR = 196;

/** How a piece of text looks. */
export interface Style {
  bold?: boolean;
  faint?: boolean;
  italic?: boolean;
  underlined?: boolean;
  struck?: boolean;
  /** Of the palette of 256. */
  colour?: number;
}

/** Text of one look. */
export interface Run {
  text: string;
  style: Style;
}

/** The code of each weight, as terminals know it. */
const WEIGHTS: readonly [weight: Exclude<keyof Style, "colour">, code: number][] = [
  ["bold", 1],
  ["faint", 2],
  ["italic", 3],
  ["underlined", 4],
  ["struck", 9],
];

/** Gives text its looks, as far as they are wanted. */
export class Paint {
  readonly #colour: boolean;
  /** Whether letters may differ in weight. Where they may not, text is all there is. */
  readonly hasWeight: boolean;

  constructor({ colour, weight }: { colour: boolean; weight: boolean }) {
    this.#colour = colour;
    this.hasWeight = weight;
  }

  /** @param text without control characters */
  paint(text: string, style: Style): string {
    if (text === "") return "";
    let codes = "";
    if (this.hasWeight) {
      for (const [weight, code] of WEIGHTS) if (style[weight]) codes += `${code};`;
    }
    if (this.#colour && style.colour !== undefined) codes += `38;5;${style.colour};`;
    return codes === "" ? text : `\x1b[${codes.slice(0, -1)}m${text}\x1b[0m`;
  }

  /** Someone's name, always in the same colour. */
  name(name: string, style: Style = {}): string {
    return this.paint(isolated(plainLine(name)), { ...style, colour: colourOf(name) });
  }
}

/** The colour of a person, by their name: as near as can be to how the page shows them. */
export function colourOf(name: string): number {
  return NAME_COLOURS[lookOf(name)] ?? NAME_COLOURS[0];
}
