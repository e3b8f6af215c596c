// deno-lint-ignore-file no-control-regex -- keys are control characters

/**
 * Secrets that are typed, and that nobody sees.
 *
 * @module
 */

/** Backspace, as terminals send it. */
const ERASES = new Set(["\x7f", "\b"]);
/** Ctrl-C, Ctrl-D and Escape. */
const CANCELS = new Set(["\x03", "\x04", "\x1b"]);
/** Keys that stand for no letter, such as arrows, and what terminals put around a paste. */
const SILENT = /\x1b[[O][\d;]*[~A-Za-z]/g;

/** Secrets that are asked for, one after the other. */
export class Secrets {
  /** Resolves with all of them; with nothing when somebody does not want to say one. */
  readonly said: Promise<string[] | undefined>;
  readonly #settle: (said: string[] | undefined) => void;
  readonly #questions: readonly string[];
  readonly #said: string[] = [];
  #typed: string[] = [];

  constructor(questions: readonly string[]) {
    this.#questions = questions;
    const { promise, resolve } = Promise.withResolvers<string[] | undefined>();
    this.said = promise;
    this.#settle = resolve;
  }

  /** What is asked for now; `undefined` when that is nothing any more. */
  get question(): string | undefined {
    return this.#questions[this.#said.length];
  }

  /** Nobody says any more of them. */
  cancel(): void {
    this.#said.length = this.#questions.length;
    this.#settle(undefined);
  }

  /** Accepts keys. Returns those that were pressed after the last secret was entered. */
  take(keys: string): string {
    const pressed = [...keys.replace(SILENT, "")];
    for (const [at, key] of pressed.entries()) {
      if (this.question === undefined) return pressed.slice(at).join("");
      this.#press(key);
    }
    return "";
  }

  #press(key: string): void {
    if (CANCELS.has(key)) return this.cancel();
    if (ERASES.has(key)) return void this.#typed.pop();
    if (key !== "\r" && key !== "\n") return void this.#typed.push(key);
    const secret = this.#typed.join("");
    this.#typed = [];
    if (secret === "") return this.cancel();
    this.#said.push(secret);
    if (this.question === undefined) this.#settle([...this.#said]);
  }
}
