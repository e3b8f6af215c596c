/**
 * The sockets that a worker holds. What arrives at them within a tick goes to the owner together.
 *
 * @module
 */
import { setImmediate } from "node:timers";
import { Close } from "../../../../protocol.ts";
import { FrontSocket } from "./front_socket.ts";

import { type OwnerTick, type Post, SEEN_MS, type WorkerTick } from "./messages.ts";

/** How often we look whether slow sockets have drained, in milliseconds: while they do, and at most. */
const DRAIN_LOOK_MS = { first: 2, most: 200 } as const;

/** Sockets, and how many frames of each. */
type Counts = Map<FrontSocket, number>;

export class FrontSockets {
  readonly #sockets = new Map<number, FrontSocket>();
  readonly #post: Post<WorkerTick>;
  #opened: number[] = [];
  #ended: [socket: number, code: number][] = [];
  /** Those that have frames for the owner, or an end. */
  readonly #due = new Set<FrontSocket>();
  /** Those whose network is slow. */
  readonly #loaded = new Set<FrontSocket>();
  #lookMs: number = DRAIN_LOOK_MS.first;
  #looking: ReturnType<typeof setTimeout> | undefined;
  /** Batches that were posted and have not arrived yet. */
  readonly #inTransit = new Map<number, Counts>();
  #batches = 0;
  #last = "";
  /** The last batch that was received, and the last of which the owner was told that it was. */
  #seen = 0;
  #told = 0;
  #isScheduled = false;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(post: Post<WorkerTick>) {
    this.#post = post;
  }

  add(id: number, webSocket: WebSocket): void {
    const socket = new FrontSocket(id, webSocket, (due) => this.#notice(due));
    this.#sockets.set(id, socket);
    webSocket.addEventListener("open", () => {
      this.#opened.push(id);
      this.#schedule();
    }, { once: true });
  }

  /** Tells the owner that a socket is over. */
  end(id: number, code: number): void {
    this.#ended.push([id, code]);
    this.#schedule();
  }

  /** Says goodbye to everyone, and tells the owner nothing any more. */
  close(): void {
    this.#isScheduled = true;
    clearTimeout(this.#looking);
    clearTimeout(this.#telling);
    for (const socket of this.#sockets.values()) socket.close(Close.GoingAway);
  }

  handle({ batch, seen, frames, closes }: OwnerTick): void {
    this.#arrived(seen);
    for (const [text, ids] of frames) {
      const frame = this.#last = text ?? this.#last;
      for (const id of ids) {
        const socket = this.#sockets.get(id);
        if (socket?.deliver(frame)) this.#loaded.add(socket);
      }
    }
    for (const [id, code] of closes) this.#sockets.get(id)?.close(code);
    if (batch === 0) return;
    this.#seen = batch;
    // Soon, where the owner has to know how much waits for the network.
    if (this.#loaded.size > 0) this.#schedule();
    else this.#telling ??= setTimeout(() => this.#schedule(), SEEN_MS);
  }

  /** Takes off what has reached the owner's sockets: they may have more. */
  #arrived(seen: number): void {
    for (const [batch, counts] of this.#inTransit) {
      if (batch > seen) return;
      this.#inTransit.delete(batch);
      for (const [socket, count] of counts) {
        socket.arrived(count);
        if (socket.isDue) this.#notice(socket);
      }
    }
  }

  #notice(socket: FrontSocket): void {
    this.#due.add(socket);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    clearTimeout(this.#telling);
    this.#telling = undefined;
    const amounts = this.#amounts();
    const [frames, counts] = this.#takeFrames();
    const [opened, ended] = [this.#opened, this.#ended];
    this.#opened = [];
    this.#ended = [];
    const isNews = frames.length + amounts.length + opened.length + ended.length > 0;
    if (!isNews && this.#told === this.#seen) return;
    const batch = frames.length > 0 ? ++this.#batches : 0;
    if (batch > 0) this.#inTransit.set(batch, counts);
    this.#told = this.#seen;
    this.#post({ type: "tick", batch, seen: this.#seen, opened, frames, amounts, ended });
  }

  #takeFrames(): [frames: [socket: number, frame: string][], counts: Counts] {
    const frames: [socket: number, frame: string][] = [];
    const counts: Counts = new Map();
    for (const socket of this.#due) {
      const taken = socket.take();
      for (const frame of taken) frames.push([socket.id, frame]);
      if (taken.length > 0) counts.set(socket, taken.length);
      const code = socket.takeEnd();
      if (code === undefined) continue;
      this.#ended.push([socket.id, code]);
      this.#sockets.delete(socket.id);
      this.#loaded.delete(socket);
    }
    this.#due.clear();
    return [frames, counts];
  }

  /** How much waits for slow sockets, where that has changed. There is no event for it, so we look. */
  #amounts(): [socket: number, bytes: number][] {
    const amounts: [socket: number, bytes: number][] = [];
    for (const socket of this.#loaded) {
      const bytes = socket.takeAmount();
      if (bytes !== undefined) amounts.push([socket.id, bytes]);
      if (!socket.isLoaded) this.#loaded.delete(socket);
    }
    const { first, most } = DRAIN_LOOK_MS;
    this.#lookMs = amounts.length > 0 ? first : Math.min(this.#lookMs * 2, most);
    if (this.#loaded.size > 0) this.#looking ??= setTimeout(() => this.#look(), this.#lookMs);
    return amounts;
  }

  #look(): void {
    this.#looking = undefined;
    this.#schedule();
  }
}
