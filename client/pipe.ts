/**
 * Sends the lines of a pipe, until all of them are stored.
 *
 * @module
 */

import { LIMITS } from "../protocol.ts";
import { type Connection, CutError, type StatusEvent } from "./connection.ts";
import { isDirect, peopleOf } from "../protocol/name.ts";
import { linesOf } from "./pipe/lines.ts";
import { plainLine } from "./plain_text.ts";

/** How many messages may wait to be stored. Then we read on only when one is. */
const WAITING_MAX = 256;
/** How long we try while nothing is stored, in milliseconds. */
const PATIENCE_MS = 30_000;
/** More than this is more than a message can hold, however it is written. */
const LINE_UNITS_MAX = 4 * LIMITS.text;

/** Where the lines come from, and what is called with those that were not stored. */
export interface PipeOptions {
  input: AsyncIterable<Uint8Array>;
  complain: (message: string) => void;
  patienceMs?: number;
}

/** Says the lines of an input in a room, as fast as the server stores them. */
export class Pipe {
  readonly #connection: Connection;
  readonly #place: string | { to: string[] };
  readonly #options: Required<PipeOptions>;
  #waiting = 0;
  #isAllStored = true;
  /** What kept us from the server last. */
  #trouble = "";
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, room: string, options: PipeOptions) {
    this.#connection = connection;
    // Nobody has to join a direct room, and `@bob` is enough to say which one.
    this.#place = isDirect(room) ? { to: peopleOf(room) } : room;
    this.#options = { patienceMs: PATIENCE_MS, ...options };
  }

  /** Resolves with whether every line was stored. The connection is closed then. */
  async run(): Promise<boolean> {
    if (typeof this.#place === "string") this.#connection.join(this.#place);
    const ended = this.#follow();
    // After the connection has ended for good the input may stay open, and silent, for hours.
    await Promise.race([ended, this.#sayAll()]);
    clearTimeout(this.#patience);
    this.#connection.close();
    await ended;
    return this.#isAllStored;
  }

  async #sayAll(): Promise<void> {
    const messages: Promise<void>[] = [];
    let number = 0;
    for await (const line of linesOf(this.#options.input, LINE_UNITS_MAX)) {
      number++;
      if (line?.trim() === "") continue;
      if (line === undefined) {
        this.#fail(
          `Line ${number} was not sent: it is not UTF-8, convert it first, for example with iconv`,
        );
        continue;
      }
      messages.push(this.#say(line, number));
      if (messages.length >= WAITING_MAX) await messages.shift();
    }
    await Promise.all(messages);
  }

  async #say(line: string, number: number): Promise<void> {
    if (++this.#waiting === 1) this.#renewPatience();
    try {
      // Counted as the server does.
      const { length } = [...line.normalize("NFC")];
      if (length > LIMITS.text) throw new RangeError(`over ${LIMITS.text} characters`);
      await this.#connection.say(this.#place, line).acknowledged;
    } catch (error) {
      // The end of the connection is reported once for all of them.
      if (error instanceof CutError) this.#isAllStored = false;
      else this.#fail(`Line ${number} was not sent: ${reasonOf(error)}`);
    } finally {
      this.#waiting--;
      this.#renewPatience();
    }
  }

  /** Reads the events, so that the connection can go on, and notices how it is. */
  async #follow(): Promise<void> {
    for await (const event of this.#connection) {
      if (event.type === "status") this.#notice(event);
    }
  }

  #notice(status: StatusEvent): void {
    switch (status.state) {
      case "connecting":
        return;
      case "open":
        return this.#renewPatience();
      case "waiting":
      case "paused":
        this.#trouble = status.message;
        return;
      case "closed":
        if (status.reason !== "left") this.#fail(status.message);
        return;
      default:
        status satisfies never;
    }
  }

  #renewPatience(): void {
    clearTimeout(this.#patience);
    if (this.#waiting > 0) {
      this.#patience = setTimeout(() => this.#giveUp(), this.#options.patienceMs);
    }
  }

  #giveUp(): void {
    const seconds = this.#options.patienceMs / 1000;
    this.#fail(`Gave up: nothing was stored for ${seconds} s. ${this.#trouble}`.trim());
    this.#connection.close();
  }

  #fail(message: string): void {
    this.#isAllStored = false;
    this.#options.complain(plainLine(message));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
