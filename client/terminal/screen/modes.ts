// deno-lint-ignore-file no-control-regex -- keys are control characters

/**
 * Keys that are for something else than the line that is being typed.
 *
 * @module
 */

import { Transform } from "node:stream";

/** What a key does when it does not type, by how terminals send it: with Alt as xterm, or with two ESC. */
const ACTIONS: Readonly<Record<string, Action>> = {
  "\x1b[1;3A": "select older",
  "\x1b\x1b[A": "select older",
  "\x1b[1;3B": "select newer",
  "\x1b\x1b[B": "select newer",
  "\x1b[5~": "older",
  "\x12": "recall",
  "\x18": "prefix",
};

export type Action = "select older" | "select newer" | "older" | "recall" | "prefix";

/** Has the keys for a while. */
export interface Mode {
  /** Takes a key, or an action. Says whether it was for it: one that was not ends it, and types. */
  take(key: string): boolean;
}

/** What stands before a paste, as a key. */
export const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";
/** A key: a sequence, or a letter with Alt. */
const SEQUENCE = /\x1b\x1b\[[A-D]|\x1b\[[\d;]*[~A-Za-z]|\x1bO[A-Za-z]|\x1b[^\x1b]/u;
/** An emoji, known without the table of them, which is slow to load. Several may be joined. */
const EMOJI = /\p{Emoji}(?:\p{Emoji_Modifier}|\ufe0f\u20e3?|[\u{e0020}-\u{e007f}]+)?/u;
const FLAG = /\p{Regional_Indicator}{2}/u;
/** Or any other letter. */
const KEY = RegExp(
  `${SEQUENCE.source}|${FLAG.source}|${EMOJI.source}(?:\u200d${EMOJI.source})*|[^]`,
  "gu",
);
/** The beginning of a key whose rest is still to come. ESC alone is a key. */
const CUT_KEY = /\x1b\x1b?\[[\d;]*$/;

/** Keys as a terminal sends them, in; those that are for the line, out. What is pasted always is. */
export class ModeFilter extends Transform {
  /** Who has the keys now, if it is not the line. */
  mode: Mode | undefined;
  readonly #onAction: (action: Action) => void;
  #held = "";
  #isPasting = false;

  /** `onAction` is called by keys that do something wherever one is. */
  constructor(onAction: (action: Action) => void) {
    super({ encoding: "utf8", decodeStrings: false });
    this.#onAction = onAction;
  }

  override async _transform(chunk: string, _encoding: string, done: () => void): Promise<void> {
    const text = this.#held + chunk;
    this.#held = CUT_KEY.exec(text)?.[0] ?? "";
    let typed = "";
    for (const key of text.slice(0, text.length - this.#held.length).match(KEY) ?? []) {
      if (typed !== "" && this.#concerns(key)) {
        this.push(typed);
        typed = "";
        // The line has to be as it was when this key was pressed.
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (!this.#isTaken(key)) typed += key;
    }
    if (typed !== "") this.push(typed);
    done();
  }

  #concerns(key: string): boolean {
    return !this.#isPasting && (this.mode !== undefined || Object.hasOwn(ACTIONS, key));
  }

  #isTaken(key: string): boolean {
    if (key === PASTE_BEGIN) this.#isPasting = true;
    if (key === PASTE_END) this.#isPasting = false;
    const isPasted = this.#isPasting && key !== PASTE_BEGIN || key === PASTE_END;
    if (isPasted) return false;
    const action = Object.hasOwn(ACTIONS, key) ? ACTIONS[key] : undefined;
    const { mode } = this;
    if (mode?.take(action ?? key)) return true;
    // What it was no key for ends it, a paste too.
    if (mode !== undefined && this.mode === mode) this.mode = undefined;
    if (action !== undefined) this.#onAction(action);
    return action !== undefined;
  }
}
