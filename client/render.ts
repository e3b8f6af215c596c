/**
 * How what happens looks on a terminal: events in, lines out.
 *
 * @module
 */

import type { RoomSummary, Said } from "../protocol.ts";
import { nameKey } from "../static/connection/names.js";
import { plainLine, plainText } from "./plain_text.ts";

/** Of the terminal's own palette, so that they fit its background; without white, grey and black. */
const NAME_COLOURS = [31, 32, 33, 34, 35, 36, 91, 92, 94, 95, 96] as const;
const BOLD = 1;
const DIM = 2;
/** As wide as a time and a space: the lines of a message stand below its first. */
const INDENT = "      ";

/** What the looks depend on. */
export interface Looks {
  colour: boolean;
  /** Of the reader; the terminal's own when it is missing. */
  locale?: string;
  timeZone?: string;
}

/** Draws the lines of one reader. Remembers the day, to tell when another one begins. */
export class Renderer {
  readonly #colour: boolean;
  readonly #time: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  #day: string;

  constructor({ colour, locale, ...zone }: Looks, now: number) {
    this.#colour = colour;
    this.#time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...zone });
    this.#date = new Intl.DateTimeFormat(locale, { dateStyle: "full", ...zone });
    this.#day = this.#date.format(now);
  }

  /** A message, with its room when that is not the one we look at, after a new day if it is one. */
  said({ at, from, text, room }: Said, you: string | undefined, current?: string): string[] {
    const lines = [];
    const day = this.#date.format(at);
    if (day !== this.#day) lines.push(this.quiet(`── ${day} ──`));
    this.#day = day;

    const where = isSame(room, current) ? "" : this.quiet(`#${plainLine(room)} `);
    const [first = "", ...rest] = plainText(text).split("\n");
    const isForYou = you !== undefined && !isSame(from, you) && mentions(text, you);
    const words = (line: string) => isForYou ? this.#paint(BOLD, line) : line;
    lines.push(`${this.quiet(this.#time.format(at))} ${where}${this.name(from)}  ${words(first)}`);
    for (const line of rest) lines.push(INDENT + words(line));
    return lines;
  }

  /** Someone's name, always in the same colour. */
  name(name: string): string {
    const colour = NAME_COLOURS[hash(nameKey(name)) % NAME_COLOURS.length] ?? BOLD;
    return this.#paint(colour, plainLine(name));
  }

  /** What should not draw the eye. */
  quiet(text: string): string {
    return this.#paint(DIM, text);
  }

  /** What went wrong. */
  wrong(text: string): string {
    return this.#paint(31, plainLine(text));
  }

  members({ room, count, members }: { room: string; count: number; members: string[] }): string {
    const names = members.map((name) => this.name(name)).join(", ");
    return `${this.quiet(`In ${plainLine(room)}, ${count}:`)} ${names}`;
  }

  rooms(rooms: RoomSummary[]): string[] {
    if (rooms.length === 0) return [this.quiet("There are no rooms")];
    return rooms.map(({ room, count }) => `#${plainLine(room)} ${this.quiet(`${count} here`)}`);
  }

  #paint(code: number, text: string): string {
    return this.#colour ? `\x1b[${code}m${text}\x1b[0m` : text;
  }
}

/** Whether two spellings are one room or one person. */
export function isSame(one: string, other: string | undefined): boolean {
  return other !== undefined && nameKey(one) === nameKey(other);
}

/** Whether a text names someone, as a word of its own. */
function mentions(text: string, name: string): boolean {
  return text.split(/[^\p{L}\p{M}\p{N}_-]+/u).some((word) => isSame(word, name));
}

/** FNV-1a, 32 bits: spreads even names that differ in one letter. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const unit of text) sum = Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return sum >>> 0;
}
