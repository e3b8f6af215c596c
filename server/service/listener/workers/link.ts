/**
 * The owner's end of one worker: answers the requests that it forwards, and serves its sockets.
 *
 * @module
 */
import { setImmediate } from "node:timers/promises";
import { onServeError } from "../serve_error.ts";
import { Exchange } from "./exchange.ts";
import { ForwardedRequest } from "./forwarded_request.ts";
import type { BodyStep, Post, RequestHead, ToWorker, WorkerTick } from "./messages.ts";
import { RemoteSockets } from "./remote_sockets.ts";

/** The status of an answer that makes a WebSocket of its request. */
const UPGRADED = 101;

/** Answers a request, as a handler of `Deno.serve` does. */
export type Handler = (
  request: Request,
  peer: { readonly remoteAddr: Deno.Addr },
) => Response | Promise<Response>;

export class Link {
  readonly #post: Post<ToWorker>;
  readonly #handler: Handler;
  readonly #sockets: RemoteSockets;
  readonly #exchanges = new Map<number, Exchange>();

  constructor(post: Post<ToWorker>, handler: Handler) {
    this.#post = post;
    this.#handler = handler;
    this.#sockets = new RemoteSockets(post);
  }

  /** How many requests are under way. */
  get size(): number {
    return this.#exchanges.size;
  }

  handle(
    message: BodyStep | WorkerTick | { type: "request"; call: number; head: RequestHead },
  ): void {
    if (message.type === "tick") this.#sockets.handle(message);
    else if (message.type === "request") void this.#answer(message.call, message.head);
    else this.#exchanges.get(message.call)?.handle(message);
  }

  /** Breaks off all that is under way: the worker is gone. */
  fail(): void {
    this.#sockets.fail();
    for (const exchange of this.#exchanges.values()) exchange.fail("The worker has ended");
  }

  async #answer(call: number, head: RequestHead): Promise<void> {
    const exchange = new Exchange(call, this.#post, () => this.#end(call));
    this.#exchanges.set(call, exchange);
    let options: Deno.UpgradeWebSocketOptions | undefined;
    const request = new ForwardedRequest(head, {
      body: () => exchange.receive(),
      upgrade: (asked) => {
        options = asked;
        return {
          socket: this.#sockets.open(call),
          response: new Response(null, { status: UPGRADED }),
        };
      },
    });
    const response = await this.#respond(request, head);
    if (options && response.status === UPGRADED) {
      this.#end(call);
      return this.#post({ type: "upgrade", call, options });
    }
    this.#sockets.forget(call);
    await this.#send(call, exchange, response);
  }

  async #respond(request: Request, { remoteAddr }: RequestHead): Promise<Response> {
    try {
      return await this.#handler(request, { remoteAddr });
    } catch (error) {
      return onServeError(error);
    }
  }

  /** Sends an answer: at once where all of it is there, otherwise as it is asked for. */
  async #send(call: number, exchange: Exchange, response: Response): Promise<void> {
    const head = { status: response.status, headers: [...response.headers] };
    const reader = response.body?.getReader();
    const ahead = reader && twoOf(reader);
    if (!ahead || await isWhole(ahead)) {
      const { value } = await ahead?.[0] ?? {};
      this.#end(call);
      return this.#post({ type: "response", call, head, body: value?.slice() ?? null });
    }
    exchange.send(reader, ahead);
    this.#post({ type: "response", call, head, body: "stream" });
  }

  #end(call: number): void {
    const exchange = this.#exchanges.get(call);
    this.#exchanges.delete(call);
    exchange?.abandon();
  }
}

type Piece = Promise<ReadableStreamReadResult<Uint8Array>>;

/** The first two pieces of a body. */
function twoOf(reader: ReadableStreamDefaultReader<Uint8Array>): [Piece, Piece] {
  const first = reader.read();
  const second = first.then(() => reader.read());
  // Whoever asks for it hears of a failure.
  second.catch(() => undefined);
  return [first, second];
}

/** Whether a body is one piece, which is there now. */
async function isWhole([, second]: [Piece, Piece]): Promise<boolean> {
  const isDone = second.then(({ done }) => done, () => false);
  return await Promise.race([isDone, setImmediate(false)]);
}
