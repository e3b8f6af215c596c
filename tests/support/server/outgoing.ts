/**
 * Watching what waits to be sent.
 *
 * @module
 */

/**
 * Notes, from now on and until it is disposed of, how much waits in the runtime for the network
 * after each frame that a server of this process sends.
 */
export class Outgoing implements Disposable {
  /** The most that waited in one socket, in bytes. */
  mostBuffered = 0;
  /** Everything that was sent, in code units. */
  sentLength = 0;
  readonly #send = WebSocket.prototype.send;

  constructor() {
    const { prototype } = WebSocket;
    const send = this.#send;
    // deno-lint-ignore no-this-alias
    const outgoing = this;
    prototype.send = function (this: WebSocket, frame) {
      send.call(this, frame);
      // Who made a connection knows its address; who was asked for an upgrade does not.
      if (this.url === "") outgoing.#note(frame, this.bufferedAmount);
    };
  }

  [Symbol.dispose](): void {
    WebSocket.prototype.send = this.#send;
  }

  #note(frame: Parameters<WebSocket["send"]>[0], buffered: number): void {
    if (typeof frame === "string") this.sentLength += frame.length;
    this.mostBuffered = Math.max(this.mostBuffered, buffered);
  }
}
