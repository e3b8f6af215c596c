// deno-lint-ignore-file no-control-regex -- terminals answer with control characters

/**
 * Keeps what a terminal answers out of what is typed.
 *
 * @module
 */

import { Transform } from "node:stream";

/** Where the cursor is. Shift-F3 looks like that in the first row, and does nothing here. */
export const CURSOR = /^\x1b\[\d+;(\d+)R$/;
/**
 * What no key sends that does something: the terminal's kind (`ESC [ ? … c`), the size of a letter
 * (`ESC [ 6 ; … t`), where the cursor is (`ESC [ … R`), the terminal's name (`ESC P > | …`), and whether
 * it shows pictures (`ESC _ G …`).
 */
const ANSWER =
  /(\x1b\[(?:\?[\d;]*c|6;\d+;\d+t|\d+;\d+R)|\x1bP[>!][^\x1b\x07]*(?:\x1b\\|\x07)|\x1b_G[^\x1b]*\x1b\\)/;
/** The beginning of one whose rest is still to come. */
const CUT_ANSWER = /\x1b(?:\[\??[\d;]*|P(?:[>!][^\x1b\x07]*\x1b?)?|_(?:G[^\x1b]*\x1b?)?)?$/;
/** Such a beginning that is no key, either. */
const NO_KEY = /^\x1b(?:\[\?|P[>!]|_G)/;
/** Characters of an answer at most. What is longer is none. */
const ANSWER_MAX = 256;

/** Keys as a terminal sends them, in; without its answers, which somebody hears, out. */
export class AnswerFilter extends Transform {
  readonly #onAnswer: (answer: string) => void;
  #held = "";
  /** Whether an answer may be under way: until then a key that begins as one waits for the next. */
  isAsking = false;

  constructor(onAnswer: (answer: string) => void) {
    super({ encoding: "utf8", decodeStrings: false });
    this.#onAnswer = onAnswer;
  }

  /** No answer is waited for any more. One that comes all the same is still no key. */
  stopAsking(): void {
    this.isAsking = false;
    if (this.#held === "" || NO_KEY.test(this.#held)) return;
    this.push(this.#held);
    this.#held = "";
  }

  override _transform(chunk: string, _encoding: string, done: () => void): void {
    let text = this.#held + chunk;
    const cut = CUT_ANSWER.exec(text)?.[0] ?? "";
    const isHeld = (this.isAsking || NO_KEY.test(cut)) && cut.length <= ANSWER_MAX;
    this.#held = isHeld ? cut : "";
    text = text.slice(0, text.length - this.#held.length);
    // Splitting by a group keeps the answers.
    for (const part of text.split(ANSWER)) {
      if (ANSWER.test(part)) this.#onAnswer(part);
      else if (part !== "") this.push(part);
    }
    done();
  }
}
