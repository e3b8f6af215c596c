/**
 * What the lines of the view are drawn on.
 *
 * @module
 */

/** What lines are printed on. */
export interface Canvas {
  readonly columns: number;
  /** Prints lines that stay. */
  print(...lines: string[]): void;
  /** Shows lines below those, in place of what it showed there before: as they are when it draws. */
  showBelow(lines: () => string[]): void;
  /** Tells somebody who looks elsewhere that they are called. */
  callOut(words: string): void;
}
