/**
 * A terminal on which what is being typed stays below what arrives.
 *
 * @module
 */

import process from "node:process";
import { type CompleterResult, createInterface, type Interface, type Key } from "node:readline";
import { Caller } from "./screen/caller.ts";
import { Keyboard } from "./screen/keyboard.ts";
import type { Action } from "./screen/modes.ts";
import { BREAK, pasted } from "./screen/paste.ts";
import { Secrets } from "../secrets.ts";

const PROMPT = "› ";
const HISTORY_MAX = 200;
/** Goes to the first row, and clears the screen. */
const CLEAR = "\x1b[H\x1b[2J";
/** For how long a window keeps its size before we draw for it, in milliseconds. */
const RESIZE_MS = 50;

/** The listener to keys. */
export interface Typist {
  /** Enter. Part of what was typed may have been no text, and cannot be what was meant. */
  entered(text: string, isGarbled: boolean): void;
  /** Some key: this is the line now. */
  typed(line: string): void;
  /** Ctrl-D, or Ctrl-C with nothing typed. */
  left(): void;
  complete(line: string): CompleterResult;
  /** Alt and a digit, or an `a`. */
  jumped(key: string): void;
  /** Another key that does something. */
  acted(action: Action): void;
  /** Something is asked that the next key answers; `undefined` when it is answered. */
  noted(question: string | undefined): void;
  /** The line was cleared by Ctrl-C. Returns whether it is another one now. */
  cleared(): boolean;
  /** A row has other columns now. */
  resized(): void;
}

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
  readonly takeBack = "Press ↑ to get it back";
  readonly keyboard: Keyboard;
  readonly #readline: Interface;
  readonly #typist: Typist;
  #printed: string[] = [];
  /** What is shown right above what is being typed. */
  #below: string[] = [];
  #drawing: ReturnType<typeof setTimeout> | undefined;
  /** The row of the cursor, counted from the prompt's first, before Enter. */
  #rowEntered = 0;
  /** How far above the cursor the prompt began that Enter has left on the screen. */
  #rowsLeft: number | undefined;
  #resizing: ReturnType<typeof setTimeout> | undefined;
  #isOpen = true;
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
      output: process.stdout,
      terminal: true,
      completer: (line: string) => typist.complete(line),
      historySize: HISTORY_MAX,
      removeHistoryDuplicates: true,
    });
    // Its own redraws by the rows that there were before, and so over what is printed.
    process.stdout.removeAllListeners("resize");
    process.stdout.on("resize", this.#resize);
    this.keyboard.take();
    // Before readline's own listener, which forgets where its prompt began.
    this.keyboard.typed.prependListener("keypress", (_, key?: Key) => this.#press(key));
    this.keyboard.typed.on("keypress", (_, key?: Key) => {
      this.#caller.stop();
      if (key?.meta && /^[1-9a]$/.test(key.name ?? "")) typist.jumped(key.name ?? "");
      if (this.#readline.line === "") this.keyboard.isGarbled = false;
      typist.typed(this.#readline.line);
    });
    this.#readline.on("line", (line) => this.#enter(line));
    this.#readline.on("SIGINT", () => this.interrupt());
    // Where the terminal sends no signal for Ctrl-Z, nothing stops: that needs one more permission.
    this.#readline.on("SIGTSTP", () => {});
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGCONT", this.#resume);
    this.#readline.on("close", () => this.#close());
    this.#draw();
  }

  get columns(): number {
    return process.stdout.columns;
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
    this.#readline.write(null, { ctrl: true, name: "e" });
    this.#readline.write(null, { ctrl: true, name: "u" });
    this.#readline.write(pasted(before + behind));
    for (const _ of behind) this.#readline.write(null, { name: "left" });
    this.#typist.typed(this.#readline.line);
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
    this.#rowsLeft = 0;
    this.#drawSoon();
  }

  /** Prints lines above what is being typed. */
  print(...lines: string[]): void {
    this.#printed.push(...lines);
    if (this.#isOpen) this.#drawSoon();
    else this.#draw();
  }

  /** Shows lines right above what is being typed, in place of those before. */
  showBelow(lines: string[]): void {
    this.#below = lines;
    this.#drawSoon();
  }

  callOut(words: string): void {
    if (this.#isOpen) this.#caller.call(words);
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
    process.stdout.write(clearFrom(this.#rowsLeft ?? this.#readline.getCursorPos().rows));
    this.#rowsLeft = 0;
    this.keyboard.lend();
    try {
      return Deno.permissions.requestSync(what).state === "granted";
    } finally {
      this.keyboard.takeBack();
      this.#draw();
    }
  }

  /** Ctrl-C: clears what is being typed, or leaves when nothing is. A secret is asked for no more. */
  interrupt(): void {
    if (!this.#isOpen) return;
    if (this.keyboard.letGo()) return;
    if (this.keyboard.secrets.question !== undefined) {
      this.keyboard.secrets.ask(undefined);
      return this.#drawSoon();
    }
    const isEmpty = this.#readline.line === "";
    this.#readline.write(null, { ctrl: true, name: "e" });
    this.#readline.write(null, { ctrl: true, name: "u" });
    if (!this.#typist.cleared() && isEmpty) this.#readline.close();
  }

  /** Gives the terminal back as it was. What is printed from now on stays. */
  [Symbol.dispose](): void {
    this.#readline.close();
  }

  /** Once a tick, however many lines it brings. */
  #drawSoon(): void {
    this.#drawing ??= setTimeout(() => this.#draw());
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    const rows = this.#rowsLeft ?? (this.#isOpen ? this.#readline.getCursorPos().rows : 0);
    // readline will go up by the rows of its prompt, unless Enter has ended that.
    const forReadline = this.#rowsLeft === undefined ? "\n".repeat(rows) : "";
    const lines = this.#printed.map((line) => `${line}\n`).join("");
    this.#printed = [];
    this.#rowsLeft = undefined;
    process.stdout.write((this.#isOpen ? clearFrom(rows) : "") + lines + forReadline);
    if (!this.#isOpen) return;
    const prompt = this.keyboard.secrets.question ?? PROMPT;
    this.#readline.setPrompt([...this.#below, prompt].join("\n"));
    this.#readline.prompt(true);
  }

  /** The terminal has wrapped what is being typed by the columns that there are now. */
  readonly #resize = (): void => {
    // readline goes up by the rows that it remembers, and clears what is below: never what is printed.
    Reflect.set(this.#readline, "prevRows", this.#readline.getCursorPos().rows);
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => this.#typist.resized(), RESIZE_MS);
  };

  /** After `fg`: the shell has used the terminal, and left the cursor below what it wrote. */
  readonly #resume = (): void => {
    this.keyboard.take();
    this.#rowsLeft = 0;
    this.#typist.resized();
    this.#draw();
  };

  #press(key: Key | undefined): void {
    if (key?.name !== "return" && key?.name !== "enter") return;
    this.#readline.write(null, { ctrl: true, name: "e" });
    this.#rowEntered = this.#readline.getCursorPos().rows;
  }

  #enter(line: string): void {
    this.#rowsLeft = this.#rowEntered + 1;
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
    const rows = this.#rowsLeft ?? this.#readline.getCursorPos().rows;
    this.#rowsLeft = undefined;
    this.#isOpen = false;
    process.stdout.write(clearFrom(rows));
    this.keyboard.close();
    clearTimeout(this.#resizing);
    process.stdout.off("resize", this.#resize);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGCONT", this.#resume);
    this.#draw();
    this.#typist.left();
  }
}

/** Goes to the first column, some rows up, and clears the screen from there. */
function clearFrom(rows: number): string {
  return `${rows > 0 ? `\x1b[${rows}A` : ""}\r\x1b[J`;
}
