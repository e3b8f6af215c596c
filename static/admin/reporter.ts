/**
 * Tells an administrator what became of what they did, also who only hears the page.
 *
 * @module
 */

import { part } from "../page/document.ts";
import { admin as words } from "../strings/admin.ts";

export class Reporter {
  #outcome = part(document, "#outcome", HTMLElement);
  #problem = part(document, "#problem", HTMLElement);

  /** Does something, and tells if it could not be done; gives whether it could. */
  async attempt(act: () => Promise<void>): Promise<boolean> {
    this.#problem.textContent = "";
    try {
      await act();
      return true;
    } catch (error) {
      this.#outcome.textContent = "";
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  /** Tells that something is done. */
  done(text: string = words.done): void {
    this.#problem.textContent = "";
    this.#outcome.textContent = text;
  }

  /** Tells how much a list has, unless something else was just told. */
  loaded(count: number): void {
    const told = this.#outcome.textContent;
    if (told === "" || told === this.#count) this.#outcome.textContent = words.loaded(count);
    this.#count = words.loaded(count);
  }

  #count = "";

  clear(): void {
    this.#outcome.textContent = this.#problem.textContent = this.#count = "";
  }
}
