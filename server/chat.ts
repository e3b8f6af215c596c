/**
 * A chat that is being served: its hub, who is asking, and what a request may ask for.
 *
 * @module
 */
import { Hub } from "../hub.ts";
import { BlockList } from "../hub/people/block_list.ts";
import type { ErasureMode } from "../hub/log/journal.ts";
import type { Reader } from "../hub/people/read_positions.ts";
import { Member } from "../hub/people/member.ts";
import type { RoomLimits } from "../hub/rooms/room_quota.ts";
import { Tasks } from "../hub/tasks.ts";
import { Close } from "../protocol.ts";
import type { Rules } from "./auth/accounts.ts";
import { apiRoutes } from "./api.ts";
import type { Assets } from "./http/assets.ts";
import { loadAssets } from "./http/assets/load.ts";
import { HTTPS_HEADERS, SECURITY_HEADERS } from "./http/headers.ts";
import type { Backing } from "./backing.ts";
import { Authenticator, isUpgrade, notAWebSocket } from "./auth.ts";
import { Origins, type OriginsOptions, type Peer } from "./auth/origins.ts";
import { refuseForeignHost, refuseForeignPage } from "./auth/foreign.ts";
import { Erasing } from "./erasing.ts";
import { AuthService, type AuthServiceOptions } from "./auth/service.ts";
import { Limits, type SocketLimits } from "./limits.ts";
import type { Actor } from "./limits/pace.ts";
import { cutUnread, refuseEndless } from "./http/unread_body.ts";
import { lookedWeight, WEIGHT } from "./limits/weight.ts";
import { Refusal } from "./http/refusal.ts";
import { LogTrimmer } from "./retention.ts";
import { Repeating, started } from "./service.ts";
import { health } from "./http/health.ts";
import { Router } from "./http/routes.ts";
import { idleTimeoutOf } from "./socket/idle_timeout.ts";
import {
  type Arrival,
  serveSession,
  type Service,
  type SessionOptions,
  STALLED_MS,
} from "./socket/session.ts";
import type { Retention } from "./settings.ts";
import { StoreError } from "./kv/store.ts";
import { upgrade } from "./socket/upgrade.ts";
import { WritePump } from "./socket/write_pump.ts";

/** How often the hub is told that time passes, in milliseconds. */
const TICK_MS = 1000;

export interface ChatOptions extends SessionOptions, OriginsOptions {
  backing: Backing;
  /** Who may come in, and how. */
  rules?: Rules;
  /** What a try of a password costs. */
  effort?: AuthServiceOptions["effort"];
  /** How much of each room is kept; all of it unless said. */
  retain?: Retention;
  /** How many sockets there may be; `"off"` turns limits of rates off, too. */
  limits?: SocketLimits | "off";
  /** How many rooms there may be. */
  rooms?: RoomLimits;
  /** What the server calls itself: `NAME/VERSION`. */
  server: string;
  /** Seconds after which the runtime gives up a peer that answers no ping. */
  idleTimeoutS?: number;
}

/** What a chat is made of. */
interface Parts {
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly assets: Assets;
  readonly erasing: Erasing;
}

export class Chat implements AsyncDisposable {
  readonly #hub: Hub;
  readonly #auth: AuthService;
  readonly #authenticator: Authenticator;
  readonly #router: Router;
  readonly #assets: Assets;
  readonly #now: () => number;
  readonly #options: ChatOptions;
  readonly #onError: (error: unknown) => void;
  readonly #sessions: Tasks;
  readonly #service: Service;
  /** What runs until the chat is closed. What comes first is stopped last. */
  readonly #running = new AsyncDisposableStack();
  #isStopping = false;
  /** How many sockets have come. */
  #arrivals = 0;

  private constructor({ hub, auth, assets, erasing }: Parts, options: ChatOptions) {
    const { now = Date.now, onError = console.error } = options;
    this.#hub = hub;
    this.#auth = auth;
    this.#authenticator = new Authenticator(auth);
    this.#router = new Router(apiRoutes(auth, this.#authenticator, hub, now));
    this.#assets = assets;
    this.#now = now;
    this.#options = options;
    this.#onError = onError;
    this.#sessions = new Tasks(onError);
    const writePump = new WritePump(onError);
    this.#service = {
      ...{ hub, writePump, now, onError },
      judge: (actor, weight, at) => auth.limits.judge(actorOf(actor), weight, at),
      onTooFast: (actor, at) => auth.limits.penalize(actorOf(actor), at),
      stalledMs: options.stalledMs ?? STALLED_MS,
    };
    writePump.broadcast(hub.fanOut);
    const { days, messages } = options.retain ?? { days: Infinity, messages: Infinity };
    const { journal, retainEveryMs: restMs } = options.backing;
    const trimmer = new LogTrimmer({ days, messages, journal, hub, restMs, now, onError });
    const tick = () => hub.events.trySend({ type: "ticked", at: now() });
    const ticker = new Repeating({ everyMs: TICK_MS, act: tick, onError });
    const look = new Repeating({ everyMs: TICK_MS, act: () => auth.look(), onError });
    this.#running.defer(() => auth.settled());
    this.#running.use(started(writePump));
    // The hub disconnects everybody when it ends: only then does what is sent come to an end.
    this.#running.defer(() => this.#sessions.ended());
    this.#running.use(started(hub, erasing, trimmer, ticker, look));
  }

  /**
   * A chat over what is kept, with the page in `static/`.
   *
   * @throws What the journal throws when it cannot be read.
   */
  static async open(options: ChatOptions): Promise<Chat> {
    const { backing, rules, effort, now, server, onError = console.error } = options;
    const { journal, positions, policies, blocks } = backing;
    const edge = new Origins(options);
    const limits = new Limits(options.limits);
    const onRevised = (room: string): Promise<unknown> =>
      hub.events.send({ type: "revised", room });
    const erasing: Erasing = new Erasing({ journal, positions, blocks, onRevised, onError });
    const anonymize = (person: Reader, mode: ErasureMode) => erasing.begin(person, mode);
    const auth = new AuthService({ backing, rules, edge, limits, effort, anonymize, now, onError });
    const [hub, assets] = await Promise.all([
      Hub.open({
        ...{ journal, positions, policies, blocks, people: auth, server, onError },
        rooms: options.rooms,
        searchLimits: options.limits === "off" ? "off" : "on",
        onMake: (member, at) => limits.refusal(actorOf(member), WEIGHT.room, at),
        onModerated: (applied) => auth.hear(applied),
      }),
      loadAssets(new URL("../", import.meta.url)),
    ]);
    await erasing.resume();
    return new Chat({ hub, auth, assets, erasing }, options);
  }

  /** The code of `Accounts.offerCode`, for the operator, who alone sees what is printed. */
  offerClaimCode(): Promise<string | undefined> {
    return this.#auth.claimCode.offer();
  }

  /** Answers a request, whatever it is. `peer` tells where it comes from. */
  async fetch(request: Request, peer?: Peer): Promise<Response> {
    const isSecure = this.#auth.edge.isSecure(request, peer);
    const response = cutUnread(request, await this.#answer(request, peer));
    // What upgrades a socket can't be changed.
    if (!isSecure || response.status === 101) return response;
    for (const [name, value] of Object.entries(HTTPS_HEADERS)) response.headers.set(name, value);
    return response;
  }

  async #answer(request: Request, peer: Peer | undefined): Promise<Response> {
    try {
      return await this.#route(request, peer);
    } catch (error) {
      if (error instanceof Refusal) return this.#refuse(request, peer, error);
      if (error instanceof StoreError) {
        return new Refusal("unavailable", error.message).toResponse();
      }
      this.#onError(error);
      return new Response("Internal server error\n", { status: 500, headers: SECURITY_HEADERS });
    }
  }

  /**
   * Tells that a request is refused. No cookie is forgotten for it: what asks again, to be told why,
   * has to be told the same; and by now another tab may have signed in, by a cookie of that name.
   */
  #refuse(request: Request, peer: Peer | undefined, refusal: Refusal): Response {
    const isForged = refusal.reason === "no-session" &&
      this.#authenticator.carriesToken({ request, peer });
    const weight = isForged ? WEIGHT.forged : refusal.weight;
    if (weight > 0) {
      const { edge, limits } = this.#auth;
      limits.judge({ address: edge.addressOf(request, peer) }, weight, this.#now());
    }
    return refusal.toResponse();
  }

  /** Closes every connection with 1001 when what was said is stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    await this.#running.disposeAsync();
  }

  #route(request: Request, peer: Peer | undefined): Response | Promise<Response> {
    // The runtime makes the address of what stands in `Host`, whatever that is.
    const url = URL.parse(request.url);
    if (!url) throw new Refusal("malformed", "Cannot read request: its host or path is none");
    const { edge } = this.#auth;
    refuseEndless(request);
    refuseForeignHost(edge, request, peer);
    const redirect = edge.redirectOf(url);
    if (redirect !== undefined) return redirectTo(redirect);
    const pathname = edge.pathOf(url);
    const isPersonal = pathname === "/ws" || pathname.startsWith("/api/");
    if (isPersonal) refuseForeignPage(edge, request, peer);
    switch (pathname) {
      case "/ws":
        return this.#upgrade(request, peer);
      case "/healthz":
        this.#weigh(request, peer);
        return this.#options.backing.trouble().then(health);
      default: {
        if (isPersonal) this.#weigh(request, peer);
        const response = this.#router.respond(request, peer, pathname) ??
          this.#assets.respond(request, pathname);
        if (response) return response;
        throw new Refusal("not-found", `Cannot find ${url.pathname}`);
      }
    }
  }

  /** @throws {Refusal} If too much is asked from an address. */
  #weigh(request: Request, peer: Peer | undefined): void {
    const { edge, limits } = this.#auth;
    const weight = request.method === "GET" ? WEIGHT.lookup : WEIGHT.change;
    limits.ask({ address: edge.addressOf(request, peer) }, this.#now(), weight);
  }

  async #upgrade(request: Request, peer: Peer | undefined): Promise<Response> {
    if (this.#isStopping) {
      throw new Refusal("stopping", "Cannot come in: the server stops");
    }
    const { edge, limits } = this.#auth;
    const address = edge.addressOf(request, peer);
    using coming = new DisposableStack();
    limits.enter(coming, address, this.#now());
    const { seat, begun } = await this.#authenticator.admit({ request, peer });
    coming.use(seat);
    if (!this.#hub.permissions.mayConnect({ person: seat.person, address }, this.#now())) {
      throw new Refusal("forbidden", "Cannot come in: you are banned");
    }
    coming.use(limits.seat(seat.person.id));
    const member = new Member(seat.person, address);
    const kept = begun ? {} : await this.#keptOf(member);
    // A plain request is told what would refuse its upgrade, and if nothing would, this.
    if (!isUpgrade(request)) throw notAWebSocket();
    const idleTimeoutS = this.#options.idleTimeoutS ?? idleTimeoutOf(this.#arrivals++);
    const { socket, response } = upgrade(request, idleTimeoutS);
    if (begun) this.#auth.sessions.keepGuest(begun);
    seat.onEnd(() => member.drop(Close.Removed));
    const arrival = { member, ...kept, onCut: () => seat.cut(), place: coming.move() };
    this.#sessions.keep(serveSession(socket, arrival, this.#service));
    return response;
  }

  /**
   * What is kept of somebody who comes.
   *
   * @throws {Refusal} If so much of it was looked at lately that it is too much.
   */
  async #keptOf(member: Member): Promise<Pick<Arrival, "positions" | "blocks">> {
    const { limits } = this.#auth;
    const actor = actorOf(member);
    // Who was refused for that is so before it is done again.
    limits.ask(actor, this.#now(), 0);
    const { positions, blocks } = this.#options.backing;
    const list = await blocks.of(member.person.id);
    const states = await positions.of(member.person, BlockList.of(list), member);
    limits.ask(actor, this.#now(), lookedWeight(member.looked));
    return { positions: states, blocks: list };
  }
}

function actorOf({ person: { id }, address = "" }: Member): Actor {
  return { person: id, address };
}

function redirectTo(location: string): Response {
  return new Response(null, {
    status: 308,
    headers: { ...SECURITY_HEADERS, "cache-control": "no-store", location },
  });
}
