// @ts-check
/** @import { CloseCode, Event } from "../../protocol.ts" */

/**
 * One socket, from its making to its end, and what that end means for coming back.
 *
 * @module
 */

/**
 * How a link ended.
 *
 * @typedef {{ opened: boolean, verdict: Verdict }} Ending
 */

/** What a server reads as one frame at most: `LIMITS.frame` of protocol.ts. Longer ones end the connection. */
export const FRAME_BYTES_MAX = 64 * 1024;

/** No UTF-16 unit takes more than three bytes, so this many fit without counting them. */
const FRAME_UNITS_MAX = Math.floor(FRAME_BYTES_MAX / 3);

const PING = JSON.stringify({ type: "ping" });

/**
 * A command as a line for the wire.
 *
 * @param {object} command
 * @throws {RangeError} If no frame could hold it.
 */
export function encodeCommand(command) {
  const line = JSON.stringify(command);
  if (line.length <= FRAME_UNITS_MAX) return line;
  const bytes = new TextEncoder().encode(line).length;
  if (bytes <= FRAME_BYTES_MAX) return line;
  throw new RangeError(
    `Cannot send command: must be at most ${FRAME_BYTES_MAX} bytes, received ${bytes}`,
  );
}

/** Puts lines into frames, takes events out of them, and notices when the other side is silent for too long. */
export class Link {
  #socket;
  #options;
  /** @type {string[]} */
  #lines = [];
  #opened = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watch;

  /**
   * @param {WebSocket} socket
   * @param {object} options
   * @param {number} options.heartbeatMs silence after which we ask whether anyone is there
   * @param {number} options.answerMs how long an answer may take: to opening, to a ping, to closing
   * @param {(events: Event[]) => void} options.hear called with what one frame brought
   * @param {(ending: Ending) => void} options.ended called once
   */
  constructor(socket, options) {
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

  /**
   * Sends lines, those of one tick in as few frames as they fit in.
   *
   * @param {string} line
   */
  send(line) {
    if (this.#lines.push(line) === 1) queueMicrotask(() => this.#flush());
  }

  /** Asks whether anyone is there, without waiting for the next heartbeat. */
  ping() {
    this.send(PING);
    this.#expectWithin(this.#options.answerMs);
  }

  /**
   * Leaves without waiting for the other side, which may be the part that is stuck.
   *
   * @param {Verdict} verdict
   */
  giveUp(verdict) {
    this.#socket.close();
    this.#end(verdict);
  }

  /** Leaves in good manners, yet waits no longer for the other side than for any answer. */
  close() {
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

  /** @param {number} ms */
  #expectWithin(ms) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.giveUp(NO_ANSWER), ms);
  }

  /** @param {Verdict} verdict */
  #end(verdict) {
    clearTimeout(this.#watch);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#options.ended({ opened: this.#opened, verdict });
  }
}

/**
 * @param {string[]} lines
 * @returns {Generator<string>}
 */
function* framesOf(lines) {
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

/**
 * What the server tells in a frame. Lines that we can't read are of a server newer than we are.
 *
 * @param {string} frame
 */
function eventsOf(frame) {
  /** @type {Event[]} */
  const events = [];
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

/**
 * Whether it is one as far as it matters to us. What else it holds is the server's word.
 *
 * @param {{ type?: unknown, room?: unknown } | null} value
 * @returns {value is Event}
 */
function isEvent(value) {
  return typeof value?.type === "string" && ["string", "undefined"].includes(typeof value.room);
}

/**
 * `next` is when to come back; "later" means by backoff. `reason` is a word for programs, `message`
 * a sentence for people.
 *
 * @typedef {{ next: "never" | "later" | "now" | "when read", reason: string, message: string }} Verdict
 */

/** We were asked to leave, by close() or by the server. @type {Verdict} */
export const LEFT = { next: "never", reason: "left", message: "You left" };

/** @type {Record<CloseCode, Verdict>} */
const AFTER_CLOSE = {
  1000: LEFT,
  1001: { next: "later", reason: "restarting", message: "The server stops or restarts" },
  1003: { next: "never", reason: "binary", message: "The server reads no binary frames" },
  1008: { next: "never", reason: "removed", message: "Your session ended" },
  1009: { next: "never", reason: "frame-too-big", message: "The server does not read so much" },
  1011: { next: "later", reason: "server-error", message: "The server made a mistake" },
  4008: { next: "later", reason: "too-slow", message: "You did not read for too long" },
  4009: { next: "later", reason: "too-fast", message: "You sent faster than the server reads" },
};

/** @type {Verdict} */
export const CUT = { next: "later", reason: "cut", message: "The connection was cut" };

/** The server can't be asked why: there is no network, or nobody at that address. @type {Verdict} */
export const UNREACHABLE = {
  next: "later",
  reason: "unreachable",
  message: "The server cannot be reached",
};

/** We left because our own reader lags; the log keeps for us what we can't take. @type {Verdict} */
export const UNREAD = { next: "when read", reason: "unread", message: "Too much waits to be read" };

/** Nothing came for too long, not even an answer to our ping. @type {Verdict} */
export const NO_ANSWER = { next: "later", reason: "no-answer", message: "The server went silent" };

/**
 * After a socket that was open.
 *
 * @param {number} code
 * @param {string} reason what the server said
 * @returns {Verdict}
 */
export function afterClose(code, reason) {
  const verdict = isKnown(code) ? AFTER_CLOSE[code] : CUT;
  return reason === "" ? verdict : { ...verdict, message: reason };
}

/**
 * @param {number} code
 * @returns {code is CloseCode}
 */
function isKnown(code) {
  return code in AFTER_CLOSE;
}

/** The most to wait, by how often in a row it failed. The last counts for all that follow. */
export const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Full jitter: anything from nothing to the most. When a server restarts, its thousands of clients
 * come back spread out instead of all at once.
 *
 * @param {number} failures in a row, before this wait
 * @param {readonly number[]} table
 * @param {() => number} random
 */
export function backoff(failures, table, random) {
  return Math.round(random() * (table[Math.min(failures, table.length - 1)] ?? 0));
}
