/**
 * A socket's callbacks become a stream, here and nowhere else.
 *
 * @module
 */
import { Channel } from "../hub/channel.ts";
import { Close, type CloseCode, LIMITS } from "../protocol.ts";

/** Frames that may wait to be read. A client that sends more is let go: `Close.TooFast`. */
const INBOX_MAX_FRAMES = 4096;
/** UTF-16 code units that may wait, likewise. */
const INBOX_MAX_LENGTH = 1024 * 1024;

/** What a client sent and we have not read yet. */
export class Inbox {
  readonly #frames = new Channel<string>(INBOX_MAX_FRAMES);
  readonly #ended = Promise.withResolvers<CloseCode>();
  #length = 0;

  /** Resolves with the reason as soon as nothing more is taken in, whether or not all is read. */
  get ended(): Promise<CloseCode> {
    return this.#ended.promise;
  }

  /** Takes a frame in, or ends the inbox with a reason not to. */
  receive(frame: unknown): void {
    if (typeof frame !== "string") return this.end(Close.Binary);
    if (isTooBig(frame)) return this.end(Close.FrameTooBig);
    this.#length += frame.length;
    if (this.#length > INBOX_MAX_LENGTH || !this.#frames.trySend(frame)) this.end(Close.TooFast);
  }

  /** Takes in nothing more. The first reason counts. */
  end(code: CloseCode): void {
    this.#frames.close();
    this.#ended.resolve(code);
  }

  /** The frames, in order, until the inbox has ended. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<string> {
    for await (const frame of this.#frames) {
      this.#length -= frame.length;
      yield frame;
    }
  }
}

/** The inbox of a socket. It ends when the socket does. */
export function receiveFrames(socket: WebSocket): Inbox {
  const inbox = new Inbox();
  socket.onmessage = ({ data }) => inbox.receive(data);
  socket.onclose = () => inbox.end(Close.Normal);
  // Always followed by `close`; without a handler the runtime would end the process.
  socket.onerror = () => inbox.end(Close.Normal);
  return inbox;
}

function isTooBig(frame: string): boolean {
  // A code unit is at most three bytes of UTF-8, so short frames need no closer look.
  if (frame.length * 3 <= LIMITS.frame) return false;
  return frame.length > LIMITS.frame || new TextEncoder().encode(frame).length > LIMITS.frame;
}
