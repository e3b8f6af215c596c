// deno-lint-ignore-file no-control-regex -- keys are control characters

/**
 * Looks for what one typed before, by a part of it: Ctrl-R.
 *
 * @module
 */

import type { Mode } from "../screen/modes.ts";
import type { View } from "../view.ts";
import { say } from "../../program/languages.ts";

/** Lines that are remembered, the newest: as many as ↑ brings back. */
const LINES_MAX = 200;
/** Letters that are looked for at most. */
const WORDS_MAX = 100;
const CANCEL = ["\x1b", "\x07"];
const ERASE = ["\x7f", "\b"];

/** Finds the newest line with what is typed, and older ones by Ctrl-R again. */
export class Recall implements Mode {
  readonly #view: View;
  readonly #take: (line: string) => void;
  readonly #end: () => void;
  /** The newest first, each once. */
  #lines: string[] = [];
  #words = "";
  #at = -1;

  /**
   * @param take called with the line that was found
   * @param end called when the keys are the line's again
   */
  constructor(view: View, take: (line: string) => void, end: () => void) {
    this.#view = view;
    this.#take = take;
    this.#end = end;
  }

  /** Remembers what was entered. */
  entered(line: string): void {
    if (line.trim() === "") return;
    const others = this.#lines.filter((one) => one !== line);
    this.#lines = [line, ...others].slice(0, LINES_MAX);
  }

  begin(): void {
    this.#words = "";
    this.#at = -1;
    this.#show();
  }

  take(key: string): boolean {
    if (CANCEL.includes(key)) return this.#close();
    if (key === "recall") return this.#find(this.#at + 1);
    if (ERASE.includes(key)) {
      this.#words = [...this.#words].slice(0, -1).join("");
      return this.#find(0);
    }
    if (!/[\x00-\x1f\x7f]/.test(key) && !key.includes(" ", 1) && [...key].length <= 8) {
      if (this.#words.length < WORDS_MAX) this.#words += key;
      return this.#find(Math.max(this.#at, 0));
    }
    const found = this.#lines[this.#at];
    this.#close();
    if (found !== undefined) this.#take(found);
    // Enter takes the line, which another Enter sends. Any other key is for it.
    return key === "\r" || key === "\n";
  }

  #find(from: number): true {
    const words = this.#words.toLowerCase();
    const at = this.#lines.findIndex((line, at) =>
      at >= from && line.toLowerCase().includes(words)
    );
    // Where there is no other, the one before stays.
    if (words !== "" && (at !== -1 || !this.#isFound())) this.#at = at;
    if (words === "") this.#at = -1;
    this.#show();
    return true;
  }

  #isFound(): boolean {
    const line = this.#lines[this.#at]?.toLowerCase();
    return line !== undefined && line.includes(this.#words.toLowerCase());
  }

  #show(): void {
    const found = this.#lines[this.#at];
    const words = this.#words === "" ? "" : ` “${this.#words}”`;
    const what = found ??
      (this.#words === "" ? say`type a part of it` : say`nothing was typed like that`);
    this.#view.note(say`What you typed${words}: ${what} — Enter · Ctrl-R older · Esc`);
  }

  #close(): true {
    this.#view.note(undefined);
    this.#end();
    return true;
  }
}
