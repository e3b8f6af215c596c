/**
 * Who hears of what happens at the keyboard.
 *
 * @module
 */

import type { CompleterResult } from "node:readline";
import type { Action } from "./modes.ts";

/** The listener to keys. */
export interface Typist {
  /** Enter. Part of what was typed may have been no text, and cannot be what was meant. */
  entered(text: string, isGarbled: boolean): void;
  /** Some key: this is the line now. */
  typed(line: string): void;
  /** Ctrl-D, or Ctrl-C with nothing typed. */
  left(): void;
  complete(line: string): CompleterResult;
  /** Alt and a digit, or an `a`. */
  jumped(key: string): void;
  /** Another key that does something. */
  acted(action: Action): void;
  /** Something is asked that the next key answers; `undefined` when it is answered. */
  noted(question: string | undefined): void;
  /** The line was cleared by Ctrl-C. Returns whether it is another one now. */
  cleared(): boolean;
}
