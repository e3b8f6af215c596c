/**
 * Changes the line that `node:readline` edits, by the keys that it knows, and clears what is below.
 *
 * @module
 */

import type { Interface } from "node:readline";
import { pasted } from "./paste.ts";

/** Goes to the first row, and clears the screen. */
export const CLEAR = "\x1b[H\x1b[2J";

/** Empties the line. */
export function clearLine(readline: Interface): void {
  readline.write(null, { ctrl: true, name: "e" });
  readline.write(null, { ctrl: true, name: "u" });
}

/** Makes it another line. The cursor stands between both parts. */
export function replaceLine(readline: Interface, before: string, behind: string): void {
  clearLine(readline);
  readline.write(pasted(before + behind));
  for (const _ of behind) readline.write(null, { name: "left" });
}

/** Goes to the first column, some rows up, and clears the screen from there. */
export function clearFrom(rows: number): string {
  return `${rows > 0 ? `\x1b[${rows}A` : ""}\r\x1b[J`;
}
