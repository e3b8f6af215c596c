/**
 * Upgrades requests: the sender is authenticated, and has a reservation, before there is a socket.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import type { Member } from "../../hub/people/member.ts";
import type { Block } from "../../hub/people/person_blocks.ts";
import type { ReadState } from "../../hub/people/read_positions.ts";
import { Tasks } from "../../hub/tasks.ts";
import { Close, LOBBY, ProtocolError } from "../../protocol.ts";
import { isSealed } from "../../protocol/name.ts";
import { parseRoom } from "../../protocol/name/parse_name.ts";
import { type Authenticator, subprotocolsOf } from "../auth.ts";
import { AuthError } from "../auth/auth_error.ts";
import type { Peer } from "../auth/origins.ts";
import type { AuthService } from "../auth/service.ts";
import type { Backing } from "../backing.ts";
import { BusyError } from "../limits/busy_error.ts";
import { actorOf } from "../limits/pace.ts";
import { commandWeight, lookedWeight, WEIGHT } from "../limits/weight.ts";
import { idleTimeoutOf } from "../socket/idle_timeout.ts";
import { SocketMember } from "../socket/meters.ts";
import { TextFormat } from "../socket/text_format.ts";
import { serveSession, type Service } from "../socket.ts";
import {
  ForwardedRequest,
  type ForwardedUpgrade,
} from "../service/listener/workers/forwarded_request.ts";
import { Refusal } from "./refused_request.ts";

/** The subprotocol that we speak. */
const SUBPROTOCOL = "chat.v1";

export interface UpgraderOptions {
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly authenticator: Authenticator;
  readonly backing: Pick<Backing, "blocks">;
  /** What all sessions share. */
  readonly service: Service;
  /** Seconds after which the runtime gives up a peer that answers no ping. */
  readonly idleTimeoutS?: number | undefined;
}

export class Upgrader {
  readonly #options: UpgraderOptions;
  readonly #sessions: Tasks;
  /** How many sockets were opened. */
  #arrivals = 0;
  #isStopping = false;

  constructor(options: UpgraderOptions) {
    this.#options = options;
    this.#sessions = new Tasks(options.service.onError);
  }

  /** Whether new connections are refused, as the server stops. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Refuses new connections from now on. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Resolves when all sessions have ended. */
  async ended(): Promise<void> {
    await this.#sessions.ended();
  }

  /**
   * Upgrades a request, and serves its socket. A plain request gets the refusal that its upgrade would
   * get; and if it would get none, an answer that says that it is no upgrade.
   *
   * @throws {AuthError} If the sender is not admitted.
   * @throws {BusyError} If there are too many, or the server stops.
   * @throws {Refusal} If it asks for no WebSocket.
   */
  async upgrade(request: Request, peer: Peer | undefined): Promise<Response> {
    if (this.#isStopping) throw BusyError.stopping("connect");
    // It tells only what happens from when it is first asked for.
    const { signal: gone } = request;
    const { hub, auth, authenticator, service, idleTimeoutS } = this.#options;
    const { edge, limits, sessions } = auth;
    const address = edge.addressOf(request, peer);
    using coming = new DisposableStack();
    const account = authenticator.accountOf({ request, peer });
    limits.enter(coming, { address, ...(account && { account }) }, service.now());
    const { reservation, begun } = await authenticator.admit({ request, peer });
    coming.use(reservation);
    if (!hub.permissions.mayConnect({ person: reservation.person, address }, service.now())) {
      throw AuthError.forbidden("connect", "you are banned");
    }
    coming.use(limits.addSocketOf(reservation.person.id));
    const member = new SocketMember(reservation.person, address, service.meters);
    const format = this.#formatOf(request, member, edge.ownUrl(request, peer));
    const kept = begun ? {} : await keptOf(member, this.#options, service.now);
    const told = await toldTo(member, auth);
    // Of a socket whose client is gone Deno 2.9 never tells anything, and keeps its connection for ever.
    if (gone.aborted) throw notAWebSocket();
    const { socket, response } = upgrade(request, idleTimeoutS ?? idleTimeoutOf(this.#arrivals++));
    if (begun) sessions.keepGuest(begun);
    reservation.onEnd((isRenamed) => {
      member.wasRenamed = isRenamed;
      member.drop(isRenamed ? Close.Renamed : Close.Removed);
    });
    const arrival = {
      member,
      format,
      ...{ ...kept, told },
      onCut: () => reservation.cut(),
      place: coming.move(),
    };
    this.#sessions.keep(serveSession(socket, arrival, service));
    return response;
  }

  /**
   * What a socket speaks that asks for plain text.
   *
   * @throws {ProtocolError} If it asks for something else, or for what is no room.
   * @throws {BusyError} If it would make a room, and has made too many recently.
   */
  #formatOf({ url }: Request, member: Member, base: URL): TextFormat | undefined {
    const { searchParams } = new URL(url);
    const asked = searchParams.get("format") ?? "json";
    if (asked === "json") return undefined;
    if (asked !== "text") throw ProtocolError.malformed("format", '"text" or "json"', asked);
    const { hub, auth: { limits }, service: { now } } = this.#options;
    const room = parseRoom(searchParams.get("room") ?? LOBBY);
    // It would show nothing, and could say nothing.
    if (isSealed(room)) throw ProtocolError.malformed("room", "no sealed one in plain text", room);
    const format = new TextFormat(room, member, now, base);
    const isMaking = hub.directory.isFree(format.join.room, member, now());
    limits.ask(
      actorOf(member),
      now(),
      commandWeight(format.join, 0) + (isMaking ? WEIGHT.room : 0),
      "connect",
    );
    return format;
  }
}

/**
 * Reads what is stored about somebody who connects.
 *
 * @throws {BusyError} If they caused too much to be read recently.
 */
export async function keptOf(
  member: Member,
  { hub, auth: { limits }, backing: { blocks } }: Pick<UpgraderOptions, "hub" | "auth" | "backing">,
  now: () => number,
): Promise<{ positions: readonly ReadState[]; blocks: readonly Block[] }> {
  const actor = actorOf(member);
  // The limit is checked before it is read again.
  limits.ask(actor, now(), 0, "connect");
  const list = await blocks.of(member.person.id);
  const states = await hub.reading.of(member, hub.blocking.listed(list));
  limits.ask(actor, now(), lookedWeight(member.looked), "connect");
  return { positions: states, blocks: list };
}

/** What somebody is told about their account when they connect, if there is something. */
async function toldTo({ person }: Member, { resets }: AuthService): Promise<string | undefined> {
  return person.guest || person.bot ? undefined : await resets.toldTo(person.id);
}

/** Upgrades a request, of a peer that is given up when it answers no ping for so many seconds. */
function upgrade(request: Request, idleTimeout: number): ForwardedUpgrade {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") throw notAWebSocket();
  // A client that offers our subprotocol must be answered with it.
  const offers = subprotocolsOf(request).includes(SUBPROTOCOL);
  const options = { idleTimeout, ...(offers && { protocol: SUBPROTOCOL }) };
  try {
    return request instanceof ForwardedRequest
      ? request.upgrade(options)
      : Deno.upgradeWebSocket(request, options);
  } catch {
    throw notAWebSocket();
  }
}

function notAWebSocket(): Refusal {
  return new Refusal("not-a-websocket", "Cannot upgrade: this is not a WebSocket request");
}
