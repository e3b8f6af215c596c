/**
 * Asks the terminal what it is able to do.
 *
 * @module
 */

import { type Abilities, Inquiry } from "../pictures/abilities.ts";
import { AnswerFilter, CURSOR } from "./answer_filter.ts";

/** How long the terminal may take to answer, in milliseconds: it may be far away. */
const ANSWER_MS = 2_000;
const WHERE_IS_THE_CURSOR = "\x1b[6n";

/** Writes questions, and keeps the answers out of what is typed. */
export class Inquirer {
  /** Keys and answers, in; keys, out. */
  readonly filter = new AnswerFilter((answer) => this.#hear(answer));
  readonly #write: (text: string) => void;
  #inquiry: { with: Inquiry; done: () => void } | undefined;
  #onColumn: ((column: number | undefined) => void) | undefined;
  #isOpen = true;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Whether the terminal can show pictures. One that does not answer cannot. */
  async abilities(): Promise<Abilities> {
    const inquiry = new Inquiry();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ANSWER_MS);
    this.#inquiry = { with: inquiry, done: resolve };
    this.filter.isAsking = true;
    this.#write(inquiry.begin());
    await promise;
    clearTimeout(timer);
    this.#inquiry = undefined;
    this.#stopAsking();
    return inquiry.abilities;
  }

  /** The column of the cursor, counted from 0; `undefined` where the terminal does not tell. */
  async cursorColumn(): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
    this.#onColumn?.(undefined);
    this.#onColumn = resolve;
    this.filter.isAsking = true;
    this.#write(WHERE_IS_THE_CURSOR);
    const column = await promise;
    clearTimeout(timer);
    if (this.#onColumn === resolve) this.#onColumn = undefined;
    this.#stopAsking();
    return column;
  }

  /** Asks no more. */
  close(): void {
    this.#isOpen = false;
    this.#inquiry?.done();
    this.#onColumn?.(undefined);
  }

  #stopAsking(): void {
    if (this.#inquiry === undefined && this.#onColumn === undefined) this.filter.stopAsking();
  }

  #hear(answer: string): void {
    const [, column] = CURSOR.exec(answer) ?? [];
    if (column !== undefined) return this.#onColumn?.(Number(column) - 1);
    const next = this.#inquiry?.with.take(answer);
    if (next === undefined || !this.#isOpen) this.#inquiry?.done();
    else this.#write(next);
  }
}
