/**
 * A terminal on which what is being typed stays below what arrives.
 *
 * @module
 */

import process from "node:process";
import { createInterface, type Interface, type Key } from "node:readline";
import { Block } from "./screen/block.ts";
import { Resizing } from "./screen/block/resizing.ts";
import { Caller } from "./screen/caller.ts";
import { Keyboard } from "./screen/keyboard.ts";
import { CLEAR, clearLine, Drawings, replaceLine } from "./screen/line.ts";
import { BREAK } from "./screen/paste.ts";
import type { Typist } from "./screen/typist.ts";
import { Secrets } from "../sign_in/secrets.ts";
import { say } from "../program/languages.ts";

const PROMPT = "› ";
const HISTORY_MAX = 200;
/** Lines that wait at most while another program has the terminal: the newest. */
const WAITING_MAX = 500;
/** Where the terminal does not say how large it is. */
const USUAL = { columns: 80, rows: 24 };

/** What the terminal client needs of a screen. */
export type Display =
  & Pick<
    Screen,
    | ("columns" | "print" | "showBelow" | "callOut" | "askSecrets" | "permits" | "interrupt")
    | ("confirm" | "copy" | "clear")
  >
  & Disposable
  & { /** How somebody gets back what was not sent. */ readonly takeBack: string };

/** Prints above the line that is being typed, which `node:readline` edits. */
export class Screen implements Disposable {
  readonly keyboard: Keyboard;
  readonly #readline: Interface;
  readonly #typist: Typist;
  #printed: string[] = [];
  /** What is shown right above what is being typed. */
  #below: () => string[] = () => [];
  #drawing: ReturnType<typeof setTimeout> | undefined;
  /** These, and the line that is being typed, as they are on the screen. */
  readonly #block = new Block();
  readonly #resizing: Resizing;
  #isOpen = true;
  /** While another program has the terminal. */
  #lent: AbortController | undefined;
  /** Resolves when none has it any more. */
  back: Promise<void> | undefined;
  /** What was to be the line while another was entered. */
  #following: [string, string] | undefined;
  #isEntering = false;
  readonly #caller = new Caller((text) => process.stdout.write(text));

  constructor(typist: Typist) {
    this.#typist = typist;
    this.keyboard = new Keyboard({
      onSecret: () => this.#drawSoon(),
      onAction: (action) => typist.acted(action),
      onNote: (question) => typist.noted(question),
    });
    this.#readline = createInterface({
      input: this.keyboard.typed,
      output: new Drawings((lines) => this.print(...lines)),
      terminal: true,
      completer: (line: string) => typist.complete(line),
      historySize: HISTORY_MAX,
      removeHistoryDuplicates: true,
    });
    this.#resizing = new Resizing({
      columns: () => this.columns,
      block: this.#block,
      cursorColumn: () => this.keyboard.cursorColumn(),
      draw: (rowsAbove) => this.#draw(rowsAbove),
    });
    this.keyboard.take();
    this.keyboard.typed.on("keypress", (_, key?: Key) => {
      this.#caller.stop();
      if (key?.meta && /^[1-9a]$/.test(key.name ?? "")) typist.jumped(key.name ?? "");
      if (key?.ctrl && key.name === "l") this.clear();
      if (this.#readline.line === "") this.keyboard.isGarbled = false;
      typist.typed(this.#readline.line);
      this.#drawSoon();
    });
    this.#readline.on("line", (line) => this.#enter(line));
    this.#readline.on("SIGINT", () => this.interrupt());
    // Where the terminal sends no signal for Ctrl-Z, nothing stops: that needs one more permission.
    this.#readline.on("SIGTSTP", () => {});
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGCONT", this.#resume);
    this.#readline.on("close", () => this.#close());
    this.#draw();
  }

  get takeBack(): string {
    return say`Press ↑ to get it back`;
  }

  get columns(): number {
    return process.stdout.columns || USUAL.columns;
  }

  /** What is being typed. */
  get line(): string {
    return this.#readline.line.replaceAll(BREAK, "\n");
  }

  /** Replaces the line; while one is entered, as soon as that was. The cursor stands between both parts. */
  setLine(before: string, behind = ""): void {
    if (this.#isEntering) {
      this.#following = [before, behind];
      return;
    }
    replaceLine(this.#readline, before, behind);
    this.#typist.typed(this.#readline.line);
    this.#drawSoon();
  }

  /** Asks for one key: `y`, or another one for no. */
  confirm(question: string): Promise<boolean> {
    return this.keyboard.confirm(question);
  }

  /** Puts a text where it can be pasted from, if the terminal lets programs do so (OSC 52). */
  copy(text: string): void {
    if (this.#isOpen) {
      process.stdout.write(`\x1b]52;c;${new TextEncoder().encode(text).toBase64()}\x07`);
    }
  }

  /** Begins with an empty screen. */
  clear(): void {
    process.stdout.write(CLEAR);
    this.#block.forget();
    this.#drawSoon();
  }

  /** Prints lines above what is being typed. */
  print(...lines: string[]): void {
    this.#printed.push(...lines);
    if (this.#lent) this.#keepNewest();
    if (this.#isOpen) this.#drawSoon();
    else this.#draw();
  }

  /** Shows lines right above what is being typed, in place of those before. */
  showBelow(lines: () => string[]): void {
    this.#below = lines;
    this.#drawSoon();
  }

  callOut(words: string): void {
    if (this.#isOpen && !this.#lent) this.#caller.call(words);
  }

  /**
   * Asks for secrets, and shows none of what is typed. What was asked before is asked no more.
   *
   * @returns `undefined` when somebody does not want to say.
   */
  async askSecrets(...questions: string[]): Promise<string[] | undefined> {
    const secrets = new Secrets(questions);
    this.keyboard.secrets.ask(secrets);
    this.#drawSoon();
    return await secrets.said;
  }

  /**
   * Whether something is permitted. Where Deno asks that, it does so on this screen, and reads the answer.
   * Called as soon as a line was entered: then nothing else is reading.
   */
  permits(what: Deno.PermissionDescriptor): boolean {
    const { state } = Deno.permissions.querySync(what);
    if (state !== "prompt" || !this.#isOpen) return state === "granted";
    process.stdout.write(this.#block.clear());
    this.keyboard.rest();
    try {
      return Deno.permissions.requestSync(what).state === "granted";
    } finally {
      this.keyboard.raw();
      this.#draw();
    }
  }

  /** Ctrl-C: clears what is being typed, or leaves when nothing is. A secret is asked for no more. */
  interrupt(): void {
    if (!this.#isOpen || this.#lent) return;
    if (this.keyboard.letGo()) return;
    if (this.keyboard.secrets.question !== undefined) {
      this.keyboard.secrets.ask(undefined);
      return this.#drawSoon();
    }
    const isEmpty = this.#readline.line === "";
    clearLine(this.#readline);
    this.#drawSoon();
    if (!this.#typist.cleared() && isEmpty) this.#readline.close();
  }

  /** Gives the terminal back as it was. What is printed from now on stays. */
  [Symbol.dispose](): void {
    if (this.#lent) this.#lent.abort();
    else this.#readline.close();
  }

  /** Leaves the terminal to another program for as long as that runs. What is printed meanwhile waits. */
  async lend<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const lent = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.back = promise;
    process.stdout.write(this.#block.clear());
    this.keyboard.lend();
    this.#lent = lent;
    try {
      return await run(lent.signal);
    } finally {
      this.#lent = undefined;
      this.keyboard.takeBack();
      this.#resume();
      if (lent.signal.aborted) this.#readline.close();
      resolve();
    }
  }

  /** Of what waits: the rest is in the history. */
  #keepNewest(): void {
    const left = this.#printed.length - WAITING_MAX;
    if (left <= 0) return;
    this.#printed.splice(0, left + 1, say`… what came before that is listed by /history`);
  }

  /** Once a tick, however many lines it brings. */
  #drawSoon(): void {
    this.#drawing ??= setTimeout(() => this.#draw());
  }

  /** @param rowsAbove how many rows of ours are above the cursor, where that is known better */
  #draw(rowsAbove?: number): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    if (this.#lent) return;
    const printed = this.#printed;
    this.#printed = [];
    if (!this.#isOpen) {
      process.stdout.write(printed.map((line) => `${line}\n`).join(""));
      return;
    }
    const { line, cursor } = this.#readline;
    const prompt = this.keyboard.secrets.question ?? PROMPT;
    const picture = { below: this.#below(), prompt, line, cursor };
    const size = { columns: this.columns, rows: process.stdout.rows || USUAL.rows };
    const drawing = this.#block.draw(printed, picture, size, rowsAbove);
    if (drawing !== "") process.stdout.write(drawing);
  }

  /** After `fg`: the shell has used the terminal, and left the cursor below what it wrote. */
  readonly #resume = (): void => {
    if (this.#lent) return;
    this.keyboard.take();
    this.#block.forget();
    this.#draw();
  };

  #enter(line: string): void {
    const isGarbled = this.keyboard.isGarbled;
    this.keyboard.isGarbled = false;
    this.#isEntering = true;
    this.#typist.entered(line.replaceAll(BREAK, "\n"), isGarbled);
    this.#isEntering = false;
    // At once: the next key is shown where the cursor is.
    this.#draw();
    const following = this.#following;
    this.#following = undefined;
    if (following) this.setLine(...following);
  }

  #close(): void {
    this.#caller.stop();
    this.#isOpen = false;
    process.stdout.write(this.#block.clear());
    this.keyboard.close();
    this.#resizing.close();
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGCONT", this.#resume);
    this.#draw();
    this.#typist.left();
  }
}
