/**
 * Sends what members are owed. The only place that sends.
 *
 * @module
 */
import { Channel } from "../../hub/channel.ts";
import { FRAME_MAX_LENGTH, type Member } from "../../hub/member.ts";
import { Close } from "../../protocol.ts";

/** Bytes that may wait in the runtime for the network before we send no more. */
const BUFFERED_MAX_BYTES = 64 * 1024;
/**
 * Bytes that may wait for one socket, at most, unless its member asked for pieces of history: those
 * that stop us from sending more, and the frame that went over them, in UTF-8.
 */
export const OUTGOING_MAX_BYTES = BUFFERED_MAX_BYTES + 3 * FRAME_MAX_LENGTH;
/** How often we look whether a slow socket has drained, in milliseconds: first, and at most. */
const DRAIN_LOOK_MS = { first: 1, most: 250 } as const;

/**
 * One loop that writes to all sockets: each that has something to be sent waits in it once. A loop
 * for each socket would cost some promises a frame: half a microsecond more of seven.
 */
export class WritePump {
  readonly #awake = new Channel<Outlet>(Number.MAX_SAFE_INTEGER);

  /** Writes until the pump is closed. */
  async run(): Promise<void> {
    for await (const outlets of this.#awake.batches()) {
      for (const outlet of outlets) outlet.flush();
    }
  }

  close(): void {
    this.#awake.close();
  }

  /** Sends a member's frames to a socket from now on, until either is closed. */
  connect(member: Member, socket: WebSocket, stalledMs: number): Outlet {
    const outlet = new Outlet(member, socket, stalledMs);
    member.listen(() => this.#awake.trySend(outlet));
    return outlet;
  }
}

/** A member's way out. */
export class Outlet {
  readonly #member: Member;
  readonly #socket: WebSocket;
  readonly #stalledMs: number;
  /** Resolves when a slow socket has room again, or is given up. */
  #draining: Promise<void> | undefined;

  constructor(member: Member, socket: WebSocket, stalledMs: number) {
    this.#member = member;
    this.#socket = socket;
    this.#stalledMs = stalledMs;
  }

  /** Sends what there is, as long as it is being read. */
  flush(): void {
    while (!this.#draining) {
      const frame = this.#member.take();
      if (frame === undefined) return;
      this.#socket.send(frame);
      if (this.#socket.bufferedAmount > BUFFERED_MAX_BYTES) this.#draining = this.#drain();
    }
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
async function drained(socket: WebSocket, stalledMs: number): Promise<boolean> {
  let least = socket.bufferedAmount;
  let stillMs = 0;
  let lookMs: number = DRAIN_LOOK_MS.first;
  // There is no event for it, so we look. Without this, a peer that stops reading makes `send`
  // buffer without bound.
  while (socket.bufferedAmount > BUFFERED_MAX_BYTES && socket.readyState === WebSocket.OPEN) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    stillMs = socket.bufferedAmount < least ? 0 : stillMs + lookMs;
    least = Math.min(least, socket.bufferedAmount);
    if (stillMs >= stalledMs) return false;
    lookMs = Math.min(lookMs * 2, DRAIN_LOOK_MS.most);
  }
  return true;
}
