/**
 * What somebody at a terminal said, until it is stored.
 *
 * @module
 */

import { type FileRef, LIMITS } from "../../../protocol.ts";
import { type Connection, CutError } from "../../connection.ts";
import type { Place } from "../../connection/outbox.ts";
import type { View } from "../view.ts";
import { say, told } from "../../program/languages.ts";

/** What goes with a text. */
export interface With {
  files?: readonly FileRef[];
  /** The number of the message that it answers. */
  reply?: number;
}

/** Says what was typed, and remembers what is still under way. */
export class Sayings {
  readonly #connection: Connection;
  readonly #view: View;
  /** What is being said, and files that are on their way. None of them rejects. */
  readonly #open = new Set<Promise<void>>();
  /** Whether something was still under way when the connection ended. */
  wasCut = false;

  constructor(connection: Connection, view: View) {
    this.#connection = connection;
    this.#view = view;
  }

  /** Says something, or why it cannot be said. */
  say(place: Place, text: string, also: With = {}): void {
    const { length } = [...text.normalize("NFC")];
    if (length > LIMITS.text) {
      return this.#view.wrong(
        say`Too long, ${length} of at most ${LIMITS.text} characters. Press ↑ to get it back`,
      );
    }
    this.keep(this.#sayUntilStored(place, text, also));
  }

  /** Waits for something when somebody leaves. */
  keep(saying: Promise<void>): void {
    this.#open.add(saying);
    saying.finally(() => this.#open.delete(saying));
  }

  async allSettled(): Promise<void> {
    // A file that came through is said then.
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  async #sayUntilStored(place: Place, text: string, { files = [], reply }: With): Promise<void> {
    const words = text || (files.length === 1 ? say`a file` : say`${files.length} files`);
    try {
      const { id, acknowledged } = this.#connection.say(place, text, {
        files,
        ...(reply !== undefined && { reply }),
      });
      this.#view.said(id, words);
      await acknowledged.finally(() => this.#view.settled(id));
    } catch (error) {
      if (error instanceof CutError) this.wasCut = true;
      const why = told(error instanceof Error ? error.message : String(error));
      this.#view.wrong(say`Not said, ${why}: ${words}`);
    }
  }
}
