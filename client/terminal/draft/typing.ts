/**
 * Tells others that somebody types.
 *
 * @module
 */

import type { Connection } from "../../connection.ts";

/** How often others are told. */
const EVERY_MS = 2_000;

/** Tells the room that one looks at, now and then, while something is typed that is no command. */
export class TypingNotice {
  readonly #connection: Connection;
  #toldAt = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The line is this now. */
  typed(line: string, room: string | undefined): void {
    const isSpeech = line !== "" && !line.startsWith("/");
    const now = Date.now();
    if (!isSpeech || room === undefined || now - this.#toldAt < EVERY_MS) return;
    this.#toldAt = now;
    this.#connection.signal({ type: "typing", room });
  }

  /** The line was entered: the next one is news. */
  entered(): void {
    this.#toldAt = 0;
  }
}
