/**
 * A WebSocket that a worker holds, as the owner has it.
 *
 * @module
 */
import { Close } from "../../../../protocol.ts";

/** Close codes of a client that leaves on purpose. */
const LEAVING: readonly number[] = [Close.Normal];

/** Hands on what is sent. */
export interface RemoteSender {
  send(socket: RemoteSocket, frame: string): void;
  close(socket: RemoteSocket, code: number): void;
}

/** It has what of a `WebSocket` a session uses. */
export class RemoteSocket extends EventTarget {
  readonly id: number;
  readonly #sender: RemoteSender;
  #readyState: WebSocket["readyState"] = WebSocket.CONNECTING;
  /** Bytes that were sent, and have not reached the worker's own socket yet. */
  #inTransit = 0;
  /** Bytes that wait for the network there, as far as we were told. */
  #waiting = 0;

  constructor(id: number, sender: RemoteSender) {
    super();
    this.id = id;
    this.#sender = sender;
  }

  get readyState(): WebSocket["readyState"] {
    return this.#readyState;
  }

  /** All that waits for the peer, in both threads and between them. */
  get bufferedAmount(): number {
    return this.#inTransit + this.#waiting;
  }

  send(frame: string): void {
    if (this.#readyState === WebSocket.OPEN) this.#sender.send(this, frame);
  }

  close(code: number = Close.Normal): void {
    if (this.#readyState >= WebSocket.CLOSING) return;
    this.#readyState = WebSocket.CLOSING;
    this.#sender.close(this, code);
  }

  /** Notes that so many bytes more are on their way; less than none have arrived. */
  carry(bytes: number): void {
    this.#inTransit += bytes;
  }

  /** Notes how many bytes wait there now. */
  note(waiting: number): void {
    this.#waiting = waiting;
  }

  opened(): void {
    if (this.#readyState !== WebSocket.CONNECTING) return;
    this.#readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  receive(frame: string): void {
    this.dispatchEvent(new MessageEvent("message", { data: frame }));
  }

  /** Notes that it is over, for which the worker's inbox has given a reason. */
  ended(code: number): void {
    if (this.#readyState === WebSocket.CLOSED) return;
    this.#readyState = WebSocket.CLOSED;
    this.dispatchEvent(new CloseEvent("close", { code, wasClean: LEAVING.includes(code) }));
  }
}
