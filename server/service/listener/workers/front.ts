/**
 * A worker's end: it holds the connections, and has the owner answer.
 *
 * @module
 */
import { Close } from "../../../../protocol.ts";
import { Exchange } from "./exchange.ts";
import { FrontSockets } from "./front_sockets.ts";
import type { BodyStep, OwnerTick, Post, ToOwner, ToWorker } from "./messages.ts";

/** What the owner answers a request. */
type Answer = Extract<ToWorker, { type: "response" | "upgrade" }>;

/** A request that is under way. */
interface Call {
  readonly request: Request;
  readonly exchange: Exchange;
  readonly answer: (response: Response) => void;
  /** Of who asks for a socket: whether they are gone. */
  readonly gone: AbortSignal | undefined;
}

export class Front {
  readonly #post: Post<ToOwner>;
  readonly #sockets: FrontSockets;
  readonly #calls = new Map<number, Call>();
  #count = 0;
  #isOver = false;

  constructor(post: Post<ToOwner>) {
    this.#post = post;
    this.#sockets = new FrontSockets(post);
  }

  /** Has the owner answer a request. */
  readonly respond = (
    request: Request,
    { remoteAddr }: { readonly remoteAddr: Deno.Addr },
  ): Promise<Response> => {
    if (this.#isOver) return Promise.resolve(leaving());
    const call = ++this.#count;
    const exchange = new Exchange(call, this.#post);
    // Not before it is asked for: the runtime takes a body by itself that nobody has begun to read.
    exchange.offer(() => request.body?.getReader());
    const { promise, resolve: answer } = Promise.withResolvers<Response>();
    const { method, url, headers } = request;
    // It tells only what happens from when it is first asked for.
    const gone = headers.has("upgrade") ? request.signal : undefined;
    this.#calls.set(call, { request, exchange, answer, gone });
    const head = { method, url, headers: [...headers], remoteAddr };
    this.#post({ type: "request", call, head });
    return promise;
  };

  /**
   * Ends all that is under way: nobody is to wait for a thread that is gone. The runtime keeps the
   * connections of one that ends by itself, now and then.
   */
  close(): void {
    this.#isOver = true;
    this.#sockets.close();
    for (const { exchange, answer } of this.#calls.values()) {
      answer(leaving());
      exchange.fail("The worker ends");
    }
    this.#calls.clear();
  }

  handle(message: Answer | BodyStep | OwnerTick): void {
    if (message.type === "tick") return this.#sockets.handle(message);
    const call = this.#calls.get(message.call);
    if (!call) return;
    if (message.type === "response") this.#answer(call, message);
    else if (message.type === "upgrade") this.#upgrade(call, message);
    else call.exchange.handle(message);
  }

  #answer(
    { exchange, answer }: Call,
    { call, head, body }: Extract<Answer, { type: "response" }>,
  ): void {
    if (body !== "stream") {
      this.#calls.delete(call);
      return answer(new Response(body, head));
    }
    answer(new Response(exchange.receive(() => this.#calls.delete(call)), head));
  }

  #upgrade(
    { request, answer, gone }: Call,
    { call, options }: Extract<Answer, { type: "upgrade" }>,
  ): void {
    this.#calls.delete(call);
    try {
      // As in `server/http/upgrade.ts`: nobody would hear of its socket again.
      gone?.throwIfAborted();
      const { socket, response } = Deno.upgradeWebSocket(request, options);
      this.#sockets.add(call, socket);
      answer(response);
    } catch {
      // The client is gone, or asked for something that only the runtime knows to be no handshake.
      this.#sockets.end(call, Close.GoingAway);
      answer(new Response("Cannot upgrade: this is not a WebSocket request\n", { status: 400 }));
    }
  }
}

function leaving(): Response {
  const headers = { "retry-after": "1", "connection": "close" };
  return new Response("Cannot answer: try again\n", { status: 503, headers });
}
