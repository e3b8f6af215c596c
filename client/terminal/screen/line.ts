/**
 * Changes the line that `node:readline` edits, by the keys that it knows, and keeps it from drawing.
 *
 * @module
 */

import process from "node:process";
import type { Interface } from "node:readline";
import { Writable } from "node:stream";
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

/**
 * What `node:readline` writes, which only edits here: where the line is drawn is ours to decide, as it
 * would redraw over what is printed when a window is resized.
 */
export class Drawings extends Writable {
  readonly #onList: (lines: string[]) => void;

  /** `onList` is called with a list of what Tab could complete. */
  constructor(onList: (lines: string[]) => void) {
    super({ decodeStrings: false });
    this.#onList = onList;
  }

  get columns(): number {
    return process.stdout.columns;
  }

  override _write(text: string, _encoding: string, done: () => void): void {
    if (/^\r\n./.test(text)) this.#onList(text.trim().split("\r\n"));
    done();
  }
}
