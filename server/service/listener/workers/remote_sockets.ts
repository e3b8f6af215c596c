/**
 * The sockets of one worker, as the owner has them. What is sent to them within a tick goes together.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import { Close } from "../../../../protocol.ts";
import { type OwnerTick, type Post, SEEN_MS, type WorkerTick } from "./messages.ts";
import { type RemoteSender, RemoteSocket } from "./remote_socket.ts";

/**
 * How long what is sent is gathered while more and more of it comes, in milliseconds: a broadcast to
 * thousands, which is sent to some at a time. Each message wakes a thread, which costs as much as some
 * ten deliveries.
 */
const GATHER_MS = 4;

/** A frame, and the sockets that it goes to. */
interface Sending {
  readonly frame: string;
  readonly bytes: number;
  readonly sockets: RemoteSocket[];
}

/**
 * A frame crosses once, however many sockets it is for: those to whom a broadcast sends are gathered, and
 * the worker remembers the last frame for those of the next batch.
 */
export class RemoteSockets implements RemoteSender {
  readonly #sockets = new Map<number, RemoteSocket>();
  readonly #post: Post<OwnerTick>;
  #sending: Sending[] = [];
  #closes: [socket: number, code: number][] = [];
  /** Batches that were posted and have not arrived yet. */
  readonly #inTransit = new Map<number, readonly Sending[]>();
  #batches = 0;
  /** The last frame that was posted. */
  #last: string | undefined;
  /** The last batch that was received, and the last of which the worker was told that it was. */
  #seen = 0;
  #told = 0;
  #isScheduled = false;
  /** How many sends and closes are gathered, and since when. */
  #gathered = 0;
  #since = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;
  /** Whether the worker is gone. */
  #isOver = false;

  constructor(post: Post<OwnerTick>) {
    this.#post = post;
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** A socket that the worker is going to open. */
  open(id: number): RemoteSocket {
    const socket = new RemoteSocket(id, this);
    if (this.#isOver) setImmediate(() => socket.ended(Close.GoingAway));
    else this.#sockets.set(id, socket);
    return socket;
  }

  /** Forgets a socket that nobody opens. */
  forget(id: number): void {
    this.#sockets.delete(id);
  }

  send(socket: RemoteSocket, frame: string): void {
    let sending = this.#sending.at(-1);
    if (sending?.frame !== frame) {
      sending = { frame, bytes: Buffer.byteLength(frame), sockets: [] };
      this.#sending.push(sending);
    }
    this.#gathered++;
    this.#schedule();
    sending.sockets.push(socket);
    socket.carry(sending.bytes);
  }

  close({ id }: RemoteSocket, code: number): void {
    this.#closes.push([id, code]);
    this.#schedule();
  }

  handle({ batch, seen, opened, frames, amounts, ended }: WorkerTick): void {
    this.#arrived(seen);
    for (const [id, bytes] of amounts) this.#sockets.get(id)?.note(bytes);
    for (const id of opened) this.#sockets.get(id)?.opened();
    for (const [id, frame] of frames) this.#sockets.get(id)?.receive(frame);
    for (const [id, code] of ended) this.#end(id, code);
    if (batch > 0) {
      this.#seen = batch;
      this.#telling ??= setTimeout(() => this.#schedule(), SEEN_MS);
    }
  }

  /** Ends all of them as cut off: the worker is gone. */
  fail(): void {
    this.#isOver = true;
    clearTimeout(this.#telling);
    for (const id of [...this.#sockets.keys()]) this.#end(id, Close.GoingAway);
    this.#inTransit.clear();
  }

  #end(id: number, code: number): void {
    const socket = this.#sockets.get(id);
    this.#sockets.delete(id);
    socket?.ended(code);
  }

  /** Takes off what has reached the worker's own sockets. */
  #arrived(seen: number): void {
    for (const [batch, sent] of this.#inTransit) {
      if (batch > seen) return;
      this.#inTransit.delete(batch);
      for (const { bytes, sockets } of sent) {
        for (const socket of sockets) socket.carry(-bytes);
      }
    }
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isOver) return;
    this.#isScheduled = true;
    this.#since = performance.now();
    this.#gather(0);
  }

  /** Flushes once a turn of the event loop brings no more. */
  #gather(before: number): void {
    setImmediate(() => {
      const count = this.#gathered;
      const isGrowing = count > before && performance.now() - this.#since < GATHER_MS;
      if (isGrowing) this.#gather(count);
      else this.#flush();
    });
  }

  #flush(): void {
    if (this.#isOver) return;
    this.#isScheduled = false;
    this.#gathered = 0;
    clearTimeout(this.#telling);
    this.#telling = undefined;
    const [sent, closes] = [this.#sending, this.#closes];
    if (sent.length + closes.length === 0 && this.#told === this.#seen) return;
    this.#sending = [];
    this.#closes = [];
    const frames = sent.map(({ frame, sockets }) => {
      const isLast = frame === this.#last;
      this.#last = frame;
      return [isLast ? null : frame, sockets.map(({ id }) => id)] as const;
    });
    const batch = sent.length > 0 ? ++this.#batches : 0;
    if (batch > 0) this.#inTransit.set(batch, sent);
    this.#told = this.#seen;
    this.#post({ type: "tick", batch, seen: this.#seen, frames, closes });
  }
}
