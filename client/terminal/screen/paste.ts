// deno-lint-ignore-file no-control-regex -- keys are control characters

/**
 * Lets several lines into one line of input.
 *
 * @module
 */

import { Transform } from "node:stream";

/** Stands for a line break in what is being typed, so that it can be edited as one line. */
export const BREAK = "⏎";

/** Tells the terminal to mark what is pasted, and to do so no more. */
export const MARK_PASTES = "\x1b[?2004h";
export const MARK_NO_PASTES = "\x1b[?2004l";

const BEGIN = "\x1b[200~";
const END = "\x1b[201~";
/** The beginning of a mark whose rest is still to come. */
const CUT_MARK = /\x1b(\[(2(0([01])?)?)?)?$/;
const ESC = "\x1b";
/** More pasted letters are put into the line at once: `node:readline` looks at all of it for each key. */
const KEYS_MAX = 64;

/**
 * Keys as a terminal sends them, in; keys for `node:readline`, which knows no marks, out. In what is
 * pasted, the ends of lines become `BREAK` instead of sending it line by line; so does Alt-Enter.
 */
export class PasteFilter extends Transform {
  readonly #type: (run: string) => void;
  #held = "";
  #pasting = false;

  /** `type` puts many letters into the line at once. Without it, they come out as keys. */
  constructor(type?: (run: string) => void) {
    super({ encoding: "utf8", decodeStrings: false });
    this.#type = type ?? ((run) => this.push(run));
  }

  override _transform(chunk: string, _encoding: string, done: () => void): void {
    let text = this.#held + chunk;
    this.#held = CUT_MARK.exec(text)?.[0] ?? "";
    // Outside of a paste that is the key of this name, which nothing follows.
    if (this.#held === ESC && !this.#pasting && !text.includes(BEGIN)) this.#held = "";
    text = text.slice(0, text.length - this.#held.length);
    // Splitting by a group keeps the marks.
    this.#pass(text.split(/(\x1b\[20[01]~)/), done);
  }

  #pass(parts: readonly string[], done: () => void): void {
    for (const [at, part] of parts.entries()) {
      if (part === BEGIN) this.#pasting = true;
      else if (part === END) this.#pasting = false;
      else if (!this.#pasting) this.push(part.replace(/\x1b[\r\n]/g, BREAK));
      else if (part.length <= KEYS_MAX) this.push(pasted(part));
      else {
        // Keys before it have to be pressed first.
        setImmediate(() => {
          this.#type(pasted(part));
          this.#pass(parts.slice(at + 1), done);
        });
        return;
      }
    }
    done();
  }
}

/** A text as it stands in the line. It may press no keys. */
export function pasted(text: string): string {
  return text.replace(/\r\n?|\n/g, BREAK).replace(/\t/g, "    ").replace(/\p{Cc}/gu, "");
}
