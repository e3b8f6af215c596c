/**
 * A terminal on which what is being typed stays below what arrives.
 *
 * @module
 */

import process from "node:process";
import { type CompleterResult, createInterface, type Interface, type Key } from "node:readline";
import { Caller } from "./screen/caller.ts";
import { Inquirer } from "./screen/inquirer.ts";
import type { Abilities } from "./pictures/abilities.ts";
import { BREAK, MARK_NO_PASTES, MARK_PASTES, PasteFilter } from "./screen/paste.ts";
import { SecretFilter } from "./screen/secret_filter.ts";
import { Secrets } from "../secrets.ts";
import { Utf8Filter } from "./screen/utf8_filter.ts";

const PROMPT = "› ";
const HISTORY_MAX = 200;
const ENTER = 13;
const LINE_FEED = 10;
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
  /** A row has other columns now. */
  resized(): void;
}

/** What the terminal client needs of a screen. */
export type Display =
  & Pick<
    Screen,
    "columns" | "print" | "showBelow" | "callOut" | "askSecrets" | "permits" | "interrupt"
  >
  & Disposable
  & { /** How somebody gets back what was not sent. */ readonly takeBack: string };

/** Prints above the line that is being typed, which `node:readline` edits. */
export class Screen implements Disposable {
  readonly takeBack = "Press ↑ to get it back";
  readonly #text = new Utf8Filter(() => this.#isGarbled = true);
  readonly #inquirer = new Inquirer((text) => process.stdout.write(text));
  readonly #secrets = new SecretFilter(() => this.#drawSoon());
  readonly #keys = new PasteFilter();
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
  /** The row of the cursor as it was drawn: readline goes up by so many. */
  #rows = 0;
  #resizing: ReturnType<typeof setTimeout> | undefined;
  /** Whether something came that is no text since a line was begun. */
  #isGarbled = false;
  #isOpen = true;
  readonly #caller = new Caller((text) => process.stdout.write(text));

  constructor(typist: Typist) {
    this.#typist = typist;
    process.stdin.on("data", this.#rest);
    this.#readline = createInterface({
      input: process.stdin.pipe(this.#text).pipe(this.#inquirer.filter).pipe(this.#secrets)
        .pipe(this.#keys),
      output: process.stdout,
      terminal: true,
      completer: (line: string) => typist.complete(line),
      historySize: HISTORY_MAX,
      removeHistoryDuplicates: true,
    });
    // Its own redraws by the rows that there were before, and so over what is printed.
    process.stdout.removeAllListeners("resize");
    process.stdout.on("resize", this.#resize);
    takeKeys();
    process.stdout.write(MARK_PASTES);
    // Before readline's own listener, which forgets where its prompt began.
    this.#keys.prependListener("keypress", (_, key?: Key) => this.#press(key));
    this.#keys.on("keypress", (_, key?: Key) => {
      this.#caller.stop();
      if (key?.meta && /^[1-9a]$/.test(key.name ?? "")) typist.jumped(key.name ?? "");
      this.#rows = this.#readline.getCursorPos().rows;
      if (this.#readline.line === "") this.#isGarbled = false;
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
    this.#secrets.ask(secrets);
    this.#drawSoon();
    return await secrets.said;
  }

  /** Asks the terminal whether it can show pictures. One that does not answer cannot. */
  abilities(): Promise<Abilities> {
    return this.#inquirer.abilities();
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
    process.stdin.setRawMode(false);
    try {
      return Deno.permissions.requestSync(what).state === "granted";
    } finally {
      takeKeys();
      this.#draw();
    }
  }

  /** Ctrl-C: clears what is being typed, or leaves when nothing is. A secret is asked for no more. */
  interrupt(): void {
    if (!this.#isOpen) return;
    if (this.#secrets.question !== undefined) {
      this.#secrets.ask(undefined);
      return this.#drawSoon();
    }
    if (this.#readline.line === "") return this.#readline.close();
    this.#readline.write(null, { ctrl: true, name: "e" });
    this.#readline.write(null, { ctrl: true, name: "u" });
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
    const prompt = this.#secrets.question ?? PROMPT;
    this.#readline.setPrompt([...this.#below, prompt].join("\n"));
    this.#readline.prompt(true);
    this.#rows = this.#readline.getCursorPos().rows;
  }

  /** The terminal has wrapped what is being typed by the columns that there are now. */
  readonly #resize = (): void => {
    this.#rows = this.#readline.getCursorPos().rows;
    // readline goes up by the rows that it remembers, and clears what is below: never what is printed.
    Reflect.set(this.#readline, "prevRows", this.#rows);
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => this.#typist.resized(), RESIZE_MS);
  };

  /** After `fg`: the shell has used the terminal, and left the cursor below what it wrote. */
  readonly #resume = (): void => {
    takeKeys();
    process.stdout.write(MARK_PASTES);
    this.#rowsLeft = 0;
    this.#typist.resized();
    this.#draw();
  };

  /**
   * Reads nothing while an entered line is looked at: what it asks for may need a permission, and what is
   * being read then would not come to whom Deno asks.
   */
  readonly #rest = (keys: Uint8Array): void => {
    if (!keys.some((key) => key === ENTER || key === LINE_FEED)) return;
    process.stdin.pause();
    setImmediate(() => this.#isOpen && process.stdin.resume());
  };

  #press(key: Key | undefined): void {
    if (key?.name !== "return" && key?.name !== "enter") return;
    this.#readline.write(null, { ctrl: true, name: "e" });
    this.#rowEntered = this.#readline.getCursorPos().rows;
  }

  #enter(line: string): void {
    this.#rowsLeft = this.#rowEntered + 1;
    const isGarbled = this.#isGarbled;
    this.#isGarbled = false;
    this.#typist.entered(line.replaceAll(BREAK, "\n"), isGarbled);
    // At once: the next key is shown where the cursor is.
    this.#draw();
  }

  #close(): void {
    this.#caller.stop();
    this.#secrets.ask(undefined);
    this.#inquirer.close();
    const rows = this.#rowsLeft ?? this.#readline.getCursorPos().rows;
    this.#rowsLeft = undefined;
    this.#isOpen = false;
    process.stdout.write(clearFrom(rows) + MARK_NO_PASTES);
    process.stdin.setRawMode(false);
    process.stdin.off("data", this.#rest);
    process.stdin.unpipe(this.#text);
    clearTimeout(this.#resizing);
    process.stdout.off("resize", this.#resize);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGCONT", this.#resume);
    process.stdin.pause();
    this.#draw();
    this.#typist.left();
  }
}

/** Hears each key. Where it can be, Ctrl-C and Ctrl-Z stay signals: so the shell can stop us. */
function takeKeys(): void {
  Deno.stdin.setRaw(true, { cbreak: Deno.build.os !== "windows" });
}

/** Goes to the first column, some rows up, and clears the screen from there. */
function clearFrom(rows: number): string {
  return `${rows > 0 ? `\x1b[${rows}A` : ""}\r\x1b[J`;
}
