/**
 * One bare socket, which nobody brings back.
 *
 * @module
 */
import { Channel } from "../../hub/channel.ts";
import type { Event } from "../../protocol.ts";

/** Events that may wait to be looked at. */
const EVENTS_MAX = 200_000;

export class Visit implements AsyncDisposable {
  /** What the server tells, until the socket ends. */
  readonly events = new Channel<Event>(EVENTS_MAX);
  readonly #socket: WebSocket;
  readonly #closed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      for (const line of String(data).split("\n")) this.events.trySend(JSON.parse(line));
    };
    // Always followed by `close`, which is all that matters here.
    socket.onerror = (event) => event.preventDefault();
    socket.onclose = () => {
      this.events.close();
      this.#closed.resolve();
    };
  }

  /** Comes in by a token, or else by a guest's name. Who is not let in hears nothing. */
  static begin(url: string, name: string, token?: string): Visit {
    const protocols = token === undefined ? [] : ["chat.v1", `bearer.${token}`];
    return new Visit(
      new WebSocket(`${url.replace("http", "ws")}/ws?name=${name}`, protocols),
    );
  }

  /** Sends commands in one frame, if it can. */
  send(commands: readonly Record<string, unknown>[]): void {
    if (this.#socket.readyState !== WebSocket.OPEN || commands.length === 0) return;
    this.#socket.send(commands.map((command) => JSON.stringify(command)).join("\n"));
  }

  close(): void {
    if (this.#socket.readyState !== WebSocket.CLOSED) this.#socket.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.#closed.promise;
  }
}
