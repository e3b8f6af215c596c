/**
 * A terminal that only goes on, line by line: for dumb ones, screen readers and logs.
 *
 * @module
 */

import process from "node:process";
import { Secrets } from "../../sign_in/secrets.ts";
import type { Display } from "../screen.ts";
import type { Typist } from "./typist.ts";
import { say } from "../../program/languages.ts";

const LINE_FEED = 10;
/** Bytes of a line that are kept: more is no message, and said to be too long. */
const LINE_MAX = 64 * 1024;
/** Where the terminal does not say how wide it is. */
const COLUMNS = 80;

/** Prints lines, and moves no cursor. What is typed is the terminal's to edit, up to Enter. */
export class PlainScreen implements Display {
  readonly #typist: Typist;
  #line: number[] = [];
  #secrets: Secrets | undefined;
  /** What the next line answers. */
  #answer: ((line: string) => void) | undefined;
  #isOpen = true;

  constructor(typist: Typist) {
    this.#typist = typist;
    this.#read();
  }

  get takeBack(): string {
    return say`Type it again, if it is meant for here`;
  }

  get columns(): number {
    return process.stdout.columns || COLUMNS;
  }

  print(...lines: string[]): void {
    for (const line of lines) console.log(line);
  }

  /** How things are would be a line again and again: what matters of it is printed. */
  showBelow(): void {}

  /** Whoever reads along hears the line itself. */
  callOut(): void {}

  async askSecrets(...questions: string[]): Promise<string[] | undefined> {
    this.#secrets?.cancel();
    const secrets = new Secrets(questions);
    this.#secrets = secrets;
    Deno.stdin.setRaw(true, { cbreak: Deno.build.os !== "windows" });
    console.log(questions[0]);
    const said = await secrets.said;
    if (this.#secrets === secrets) this.#askNoMore();
    return said;
  }

  /** Asks for a line: `y`, or another one for no. */
  confirm(question: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#answer?.("");
    this.#answer = (line) => resolve(/^y(es)?$/i.test(line.trim()));
    this.print(say`${question} y and Enter: yes, another line: no`);
    return promise;
  }

  /** What is printed can be copied there, and a sequence would be a riddle. */
  copy(): void {}

  clear(): void {
    this.print(say`A plain terminal only goes on: nothing is cleared`);
  }

  /** What is permitted is asked for by flags: a question would be lost between the lines. */
  permits(what: Deno.PermissionDescriptor): boolean {
    return Deno.permissions.querySync(what).state === "granted";
  }

  /** Ctrl-C: a secret is asked for no more, or one leaves. */
  interrupt(): void {
    if (this.#secrets === undefined) this[Symbol.dispose]();
    else this.#secrets.cancel();
  }

  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#answer?.("");
    this.#secrets?.cancel();
    this.#askNoMore();
    this.#typist.left();
  }

  #askNoMore(): void {
    if (this.#secrets === undefined) return;
    this.#secrets = undefined;
    Deno.stdin.setRaw(false);
  }

  async #read(): Promise<void> {
    try {
      for await (const bytes of Deno.stdin.readable) {
        if (this.#isOpen) this.#take(bytes);
      }
    } finally {
      this[Symbol.dispose]();
    }
  }

  #take(bytes: Uint8Array): void {
    if (this.#secrets !== undefined) return this.#takeSecret(this.#secrets, bytes);
    for (const byte of bytes) {
      if (byte === LINE_FEED) this.#enter();
      else if (this.#line.length < LINE_MAX) this.#line.push(byte);
    }
  }

  #takeSecret(secrets: Secrets, bytes: Uint8Array): void {
    const before = secrets.question;
    secrets.take(new TextDecoder().decode(bytes));
    if (secrets.question !== before && secrets.question) console.log(secrets.question);
  }

  #enter(): void {
    const line = new Uint8Array(this.#line);
    this.#line = [];
    let text: string | undefined;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(line);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer) return answer(text ?? "");
    this.#typist.entered(text?.replace(/\r$/, "") ?? "", text === undefined);
  }
}
