/**
 * One socket, from its making to its end: what goes out by it, the queue in which what came waits to be
 * read, and what its end means for coming back.
 *
 * @module
 */

import type { CloseCode, Event, LIMITS } from "../../protocol.ts";
import type { Coded } from "../../protocol/command_types.ts";

/** How a link ended. */
export type Ending = { opened: boolean; verdict: Verdict };

/** As `LIMITS` has it, which the compiler sees to: so the page need not load all of `protocol.ts`. */
const FRAME_MAX: typeof LIMITS.frame = 65_536;
/** No UTF-16 unit is longer than three bytes, so this many fit into a frame without counting them. */
const FRAME_UNITS_MAX = Math.floor(FRAME_MAX / 3);

const PING = JSON.stringify({ type: "ping" });

/**
 * A command as a line for the wire.
 *
 * @throws {RangeError} If no frame could hold it.
 */
export function encodeCommand(command: object): string {
  const line = JSON.stringify(command);
  if (line.length <= FRAME_UNITS_MAX) return line;
  const bytes = new TextEncoder().encode(line).length;
  if (bytes <= FRAME_MAX) return line;
  throw new RangeError(
    `Cannot send command: must be at most ${FRAME_MAX} bytes, received ${bytes}`,
  );
}

/** Sends lines in frames, reads events from frames, and notices when the other side is silent for too long. */
export class Link {
  #socket;
  #options;
  #lines: string[] = [];
  #opened = false;
  #watch: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param options.heartbeatMs silence after which we ask whether anyone is there
   * @param options.answerMs how long an answer may take: to opening, to a ping, to closing
   * @param options.hear called with what one frame brought
   * @param options.ended called once
   */
  constructor(
    socket: WebSocket,
    options: {
      heartbeatMs: number;
      answerMs: number;
      hear: (events: Event[]) => void;
      ended: (ending: Ending) => void;
    },
  ) {
    this.#socket = socket;
    this.#options = options;
    socket.onopen = () => {
      this.#opened = true;
      this.#expectWithin(options.answerMs);
    };
    socket.onmessage = ({ data }) => {
      this.#listen();
      if (typeof data === "string") options.hear(eventsOf(data));
    };
    socket.onclose = ({ code, reason }) => this.#end(afterClose(code, reason));
    this.#expectWithin(options.answerMs);
  }

  /** Sends lines, those of one tick in as few frames as they fit in. */
  send(line: string): void {
    if (this.#lines.push(line) === 1) queueMicrotask(() => this.#flush());
  }

  /** Asks whether anyone is there, without waiting for the next heartbeat. */
  ping(answerMs: number = this.#options.answerMs): void {
    this.send(PING);
    this.#expectWithin(answerMs);
  }

  /** Leaves without waiting for the other side, which may be the part that is stuck. */
  giveUp(verdict: Verdict): void {
    this.#socket.close();
    this.#end(verdict);
  }

  /** Leaves in good manners, yet waits no longer for the other side than for any answer. */
  close(): void {
    this.#flush();
    this.#socket.onmessage = null;
    this.#socket.close(1000);
    this.#expectWithin(this.#options.answerMs);
  }

  #flush() {
    const lines = this.#lines;
    this.#lines = [];
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    for (const frame of framesOf(lines)) this.#socket.send(frame);
  }

  #listen() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.ping(), this.#options.heartbeatMs);
  }

  #expectWithin(ms: number) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.giveUp(NO_ANSWER), ms);
  }

  #end(verdict: Verdict) {
    clearTimeout(this.#watch);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#options.ended({ opened: this.#opened, verdict });
  }
}

function* framesOf(lines: string[]): Generator<string> {
  let frame = "";
  for (const line of lines) {
    if (frame !== "" && frame.length + 1 + line.length > FRAME_UNITS_MAX) {
      yield frame;
      frame = "";
    }
    frame += frame === "" ? line : `\n${line}`;
  }
  if (frame !== "") yield frame;
}

/** The events in a frame. Lines that we can't read are of a server newer than we are. */
function eventsOf(frame: string) {
  const events: Event[] = [];
  for (const line of frame.split("\n")) {
    try {
      const event = JSON.parse(line);
      if (isEvent(event)) events.push(event);
    } catch {
      continue;
    }
  }
  return events;
}

/** Whether it is one as far as it matters to us. What else it holds is the server's word. */
function isEvent(value: { type?: unknown; room?: unknown } | null): value is Event {
  return typeof value?.type === "string" && ["string", "undefined"].includes(typeof value.room);
}

/**
 * `next` is when to come back; "later" means by backoff. `reason` is a word for programs, `message`
 * a sentence for people.
 */
export type Verdict = {
  next: "never" | "later" | "now" | "when read";
  reason: string;
  message: string;
};

/** What the server tells in a sentence, `message`; and which it is, if it says so. */
export type Told = Coded & { reason: string; message: string };

/** How that is told to people: as it is, unless a client has words of its own, which it may have to load. */
export const speech = {
  ready: (): Promise<unknown> => Promise.resolve(),
  say: ({ message }: Told): string => message,
};

/** We were asked to leave, by close() or by the server. */
export const LEFT: Verdict = { next: "never", reason: "left", message: "You left" };

const AFTER_CLOSE: Record<CloseCode, Verdict> = {
  1000: LEFT,
  1001: { next: "later", reason: "restarting", message: "The server is stopping or restarting" },
  1003: { next: "never", reason: "binary", message: "The server does not accept binary frames" },
  1008: { next: "never", reason: "removed", message: "Your session ended" },
  1009: {
    next: "never",
    reason: "frame-too-big",
    message: "The server does not accept messages of that size",
  },
  1011: { next: "later", reason: "server-error", message: "The server has an internal error" },
  4008: { next: "later", reason: "too-slow", message: "You read nothing for too long" },
  4009: { next: "later", reason: "too-fast", message: "You sent faster than the server reads" },
  4010: { next: "now", reason: "renamed", message: "You have another name now" },
};

export const CUT: Verdict = { next: "later", reason: "cut", message: "The connection was lost" };

/** The server can't be asked why: there is no network, or nobody at that address. */
export const UNREACHABLE: Verdict = {
  next: "later",
  reason: "unreachable",
  message: "The server cannot be reached",
};

/** We left because our own reader lags; the log keeps for us what we can't take. */
export const UNREAD: Verdict = {
  next: "when read",
  reason: "unread",
  message: "Too much is waiting to be read",
};

/** Nothing came for too long, not even an answer to our ping. */
export const NO_ANSWER: Verdict = {
  next: "later",
  reason: "no-answer",
  message: "The server went silent",
};

/**
 * After a socket that was open.
 *
 * @param reason what the server said
 */
export function afterClose(code: number, reason: string): Verdict {
  const verdict = isKnown(code) ? AFTER_CLOSE[code] : CUT;
  return reason === "" ? verdict : { ...verdict, message: reason };
}

function isKnown(code: number): code is CloseCode {
  return code in AFTER_CLOSE;
}

/** The most to wait, by how often in a row it failed. The last counts for all that follow. */
export const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Full jitter: anything from nothing to the most. When a server restarts, its thousands of clients
 * come back spread out instead of all at once.
 *
 * @param failures in a row, before this wait
 */
export function backoff(failures: number, table: readonly number[], random: () => number): number {
  return Math.round(random() * (table[Math.min(failures, table.length - 1)] ?? 0));
}

/** When so many wait, the connection stops taking more until they are read. */
export const UNREAD_MAX = 4096;

/**
 * A queue for one reader. While nobody reads, the newest are kept and older ones dropped; while
 * somebody does, nothing is dropped, and the producer asks `isFull` first.
 */
export class EventQueue<T> {
  #events: T[] = [];
  #hasReader = false;
  #ended = false;
  #arrived: PromiseWithResolvers<void> = Promise.withResolvers();
  #drained: PromiseWithResolvers<void> = Promise.withResolvers();

  get isFull(): boolean {
    return this.#hasReader && this.#events.length >= UNREAD_MAX;
  }

  push(event: T): void {
    if (!this.#hasReader && this.#events.length >= UNREAD_MAX) this.#events.shift();
    this.#events.push(event);
    this.#arrived.resolve();
  }

  /** The reader still gets what is here. */
  end(): void {
    this.#ended = true;
    this.#arrived.resolve();
    this.#drained.resolve();
  }

  /** Resolves when the reader has read everything, or has gone. */
  async drained(): Promise<void> {
    if (!this.#hasReader || this.#events.length === 0) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  async *read(): AsyncGenerator<T, void, void> {
    this.#hasReader = true;
    try {
      while (true) {
        for (let event; (event = this.#events.shift()) !== undefined;) yield event;
        if (this.#ended) return;
        this.#drained.resolve();
        this.#arrived = Promise.withResolvers();
        await this.#arrived.promise;
      }
    } finally {
      this.#hasReader = false;
      this.#drained.resolve();
    }
  }
}
