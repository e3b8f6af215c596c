/**
 * Asks the terminal what it is able to do.
 *
 * @module
 */

import { type Abilities, Inquiry } from "../pictures/abilities.ts";
import { AnswerFilter } from "./answer_filter.ts";

/** How long the terminal may take to answer, in milliseconds: it may be far away. */
const ANSWER_MS = 2_000;

/** Writes questions, and keeps the answers out of what is typed. */
export class Inquirer {
  /** Keys and answers, in; keys, out. */
  readonly filter = new AnswerFilter((answer) => this.#hear(answer));
  readonly #write: (text: string) => void;
  #inquiry: { with: Inquiry; done: () => void } | undefined;
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
    this.filter.stopAsking();
    return inquiry.abilities;
  }

  /** Asks no more. */
  close(): void {
    this.#isOpen = false;
    this.#inquiry?.done();
  }

  #hear(answer: string): void {
    const next = this.#inquiry?.with.take(answer);
    if (next === undefined || !this.#isOpen) this.#inquiry?.done();
    else this.#write(next);
  }
}
