/**
 * Sends the lines of a pipe, until all of them are stored.
 *
 * @module
 */

import { type Connection, CutError, type Said, type StatusEvent } from "./connection.ts";
import { isDirect, peopleOf } from "../protocol/name.ts";
import { linesOf } from "./pipe/lines.ts";
import { LineRanges } from "./pipe/line_ranges.ts";
import { type LineRules, messagesOf, unitsMaxOf } from "./pipe/messages.ts";
import { plainLine } from "./plain_text.ts";

/** How many messages may wait to be stored. Then we read on only when one is. */
const WAITING_MAX = 256;
/** How long we try while nothing is stored, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Where the lines come from, what becomes of them, and what is called about those that were not stored. */
export interface PipeOptions extends Partial<LineRules> {
  input: AsyncIterable<Uint8Array>;
  complain: (message: string) => void;
  /** How long to try while nothing is stored; `Infinity` is for ever. */
  patienceMs?: number;
  /** By the name that a TextDecoder gives it. */
  encoding?: string;
  /** What helps where a line is not in the encoding. */
  encodingHint?: string;
  /** Whether a room is made that is not there. */
  room?: "make" | "if-there";
  /** Called for each message that is stored. The next wait for it. */
  onStored?: (line: number, stored: Awaited<Said["stored"]>) => Promise<void>;
}

/**
 * Why lines were not stored: they were no messages or were refused, the room was, the server was not there,
 * or it does not know us.
 */
export type PipeFailure = "lines" | "refused" | "unreachable" | "not-signed-in";

/** Says the lines of an input in a room, as fast as the server stores them. */
export class Pipe {
  readonly #connection: Connection;
  readonly #place: string | { to: string[] };
  readonly #options: Required<PipeOptions>;
  /** How many messages of each line are under way: of as many lines as may wait. */
  readonly #waiting: Map<number, number> = new Map();
  readonly #notStored = new LineRanges();
  /** What was complained about last, so that a thousand lines with one reason have one complaint. */
  #complaint = { line: 0, reason: "" };
  #stored = 0;
  #failure: PipeFailure | undefined;
  /** What is wrong with whoever is called. */
  #thrown: unknown;
  #isOver = false;
  #isReadToEnd = false;
  /** What kept us from the server last. */
  #trouble = "";
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, room: string, options: PipeOptions) {
    this.#connection = connection;
    // Nobody has to join a direct room, and `@bob` is enough to say which one.
    this.#place = isDirect(room) ? { to: peopleOf(room) } : room;
    this.#options = {
      ...{ patienceMs: PATIENCE_MS, blank: "skip", long: "fail", escapes: "keep", room: "make" },
      ...{ encoding: "utf-8", encodingHint: "convert it first, for example with iconv" },
      onStored: () => Promise.resolve(),
      ...options,
    };
  }

  /** How many messages were stored. */
  get stored(): number {
    return this.#stored;
  }

  /** Why some were not; `undefined` when all were. */
  get failure(): PipeFailure | undefined {
    return this.#failure;
  }

  /**
   * Which lines were not stored, and of which that is not known; `undefined` when there are none. Of an
   * input that was not read to its end, what follows is not stored either.
   */
  get summary(): { notStored: string | undefined; unknown: string | undefined } {
    const unknown = new LineRanges();
    for (const line of this.#waiting.keys()) unknown.add(line);
    const rest = this.#isReadToEnd ? "" : "all that follow";
    const told = (ranges: LineRanges) => ranges.isEmpty ? "" : String(ranges);
    return {
      notStored: told(this.#notStored) || undefined,
      unknown: [told(unknown), rest].filter(Boolean).join(" and ") || undefined,
    };
  }

  /** Resolves with whether every line was stored. The connection is closed then. */
  async run(): Promise<boolean> {
    const ended = this.#follow();
    this.#join();
    // After the connection has ended for good the input may stay open, and silent, for hours.
    await Promise.race([ended, this.#sayAll()]);
    // What still waits was cut off by the connection's end, and its last event says why it ended.
    if (this.#waiting.size > 0) await ended;
    this.stop();
    await ended;
    if (this.#thrown !== undefined) throw this.#thrown;
    return this.#failure === undefined;
  }

  /** Ends it, whatever is not said yet. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#patience);
    this.#connection.close();
  }

  #join(): void {
    if (typeof this.#place !== "string") return;
    const how = this.#options.room === "make" ? undefined : this.#options.room;
    this.#connection.join(this.#place, how).catch((error) => {
      // Each line would be refused, too.
      if (!(error instanceof CutError)) this.#giveUp(reasonOf(error), "refused");
    });
  }

  async #sayAll(): Promise<void> {
    const messages: Promise<void>[] = [];
    const { input, encoding, encodingHint } = this.#options;
    let number = 0;
    for await (const line of linesOf(input, unitsMaxOf(this.#options), encoding)) {
      number++;
      if (line === undefined) {
        const name = encoding.toUpperCase();
        this.#fail(number, `it is not ${name}${encodingHint && `, ${encodingHint}`}`);
        continue;
      }
      for (const text of this.#messagesOf(line, number)) {
        messages.push(this.#say(text, number));
        if (messages.length >= WAITING_MAX) await messages.shift();
      }
      if (this.#isOver) return;
    }
    this.#isReadToEnd = true;
    await Promise.all(messages);
  }

  #messagesOf(line: string, number: number): string[] {
    try {
      return messagesOf(line, this.#options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#fail(number, error.message);
      return [];
    }
  }

  async #say(text: string, number: number): Promise<void> {
    if (this.#isOver) return;
    this.#waiting.set(number, (this.#waiting.get(number) ?? 0) + 1);
    if (this.#waiting.size === 1) this.#renewPatience();
    try {
      const stored = await this.#connection.say(this.#place, text).stored;
      this.#stored++;
      await this.#tellStored(number, stored);
    } catch (error) {
      // What waits when the connection ends is told once for all of them.
      if (error instanceof CutError || this.#isOver) return;
      this.#fail(number, reasonOf(error));
    }
    const left = (this.#waiting.get(number) ?? 1) - 1;
    if (left > 0) this.#waiting.set(number, left);
    else this.#waiting.delete(number);
    this.#renewPatience();
  }

  async #tellStored(number: number, stored: Awaited<Said["stored"]>): Promise<void> {
    try {
      await this.#options.onStored(number, stored);
    } catch (error) {
      this.#thrown = error;
      this.stop();
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
        if (status.reason !== "left") this.#giveUp(status.message, "not-signed-in");
        return;
      default:
        status satisfies never;
    }
  }

  #renewPatience(): void {
    clearTimeout(this.#patience);
    const { patienceMs } = this.#options;
    if (this.#waiting.size === 0 || this.#isOver || patienceMs === Infinity) return;
    this.#patience = setTimeout(() => {
      const why = `Gave up: nothing was stored for ${patienceMs / 1000} s. ${this.#trouble}`;
      this.#giveUp(why.trim(), "unreachable");
    }, patienceMs);
  }

  #giveUp(why: string, failure: PipeFailure): void {
    if (this.#isOver) return;
    this.#failure = failure;
    this.#options.complain(plainLine(why));
    this.stop();
  }

  /** A line was not stored. Of lines in a row with one reason, the first tells it. */
  #fail(line: number, reason: string): void {
    this.#failure = "lines";
    this.#notStored.add(line);
    const isSame = this.#complaint.reason === reason && line <= this.#complaint.line + 1;
    this.#complaint = { line, reason };
    if (!isSame) this.#options.complain(plainLine(`Line ${line} was not sent: ${reason}`));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
