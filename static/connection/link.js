// @ts-check
/** @import { Event } from "../../protocol.ts" */
/** @import { Verdict } from "./endings.js" */

/**
 * One socket, from its making to its end.
 *
 * @module
 */

import { afterClose, NO_ANSWER } from "./endings.js";

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
