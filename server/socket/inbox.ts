/**
 * The inbox of a socket: frames that were received and not read yet.
 *
 * @module
 */
import { Close, type CloseCode, LIMITS } from "../../protocol.ts";

/** Frames that may wait to be read. A client that sends more is disconnected: `Close.TooFast`. */
const INBOX_MAX_FRAMES = 4096;
/** UTF-16 code units that may wait, likewise. */
const INBOX_MAX_LENGTH = 1024 * 1024;

/** The close codes of a client that leaves on purpose, including none. */
const LEAVING: readonly number[] = [1000, 1005];
/** The close codes by which an inbox ends for what its client has sent. */
const VERDICTS: readonly CloseCode[] = [Close.Binary, Close.FrameTooBig, Close.TooFast];

/** A socket's listener: one object for all its events. A closure for each would take 0.8 kB a socket. */
export class Inbox implements EventListenerObject {
  #frames: string[] = [];
  #length = 0;
  #ended = false;
  readonly #onEnd: (code: CloseCode) => void;
  #onArrival: (() => void) | undefined;

  /** `onEnd` is called, once, as soon as no more frames are accepted, whether or not all are read. */
  constructor(onEnd: (code: CloseCode) => void) {
    this.#onEnd = onEnd;
  }

  handleEvent(event: Event): void {
    if (event instanceof MessageEvent) this.receive(event.data);
    else this.end(codeOf(event));
  }

  /** Accepts a frame, or ends the inbox with a reason. */
  receive(frame: unknown): void {
    if (this.#ended) return;
    if (typeof frame !== "string") return this.end(Close.Binary);
    if (isTooBig(frame)) return this.end(Close.FrameTooBig);
    if (this.#frames.length >= INBOX_MAX_FRAMES) return this.end(Close.TooFast);
    if (this.#length + frame.length > INBOX_MAX_LENGTH) return this.end(Close.TooFast);
    this.#frames.push(frame);
    this.#length += frame.length;
    this.#onArrival?.();
  }

  /** Accepts no more frames. The first reason counts. */
  end(code: CloseCode): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(code);
  }

  /** Calls a listener with every frame that arrives, and now if some wait. */
  listen(onArrival: () => void): void {
    this.#onArrival = onArrival;
    if (this.#frames.length > 0) onArrival();
  }

  /** The next frame, in order; `undefined` when none waits. */
  take(): string | undefined {
    const frame = this.#frames.shift();
    this.#length -= frame?.length ?? 0;
    return frame;
  }
}

/** Why a socket has closed: for what its client did, or as the inbox of a worker that held it said. */
function codeOf(event: Event): CloseCode {
  if (hasLeft(event)) return Close.Normal;
  const isVerdict = event instanceof CloseEvent && !event.wasClean;
  return isVerdict && VERDICTS.find((code) => code === event.code) || Close.GoingAway;
}

/** Whether a client left on purpose. A page that is reloaded does not. */
function hasLeft(event: Event): boolean {
  return event instanceof CloseEvent && event.wasClean && LEAVING.includes(event.code);
}

function isTooBig(frame: string): boolean {
  // A code unit is at most three bytes of UTF-8, so short frames need no closer look.
  if (frame.length * 3 <= LIMITS.frame) return false;
  return frame.length > LIMITS.frame || new TextEncoder().encode(frame).length > LIMITS.frame;
}
