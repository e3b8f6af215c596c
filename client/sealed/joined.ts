/**
 * Which rooms we are in on the socket that is open now, and what waits for one.
 *
 * @module
 */
import { type ConnectionEvent, CutError } from "../connection.ts";

/** Follows what a connection tells. */
export class Joined {
  readonly #rooms: Set<string> = new Set();
  /** By room, as many as somebody changes something in. */
  readonly #waiting: Map<string, PromiseWithResolvers<void>> = new Map();
  #hasEnded = false;

  take(event: ConnectionEvent): void {
    if (event.type === "status" && event.state !== "open") this.#rooms.clear();
    if (event.type === "left") this.#rooms.delete(event.room);
    if (event.type !== "joined") return;
    this.#rooms.add(event.room);
    this.#waiting.get(event.room)?.resolve();
    this.#waiting.delete(event.room);
  }

  /** Whether we are in the room, as far as we were told. */
  has(room: string): boolean {
    return this.#rooms.has(room);
  }

  /** Resolves when we come into the room next; rejects with a CutError when there is no next time. */
  next(room: string): Promise<void> {
    if (this.#hasEnded) return Promise.reject(new CutError("Not connected"));
    const waiting = this.#waiting.get(room) ?? Promise.withResolvers();
    this.#waiting.set(room, waiting);
    return waiting.promise;
  }

  /** There is nothing to be told any more. */
  end(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(new CutError("Not connected"));
    this.#waiting.clear();
  }
}
