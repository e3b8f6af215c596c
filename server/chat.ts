/**
 * A chat that is being served: its hub, its doors, and what a request may ask for.
 *
 * @module
 */
import { Hub } from "../hub.ts";
import type { Mark } from "../hub/marks.ts";
import { Member } from "../hub/member.ts";
import { Close } from "../protocol.ts";
import type { Rules } from "./accounts.ts";
import { apiRoutes } from "./api.ts";
import { type Assets, loadAssets, SECURITY_HEADERS } from "./assets.ts";
import type { Backing } from "./backing.ts";
import { cookieOf, forgetCookie } from "./cookie.ts";
import { bearerOf, Door, notAWebSocket, speaks, SUBPROTOCOL } from "./door.ts";
import { Edge, type EdgeOptions, type Peer } from "./edge.ts";
import { House, type HouseOptions } from "./house.ts";
import { Refusal } from "./refusal.ts";
import { retain } from "./retention.ts";
import { Router } from "./routes.ts";
import type { Seat } from "./seats.ts";
import { serveSession, type SessionOptions } from "./session.ts";
import type { Retention } from "./settings.ts";
import { StoreError } from "./store.ts";

/** Seconds after which the runtime gives up a peer that answers no ping. */
const IDLE_TIMEOUT_S = 30;
/** How long we wait for the answer to a goodbye, in milliseconds. Some peers never answer. */
const FAREWELL_MS = 1000;
/** How often the hub is told that time passes, in milliseconds. */
const TICK_MS = 1000;

export interface ChatOptions extends SessionOptions, EdgeOptions {
  backing: Backing;
  /** Who may come in, and how. */
  rules?: Rules;
  /** What a try of a password costs. */
  effort?: HouseOptions["effort"];
  /** Takes a person, by their id, out of what they said. */
  disown?: HouseOptions["disown"];
  /** How much of each room is kept; all of it unless said. */
  retain?: Retention;
  /** What the server calls itself: `NAME/VERSION`. */
  server: string;
  /** Seconds after which the runtime gives up a peer that answers no ping. */
  idleTimeoutS?: number;
}

export class Chat implements AsyncDisposable {
  readonly #hub: Hub;
  readonly #house: House;
  readonly #door: Door;
  readonly #router: Router;
  readonly #assets: Assets;
  readonly #options: ChatOptions;
  readonly #onError: (error: unknown) => void;
  readonly #running: Promise<void>;
  readonly #ticks: ReturnType<typeof setInterval>;
  readonly #sessions = new Set<Promise<void>>();
  readonly #retaining: Promise<void>;
  readonly #stopping = new AbortController();
  /** A look for sessions that have ended elsewhere. */
  #looking: Promise<void> | undefined;

  private constructor(hub: Hub, house: House, assets: Assets, options: ChatOptions) {
    const { now = Date.now, onError = console.error } = options;
    this.#hub = hub;
    this.#house = house;
    this.#door = new Door(house);
    this.#router = new Router(apiRoutes(house, this.#door));
    this.#assets = assets;
    this.#options = options;
    this.#onError = onError;
    this.#running = hub.run();
    this.#ticks = setInterval(() => this.#tick(now()), TICK_MS);
    const { days, messages } = options.retain ?? { days: Infinity, messages: Infinity };
    const { signal } = this.#stopping;
    this.#retaining = retain({
      days,
      messages,
      journal: options.backing.journal,
      hub,
      signal,
      now,
    });
  }

  /**
   * A chat over what is kept, with the page in `static/`.
   *
   * @throws What the journal throws when it cannot be read.
   */
  static async open(options: ChatOptions): Promise<Chat> {
    const { backing, rules, effort, disown, now, server, onError = console.error } = options;
    const { journal, marks, charters } = backing;
    const edge = new Edge(options);
    const house = new House({ backing, rules, edge, effort, disown, now, onError });
    const [hub, assets] = await Promise.all([
      Hub.open({ journal, marks, charters, people: house, server, onError }),
      loadAssets(new URL("../static/", import.meta.url)),
    ]);
    return new Chat(hub, house, assets, options);
  }

  /** Answers a request, whatever it is. `peer` tells where it comes from. */
  async fetch(request: Request, peer?: Peer): Promise<Response> {
    try {
      return await this.#route(request, peer);
    } catch (error) {
      if (error instanceof Refusal) return refuse(request, error);
      if (error instanceof StoreError) {
        return new Refusal("unavailable", error.message).toResponse();
      }
      this.#onError(error);
      return new Response("Internal server error\n", { status: 500, headers: SECURITY_HEADERS });
    }
  }

  /** Closes every connection with 1001 when what was said is stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#ticks);
    this.#hub.events.close();
    await this.#running;
    await Promise.all([this.#retaining, ...this.#sessions]);
    await this.#looking;
    await this.#house.settled();
  }

  #route(request: Request, peer: Peer | undefined): Response | Promise<Response> {
    const { pathname } = new URL(request.url);
    const isPersonal = pathname === "/ws" || pathname.startsWith("/api/");
    if (isPersonal && !this.#house.edge.allowsOrigin(request, peer)) throw foreignOrigin(request);
    switch (pathname) {
      case "/ws":
        return this.#upgrade(request, peer);
      case "/healthz":
        return this.#health();
      default: {
        const response = this.#router.respond(request, peer) ?? this.#assets.respond(request);
        if (response) return response;
        throw new Refusal("not-found", `Cannot find ${pathname}`);
      }
    }
  }

  async #upgrade(request: Request, peer: Peer | undefined): Promise<Response> {
    if (this.#stopping.signal.aborted) {
      throw new Refusal("stopping", "Cannot come in: the server stops");
    }
    const { seat, isNew } = await this.#door.admit(request, peer);
    try {
      const marks = isNew ? [] : await this.#options.backing.marks.of(seat.person);
      const { socket, response } = upgrade(request, this.#options.idleTimeoutS);
      const session = this.#serve(socket, seat, marks).then(() => farewell(socket))
        .finally(() => this.#sessions.delete(session));
      this.#sessions.add(session);
      return response;
    } catch (error) {
      seat[Symbol.dispose]();
      throw error;
    }
  }

  async #serve(socket: WebSocket, seat: Seat, marks: readonly Mark[]): Promise<void> {
    using _ = seat;
    const member = new Member(seat.person);
    seat.onEnd(() => member.drop(Close.Removed));
    await serveSession(socket, member, marks, this.#hub, this.#options);
  }

  #tick(at: number): void {
    this.#hub.events.trySend({ type: "ticked", at });
    this.#looking ??= this.#house.look().catch(this.#onError)
      .finally(() => this.#looking = undefined);
  }

  async #health(): Promise<Response> {
    const reason = await this.#options.backing.trouble();
    return Response.json(reason === undefined ? { status: "ok" } : { status: "failing", reason }, {
      status: reason === undefined ? 200 : 503,
      headers: { ...SECURITY_HEADERS, "cache-control": "no-store" },
    });
  }
}

/** Tells that a request is refused. A cookie that brings nobody in is to be forgotten. */
function refuse(request: Request, refusal: Refusal): Response {
  const response = refusal.toResponse();
  const isCookieBad = refusal.reason === "no-session" && bearerOf(request) === undefined &&
    cookieOf(request) !== undefined;
  return isCookieBad ? forgetCookie(response) : response;
}

/** Only our own page may use the cookie of who opened it. */
function foreignOrigin(request: Request): Refusal {
  const origin = request.headers.get("origin");
  return new Refusal("foreign-origin", `Cannot come in: a page of ${origin} may not`);
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

function upgrade(request: Request, idleTimeout = IDLE_TIMEOUT_S): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(request, {
      idleTimeout,
      ...(speaks(request) && { protocol: SUBPROTOCOL }),
    });
  } catch {
    throw notAWebSocket();
  }
}
