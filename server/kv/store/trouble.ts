/**
 * What is wrong with a database, and what the operator knows of it.
 *
 * @module
 */
import type { WatchedFile } from "./watched_file.ts";

/** Trouble is told once when it comes, and once when it is over. */
export class Trouble {
  readonly #say: (line: string) => void;
  #why: string | undefined;
  /** Whether the operator knows that it fails. */
  #isTold = false;
  /** Whether the operator knows that its file is gone. */
  #isMissed = false;

  /** `say` tells the operator one line. */
  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** What is wrong, in words; `undefined` when it works. */
  get why(): string | undefined {
    return this.#why;
  }

  /** Notes that it failed, whose file is given if it has one. */
  begin(why: string, file: WatchedFile | undefined): void {
    this.#why = why;
    this.lookFor(file);
    if (this.#isMissed || this.#isTold) return;
    this.#isTold = true;
    this.#say(`The store fails: ${why}`);
  }

  /** Notes that it is never to be used again. */
  giveUp(why: string): void {
    this.#why = why;
    this.#isTold = true;
    this.#say(`The store can't be used any more: ${why}`);
  }

  /** Notes that it works. */
  end(): void {
    this.#why = undefined;
    if (this.#isTold) this.#say("The store works again");
    this.#isTold = false;
  }

  /** Notes whether its file is there. */
  lookFor(file: WatchedFile | undefined): void {
    if (!file || file.isGone === this.#isMissed) return;
    this.#isMissed = file.isGone;
    this.#say(
      file.isGone
        ? `The store's file ${file.path} is gone: nothing can be stored until it, or a backup of it, is put back`
        : `The store's file ${file.path} is there again`,
    );
  }

  /** Whether the operator was told that its file is gone. */
  get isMissed(): boolean {
    return this.#isMissed;
  }
}
