/**
 * The write pump: sends frames to sockets. Nothing else does.
 *
 * @module
 */
import { setImmediate, setTimeout } from "node:timers/promises";
import { Channel } from "../../hub/channel.ts";
import type { FanOut } from "../../hub/log/fan_out.ts";
import { FRAME_MAX_LENGTH, type Member } from "../../hub/people/member.ts";
import type { Sink } from "../../hub/people/sink.ts";
import { Close } from "../../protocol.ts";
import { Counter } from "../metrics/meters.ts";
import type { Service } from "../service.ts";

/** Bytes that may wait in the runtime for the network before we send no more. */
const BUFFERED_MAX_BYTES = 64 * 1024;
/**
 * Bytes that may wait for one socket, at most, unless its member asked for pieces of history: those
 * that stop us from sending more, and the frame that went over them, in UTF-8.
 */
export const OUTGOING_MAX_BYTES = BUFFERED_MAX_BYTES + 3 * FRAME_MAX_LENGTH;
/** How often we look whether a slow socket has drained, in milliseconds: first, and at most. */
const DRAIN_LOOK_MS = { first: 1, most: 250 } as const;

/** What of a socket is needed to send. */
export type SendingSocket = Pick<WebSocket, "send" | "bufferedAmount" | "readyState">;

/** What there is to be sent. */
type Due = SocketSink | FanOut;

/**
 * One loop that writes to all sockets: each that has something to be sent waits in it once. A loop
 * for each socket would cost some promises a frame: half a microsecond more of seven.
 *
 * New entries of a room wait in it once, too, and are broadcast to everyone there in their turn.
 */
export class WritePump implements Service {
  /** In order: what was sent before a message leaves before it. */
  readonly #due = new Channel<Due>(Number.MAX_SAFE_INTEGER);
  readonly #onError: (error: unknown) => void;
  readonly #sent: Counter;

  /** `onError` is called with our own bugs; `sent` counts frames. */
  constructor(onError: (error: unknown) => void, sent = new Counter()) {
    this.#onError = onError;
    this.#sent = sent;
  }

  /** Writes until the pump is stopped. */
  async run(): Promise<void> {
    for await (const due of this.#due.batches()) {
      for (const one of due) {
        if (one instanceof SocketSink) one.flush();
        else await this.#broadcast(one);
      }
    }
  }

  /** Writes what is due now, and nothing more. */
  stop(): void {
    this.#due.close();
  }

  /** Sends a member's frames to a socket from now on, until either is closed. */
  connect(
    member: Member,
    socket: SendingSocket,
    stalledMs: number,
    format?: OutgoingFormat,
  ): SocketSink {
    const sink = new SocketSink(member, {
      ...{ socket, stalledMs, format },
      ...{ due: this.#due, sent: this.#sent },
      onError: this.#onError,
    });
    member.connect(sink);
    return sink;
  }

  /** Broadcasts new entries of rooms from now on. */
  broadcast(fanOut: FanOut): void {
    fanOut.listen(() => this.#due.trySend(fanOut));
  }

  async #broadcast(fanOut: FanOut): Promise<void> {
    // After each batch, the event loop reads what has arrived, and writes what was sent.
    for (const _ of fanOut.flush()) await setImmediate();
  }
}

/** Makes other frames of those that are sent. */
export interface OutgoingFormat {
  framesOf(lines: string): readonly string[];
}

interface SocketSinkOptions {
  readonly format: OutgoingFormat | undefined;
  readonly socket: SendingSocket;
  readonly stalledMs: number;
  readonly due: Channel<Due>;
  readonly sent: Counter;
  readonly onError: (error: unknown) => void;
}

/** A member's sink. A failure in it ends this member's connection, and nobody else's. */
export class SocketSink implements Sink {
  readonly #socket: SendingSocket;
  /** Resolves when a slow socket has room again, or is given up. */
  #draining: Promise<void> | undefined;
  readonly #member: Member;
  readonly #due: Channel<Due>;
  readonly #sent: Counter;
  readonly #stalledMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #format: OutgoingFormat | undefined;

  constructor(
    member: Member,
    { socket, stalledMs, due, sent, onError, format }: SocketSinkOptions,
  ) {
    this.#format = format;
    this.#member = member;
    this.#socket = socket;
    this.#stalledMs = stalledMs;
    this.#due = due;
    this.#sent = sent;
    this.#onError = onError;
  }

  wake(): void {
    this.#due.trySend(this);
  }

  trySend(lines: string): boolean {
    if (this.#draining) return false;
    try {
      const frames = this.#format?.framesOf(lines) ?? [lines];
      for (const frame of frames) this.#socket.send(frame);
      this.#sent.add(frames.length);
      if (this.#socket.bufferedAmount > BUFFERED_MAX_BYTES) this.#draining = this.#drain();
    } catch (error) {
      this.#fail(error);
    }
    return true;
  }

  /** Sends what there is, as long as it is being read. */
  flush(): void {
    try {
      while (!this.#draining) {
        const frame = this.#member.take();
        if (frame === undefined) return;
        this.trySend(frame);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#onError(error);
    this.#member.drop(Close.InternalError);
  }

  /** Resolves when nothing is looked at any more. */
  async ended(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    if (await drained(this.#socket, this.#stalledMs)) {
      this.#draining = undefined;
      this.flush();
    } else this.#member.drop(Close.TooSlow);
  }
}

/** Waits until a socket has room again; `false` when nothing moved for too long. */
async function drained(socket: SendingSocket, stalledMs: number): Promise<boolean> {
  let least = socket.bufferedAmount;
  let stillMs = 0;
  let lookMs: number = DRAIN_LOOK_MS.first;
  // There is no event for it, so we look. Without this, a peer that stops reading makes `send`
  // buffer without bound.
  while (socket.bufferedAmount > BUFFERED_MAX_BYTES && socket.readyState === WebSocket.OPEN) {
    await setTimeout(lookMs);
    stillMs = socket.bufferedAmount < least ? 0 : stillMs + lookMs;
    least = Math.min(least, socket.bufferedAmount);
    if (stillMs >= stalledMs) return false;
    lookMs = Math.min(lookMs * 2, DRAIN_LOOK_MS.most);
  }
  return true;
}
