/**
 * The files that somebody was shown, by the numbers that stand before them.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";

/** How many files can be named. Then the oldest ones cannot any more: their numbers are not given again. */
const KEPT_MAX = 1_000;

/** Numbers files as they are shown, from 1. One that is shown again has the number that it had. */
export class ShownFiles {
  readonly #byNumber = new Map<number, FileInfo>();
  readonly #numbers = new Map<string, number>();
  #last = 0;

  /** The number of a file that is shown now. */
  number(file: FileInfo): number {
    const known = this.#numbers.get(file.id);
    if (known !== undefined) return known;
    const number = ++this.#last;
    this.#numbers.set(file.id, number);
    this.#byNumber.set(number, file);
    const oldest = this.#byNumber.get(number - KEPT_MAX);
    if (oldest !== undefined) {
      this.#byNumber.delete(number - KEPT_MAX);
      this.#numbers.delete(oldest.id);
    }
    return number;
  }

  /** The file of a number; the one that was shown last, unless one is named. */
  find(number: number = this.#last): FileInfo | undefined {
    return this.#byNumber.get(number);
  }
}
