/**
 * Draws for a window of another size.
 *
 * @module
 */

import process from "node:process";
import type { Block } from "../block.ts";

/** For how long a window keeps its size before we draw for it, in milliseconds. */
const RESIZE_MS = 50;
/**
 * The same where the terminal may have wrapped what we drew. Multiplexers tell of a size up to a quarter
 * of a second after they have changed to it.
 */
const NARROWED_MS = 300;

/** What this needs of a screen. */
export interface Place {
  columns(): number;
  readonly block: Block;
  /** The column of the cursor, counted from 0, where the terminal tells it. */
  cursorColumn(): Promise<number | undefined>;
  draw(rowsAbove?: number): void;
}

/** Waits until a window keeps its size. What is printed or typed meanwhile does not wait. */
export class Resizing {
  readonly #place: Place;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: Place) {
    this.#place = place;
    process.stdout.on("resize", this.#resize);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    process.stdout.off("resize", this.#resize);
  }

  readonly #resize = (): void => {
    clearTimeout(this.#timer);
    const { block } = this.#place;
    const columns = this.#place.columns();
    const wait = block.mayBeWrapped(columns) ? NARROWED_MS : RESIZE_MS;
    const timer = setTimeout(() => this.#draw(timer), wait);
    this.#timer = timer;
  };

  async #draw(timer: ReturnType<typeof setTimeout>): Promise<void> {
    const { block } = this.#place;
    const columns = this.#place.columns();
    if (!block.mayBeWrapped(columns)) return this.#place.draw();
    const column = await this.#place.cursorColumn();
    // Another size meanwhile, for which we shall come again.
    if (this.#timer !== timer || this.#place.columns() !== columns) return;
    this.#place.draw(block.mayBeWrapped(columns) ? block.rowsAbove(columns, column) : undefined);
  }
}
