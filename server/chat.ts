/**
 * A chat that is being served: its hub, its doors, and what a request may ask for.
 *
 * @module
 */
import { Hub } from "../hub.ts";
import type { Journal } from "../hub/journal.ts";
import { type Assets, loadAssets, SECURITY_HEADERS } from "./assets.ts";
import { admit, notAWebSocket, speaks, SUBPROTOCOL } from "./door.ts";
import { Guests, type Seat } from "./guests.ts";
import { Refusal } from "./refusal.ts";
import { serveSession, type SessionOptions } from "./session.ts";

/** Seconds after which the runtime gives up a peer that answers no ping. */
const IDLE_TIMEOUT_S = 30;
/** How long we wait for the answer to a goodbye, in milliseconds. Some peers never answer. */
const FAREWELL_MS = 1000;
/** How often the hub is told that time passes, in milliseconds. */
const TICK_MS = 1000;

export interface ChatOptions extends SessionOptions {
  journal: Journal;
  /** What the server calls itself: `NAME/VERSION`. */
  server: string;
  /** Seconds after which the runtime gives up a peer that answers no ping. */
  idleTimeoutS?: number;
}

export class Chat implements AsyncDisposable {
  readonly #hub: Hub;
  readonly #assets: Assets;
  readonly #options: ChatOptions;
  readonly #guests = new Guests();
  readonly #running: Promise<void>;
  readonly #ticks: ReturnType<typeof setInterval>;
  readonly #sessions = new Set<Promise<void>>();
  #stopping = false;

  private constructor(hub: Hub, assets: Assets, options: ChatOptions) {
    this.#hub = hub;
    this.#assets = assets;
    this.#options = options;
    this.#running = hub.run();
    this.#ticks = setInterval(() => hub.events.trySend({ type: "ticked" }), TICK_MS);
  }

  /**
   * A chat over what a journal keeps, with the page in `static/`.
   *
   * @throws What the journal throws when it cannot be read.
   */
  static async open(options: ChatOptions): Promise<Chat> {
    const [hub, assets] = await Promise.all([
      Hub.open(options.journal, options),
      loadAssets(new URL("../static/", import.meta.url)),
    ]);
    return new Chat(hub, assets, options);
  }

  /** Answers a request, whatever it is. */
  fetch(request: Request): Response {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof Refusal) return error.toResponse();
      this.#options.onError?.(error);
      return new Response("Internal server error\n", { status: 500, headers: SECURITY_HEADERS });
    }
  }

  /** Closes every connection with 1001 when what was said is stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#ticks);
    this.#hub.events.close();
    await this.#running;
    await Promise.all(this.#sessions);
  }

  #route(request: Request): Response {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/ws":
        return this.#upgrade(request);
      case "/healthz":
        return this.#health();
      default: {
        const response = this.#assets.respond(request);
        if (response) return response;
        throw new Refusal("not-found", `Cannot find ${pathname}`);
      }
    }
  }

  #upgrade(request: Request): Response {
    if (this.#stopping) throw new Refusal("stopping", "Cannot come in: the server stops");
    const seat = admit(request, this.#guests);
    const { socket, response } = upgrade(request, seat, this.#options.idleTimeoutS);
    const session = this.#serve(socket, seat).then(() => farewell(socket))
      .finally(() => this.#sessions.delete(session));
    this.#sessions.add(session);
    return response;
  }

  async #serve(socket: WebSocket, seat: Seat): Promise<void> {
    using _ = seat;
    await serveSession(socket, seat.person, this.#hub, this.#options);
  }

  #health(): Response {
    return Response.json({ status: "ok" }, {
      headers: { ...SECURITY_HEADERS, "cache-control": "no-store" },
    });
  }
}

/**
 * Resolves when a socket that is being closed has closed, or will not in time. Until then its
 * goodbye may not have left this process.
 */
async function farewell(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FAREWELL_MS);
  socket.addEventListener("close", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}

function upgrade(
  request: Request,
  seat: Seat,
  idleTimeout = IDLE_TIMEOUT_S,
): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(request, {
      idleTimeout,
      ...(speaks(request) && { protocol: SUBPROTOCOL }),
    });
  } catch {
    seat[Symbol.dispose]();
    throw notAWebSocket();
  }
}
