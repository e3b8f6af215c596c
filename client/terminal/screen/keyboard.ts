/**
 * What comes from the keyboard: answers of the terminal, secrets, keys that do something, and keys that
 * type.
 *
 * @module
 */

import process from "node:process";
import type { Abilities } from "../pictures/abilities.ts";
import { Inquirer } from "./inquirer.ts";
import { type Action, type Mode, ModeFilter, PASTE_BEGIN } from "./modes.ts";
import { MARK_NO_PASTES, MARK_PASTES, PasteFilter } from "./paste.ts";
import { SecretFilter } from "./secret_filter.ts";
import { Utf8Filter } from "./utf8_filter.ts";
import { say } from "../../program/languages.ts";

/** Enter, a line feed, and Ctrl-E. */
const HOLDING = [13, 10, 5];
const ESC = "\x1b";

/** Hears each key, and keeps from the line what is not for it. */
export class Keyboard {
  readonly secrets: SecretFilter;
  /** Keys that type, for `node:readline`. */
  readonly typed = new PasteFilter((run) => this.typed.emit("keypress", run, { sequence: run }));
  /** Whether something came that is no text since a line was begun. */
  isGarbled = false;
  readonly #text = new Utf8Filter(() => this.isGarbled = true);
  readonly #inquirer = new Inquirer((text) => process.stdout.write(text));
  readonly #modes: ModeFilter;
  readonly #onNote: (question: string | undefined) => void;
  #isOpen = true;
  #isLent = false;

  constructor(
    { onSecret, onAction, onNote }: {
      onSecret: () => void;
      onAction: (action: Action) => void;
      onNote: (question: string | undefined) => void;
    },
  ) {
    this.secrets = new SecretFilter(onSecret);
    this.#onNote = onNote;
    this.#modes = new ModeFilter(onAction);
    process.stdin.on("data", this.#hold);
    process.stdin.pipe(this.#text).pipe(this.#inquirer.filter).pipe(this.secrets)
      .pipe(this.#modes).pipe(this.typed);
  }

  /** Who has the keys, if it is not the line. */
  get mode(): Mode | undefined {
    return this.#modes.mode;
  }

  set mode(mode: Mode | undefined) {
    this.#modes.mode = mode;
  }

  /** Gives the keys back to the line. Returns whether somebody else had them. */
  letGo(): boolean {
    const { mode } = this;
    mode?.take(ESC);
    this.mode = undefined;
    return mode !== undefined;
  }

  /** Asks for one key: `y`, or another one for no. A paste is no answer, and types. */
  confirm(question: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.letGo();
    this.#onNote(say`${question} y: yes, any other key: no`);
    const take = (key: string) => {
      this.mode = undefined;
      this.#onNote(undefined);
      resolve(key === "y" || key === "Y");
      return key !== PASTE_BEGIN;
    };
    this.mode = { take };
    return promise;
  }

  /** Asks the terminal whether it can show pictures. One that does not answer cannot. */
  abilities(): Promise<Abilities> {
    return this.#inquirer.abilities();
  }

  /** The column of the cursor, counted from 0; `undefined` where the terminal does not tell. */
  cursorColumn(): Promise<number | undefined> {
    return this.#inquirer.cursorColumn();
  }

  /** Has the terminal send each key. Where it can be, Ctrl-C and Ctrl-Z stay signals: so the shell can stop us. */
  take(): void {
    this.raw();
    process.stdout.write(MARK_PASTES);
  }

  /** The same, after somebody else read a line who knows nothing of marks. */
  raw(): void {
    Deno.stdin.setRaw(true, { cbreak: Deno.build.os !== "windows" });
  }

  /** Lets somebody else read a line. */
  rest(): void {
    process.stdin.setRawMode(false);
  }

  /** Lets another program read, and reads nothing until it is taken back. */
  lend(): void {
    this.#isLent = true;
    process.stdin.pause();
    process.stdout.write(MARK_NO_PASTES);
    this.rest();
  }

  takeBack(): void {
    this.#isLent = false;
    process.stdin.resume();
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.#isOpen = false;
    this.letGo();
    this.secrets.ask(undefined);
    this.#inquirer.close();
    process.stdout.write(MARK_NO_PASTES);
    this.rest();
    process.stdin.off("data", this.#hold);
    process.stdin.unpipe(this.#text);
    process.stdin.pause();
  }

  /**
   * Reads nothing while an entered line is looked at, or a key that starts an editor: that may need a
   * permission, and what is being read then would not come to whom Deno asks, or to the editor.
   */
  readonly #hold = (keys: Uint8Array): void => {
    if (!keys.some((key) => HOLDING.includes(key))) return;
    process.stdin.pause();
    // Twice: a filter may have waited once until what came before was typed.
    setImmediate(() => setImmediate(() => this.#isOpen && !this.#isLent && process.stdin.resume()));
  };
}
