/**
 * The line that is being typed, when a key puts something into it.
 *
 * @module
 */

import type { InputLine } from "../changes/selection.ts";
import type { Draft } from "../draft.ts";
import type { Mode } from "../screen/modes.ts";
import type { View } from "../view.ts";
import { isSame } from "../view/render.ts";
import { say } from "../../program/languages.ts";

/** Drafts that are put aside at most: each waits for a command that was put in its place. */
const ASIDE_MAX = 10;

/** What this needs of a screen. */
export interface Keys {
  readonly keyboard: { mode: Mode | undefined };
  readonly line: string;
  /** Replaces the line. The cursor stands between both parts. */
  setLine(before: string, behind?: string): void;
}

/** Puts commands into the line. What was typed there for something else comes back afterwards. */
export class TerminalLine implements InputLine {
  readonly #keys: Keys;
  readonly #draft: Draft;
  readonly #view: View;
  readonly #aside: { line: string; room: string | undefined }[] = [];

  constructor(keys: Keys, draft: Draft, view: View) {
    this.#keys = keys;
    this.#draft = draft;
    this.#view = view;
  }

  get mode(): Mode | undefined {
    return this.#keys.keyboard.mode;
  }

  set mode(mode: Mode | undefined) {
    this.#keys.keyboard.mode = mode;
  }

  before(words: string): void {
    const { line } = this.#keys;
    const isForHere = line === "" || isSame(this.#draft.room ?? "", this.#view.room);
    if (line.startsWith("/") || !isForHere) return this.instead(words);
    this.#keys.setLine(words + line);
  }

  instead(before: string, behind = ""): void {
    const { line } = this.#keys;
    if (line !== "" && this.#aside.length >= ASIDE_MAX) {
      return this.#view.wrong(say`Too many drafts wait: press Ctrl-C to get the last one back`);
    }
    if (line !== "") this.#aside.push({ line, room: this.#draft.room });
    this.#draft.begin(this.#view.room);
    this.#keys.setLine(before, behind);
  }

  /** Puts the draft back that was put aside last, if there is one. */
  back(): boolean {
    const aside = this.#aside.pop();
    if (aside === undefined) return false;
    this.#draft.begin(aside.room);
    this.#keys.setLine(aside.line);
    return true;
  }
}
