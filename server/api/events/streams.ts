/**
 * The event streams of a server: who may have one, and how long it goes on.
 *
 * @module
 */
import type { Hub, HubEvent } from "../../../hub.ts";
import { JournalError } from "../../../hub/log/journal.ts";
import type { Subscriber } from "../../../hub/people/member/subscriber.ts";
import { Tasks } from "../../../hub/tasks.ts";
import { Close, ProtocolError } from "../../../protocol.ts";
import { parseRoom } from "../../../protocol/name/parse_name.ts";
import type { Authenticator } from "../../auth.ts";
import { AuthError } from "../../auth/auth_error.ts";
import type { NameReservation } from "../../auth/name_reservations.ts";
import type { AuthService } from "../../auth/service.ts";
import type { Backing } from "../../backing.ts";
import { EventStream } from "../../http/event_stream.ts";
import type { Call } from "../../http/routes.ts";
import { keptOf } from "../../http/upgrade.ts";
import { BusyError } from "../../limits/busy_error.ts";
import { actorOf } from "../../limits/pace.ts";
import { WEIGHT } from "../../limits/weight.ts";
import { Bookmark, BOOKMARK_MAX_LENGTH } from "./bookmark.ts";
import { PersonSubscription } from "./person_subscription.ts";
import { RoomSubscription } from "./room_subscription.ts";
import type { Opening, Subscription } from "./subscription.ts";

/** How long a stream is silent before a comment shows that it is still there, in milliseconds. */
const HEARTBEAT_MS = 15_000;
/** What it weighs to follow one of many rooms, most of which are silent. */
const ROOM_WEIGHT = 0.05;

export interface StreamsOptions {
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly authenticator: Authenticator;
  readonly backing: Pick<Backing, "positions" | "blocks" | "streams">;
  /** How long a reader may read nothing before the stream is broken off, in milliseconds. */
  readonly stalledMs: number;
  readonly heartbeatMs?: number | undefined;
  readonly now: () => number;
  /** Called with our own bugs. */
  readonly onError: (error: unknown) => void;
}

export class Streams {
  readonly #options: StreamsOptions;
  readonly #running: Tasks;
  #size = 0;
  #isStopping = false;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#running = new Tasks(options.onError);
  }

  /** How many streams are open. */
  get size(): number {
    return this.#size;
  }

  /** Begins no more streams. Those that are open end with the hub. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Resolves when all streams have ended. */
  async ended(): Promise<void> {
    await this.#running.ended();
  }

  /**
   * Streams the entries of one room.
   *
   * @throws {ProtocolError} If there is none for who asks, or the id can't be read.
   */
  async ofRoom(call: Call): Promise<Response> {
    const room = parseRoom(call.params.room);
    return await this.#open(call, async (opening) => {
      const subscription = new RoomSubscription(opening);
      const { subscriber } = subscription;
      const blocks = await this.#options.backing.blocks.of(opening.person.id);
      await this.#begin(subscriber, async () => {
        await this.#send({ type: "connected", member: subscriber, positions: [], blocks });
        await this.#join(subscriber, room);
      });
      return subscription;
    });
  }

  /** Streams the entries of all rooms of a person. */
  async ofAll(call: Call): Promise<Response> {
    const { backing, auth, now } = this.#options;
    return await this.#open(call, async (opening) => {
      const { person, lastId } = opening;
      const options = { person: person.id, store: backing.streams, now };
      const found = lastId === undefined ? undefined : await Bookmark.find(lastId, options);
      const bookmark = found ?? new Bookmark(options);
      const subscription = new PersonSubscription(opening, bookmark, found !== undefined);
      const { subscriber } = subscription;
      const kept = await keptOf(subscriber, this.#options, now);
      await this.#begin(subscriber, async () => {
        await this.#send({ type: "connected", member: subscriber, ...kept });
        const rooms = await unlessDropped(subscriber, subscriber.welcomed);
        const weight = WEIGHT.change + rooms.length * ROOM_WEIGHT;
        auth.limits.ask(actorOf(subscriber), now(), weight, "connect");
        subscription.expect(rooms);
        const joins = rooms.map(({ room }) => this.#join(subscriber, room).catch(unlessRefused));
        await Promise.all(joins);
        await subscription.open();
      });
      return subscription;
    });
  }

  /** Lets somebody in as on a socket, and streams to them until either side ends it. */
  async #open(
    call: Call,
    subscribe: (opening: Opening) => Promise<Subscription>,
  ): Promise<Response> {
    if (this.#isStopping) throw BusyError.stopping("connect");
    const { heartbeatMs = HEARTBEAT_MS, stalledMs, onError } = this.#options;
    using coming = new DisposableStack();
    const { reservation, address } = await this.#admit(call, coming);
    const { person } = reservation;
    // Until there is a stream, nobody has to be woken.
    const waking: { stream?: EventStream } = {};
    const onWake = () => waking.stream?.wake();
    const subscription = await subscribe({ person, address, lastId: lastIdOf(call), onWake });
    const { subscriber } = subscription;
    const stream = new EventStream({
      next: () => subscription.next(),
      heartbeat: () => subscription.heartbeat(),
      onEnd: (why, error) => {
        // A store that fails reports that itself.
        if (why === "failed" && !(error instanceof JournalError)) onError(error);
        subscriber.drop(why === "stalled" ? Close.TooSlow : Close.Normal);
      },
      ...{ heartbeatMs, stalledMs },
    });
    waking.stream = stream;
    reservation.onEnd(() => subscriber.drop(Close.Removed));
    this.#running.keep(this.#serve(stream, subscriber, reservation, coming.move()));
    return stream.toResponse();
  }

  async #admit(
    { request, peer }: Call,
    coming: DisposableStack,
  ): Promise<{ reservation: NameReservation; address: string }> {
    const { auth: { edge, limits }, authenticator, hub, now } = this.#options;
    const address = edge.addressOf(request, peer);
    const account = authenticator.accountOf({ request, peer });
    limits.enter(coming, { address, ...(account && { account }) }, now());
    const { reservation } = await authenticator.reserve({ request, peer });
    coming.use(reservation);
    const { person } = reservation;
    if (!hub.permissions.mayConnect({ person, address }, now())) {
      throw AuthError.forbidden("come in", "you are banned");
    }
    coming.use(limits.addSocketOf(person.id));
    return { reservation, address };
  }

  async #serve(
    stream: EventStream,
    subscriber: Subscriber,
    reservation: NameReservation,
    place: Disposable,
  ): Promise<void> {
    this.#size++;
    await subscriber.dropped;
    this.#size--;
    stream.end();
    await this.#forget(subscriber);
    // Whoever was cut off comes back.
    reservation.cut();
    place[Symbol.dispose]();
  }

  /** Does what a subscription begins with. If that fails, the hub forgets its subscriber. */
  async #begin(subscriber: Subscriber, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      await this.#forget(subscriber);
      throw error;
    }
  }

  async #forget(subscriber: Subscriber): Promise<void> {
    const { hub, now } = this.#options;
    await hub.events.send({ type: "disconnected", member: subscriber, at: now() });
    subscriber.close();
  }

  async #join(subscriber: Subscriber, room: string): Promise<void> {
    const { command, joined } = subscriber.join(room);
    await this.#send({ type: "commanded", member: subscriber, command, at: this.#options.now() });
    await unlessDropped(subscriber, joined);
  }

  async #send(event: HubEvent): Promise<void> {
    if (!await this.#options.hub.events.send(event)) throw BusyError.stopping("connect");
  }
}

/** What is waited for, unless the hub disconnects the subscriber before. */
async function unlessDropped<T>(subscriber: Subscriber, awaited: Promise<T>): Promise<T> {
  const dropped = subscriber.dropped.then((): never => {
    throw BusyError.stopping("connect");
  });
  return await Promise.race([awaited, dropped]);
}

/** A room that was listed may be closed, or theirs no more, a moment later. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ProtocolError)) throw error;
}

/** Where a reader wants to go on: as `EventSource` says it when it comes back, or in the query. */
function lastIdOf({ request, url }: Call): string | undefined {
  const id = request.headers.get("last-event-id") ?? url.searchParams.get("last-event-id");
  if (!id) return undefined;
  if (id.length <= BOOKMARK_MAX_LENGTH) return id;
  const most = `at most ${BOOKMARK_MAX_LENGTH} characters`;
  throw ProtocolError.malformed("Last-Event-ID", most, id);
}
