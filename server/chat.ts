/**
 * A chat that is being served: what it is made of, and how it starts and stops.
 *
 * @module
 */
import { Hub } from "../hub.ts";
import { unlessJournalFails } from "../hub/log/journal.ts";
import { ROUTES } from "./api.ts";
import { offerResetTo } from "./api/admin/people/resets.ts";
import { networkUrl, ownInterfaces } from "./api/accounts/network_url.ts";
import type { Api } from "./api/context.ts";
import { Streams } from "./api/events/streams.ts";
import { describeApi } from "./api/openapi.ts";
import { Authenticator } from "./auth.ts";
import type { OfferedReset } from "./auth/accounts/resets.ts";
import { Profiles } from "./auth/accounts/profiles.ts";
import { Origins, type Peer } from "./auth/origins.ts";
import { AuthService } from "./auth/service.ts";
import { Commands } from "./commands.ts";
import { Deliveries } from "./service/deliveries.ts";
import { Courier, TIMEOUT_MS } from "./service/deliveries/courier.ts";
import { factsOf, ServerInfo } from "./service/server_info.ts";
import { WorkerMeters } from "./metrics/worker_meters.ts";
import { Push } from "./service/push/push_service.ts";
import { Erasing } from "./service/erasing.ts";
import { Removals } from "./service/removals.ts";
import { Files } from "./files.ts";
import { Collector } from "./files/collector.ts";
import { RequestHandler } from "./http.ts";
import type { Assets } from "./http/assets.ts";
import { Counted } from "./chat/counted.ts";
import { CountedLogs } from "./chat/counted_logs.ts";
import { metricsOf } from "./chat/metrics.ts";
import type { ChatOptions } from "./chat/options.ts";
import { Instances } from "./chat/instances.ts";
import { followRenames } from "./chat/renames.ts";
import { roomTies } from "./chat/room_ties.ts";
import { loadOwnAssets } from "./http/assets/own.ts";
import { RequestMeters } from "./http/answer/meters.ts";
import { Router } from "./http/routes.ts";
import { Upgrader } from "./http/upgrade.ts";
import { Limits } from "./limits.ts";
import { actorOf } from "./limits/pace.ts";
import { WEIGHT } from "./limits/weight.ts";
import { Archives } from "./service/archive.ts";
import { DutyCycle } from "./service/duty_cycle.ts";
import { LogTrimmer } from "./service/retention.ts";
import { Repeating, started } from "./service.ts";
import { type Service, STALLED_MS } from "./socket.ts";
import { EventLoopDelay } from "./metrics/event_loop.ts";
import type { Metrics } from "./metrics.ts";
import { SocketMeters } from "./socket/meters.ts";
import { WritePump } from "./socket/write_pump.ts";

/** How often what happens often is told in the log, in milliseconds. */
const TOLD_MS = 60_000;
/** How often the hub gets a tick, in milliseconds. */
const TICK_MS = 1000;

/** What a chat is made of. */
interface Parts {
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly assets: Assets;
  readonly erasing: Erasing;
  readonly removals: Removals;
  readonly files: Files;
  readonly info: ServerInfo;
  readonly counted: Counted | undefined;
}

export class Chat implements AsyncDisposable {
  /** What is measured. */
  readonly metrics: Metrics;
  readonly #auth: AuthService;
  readonly #authenticator: Authenticator;
  readonly #hub: Hub;
  readonly #upgrader: Upgrader;
  readonly #streams: Streams;
  readonly #requests: RequestHandler<Api>;
  /** What runs until the chat is closed. What comes first is stopped last. */
  readonly #running = new AsyncDisposableStack();

  private constructor(
    { hub, auth, assets, erasing, removals, files, info, counted }: Parts,
    options: ChatOptions,
  ) {
    const { backing, now = Date.now, onError = console.error, host, log } = options;
    const { interfaces = ownInterfaces } = options;
    const authenticator = this.#authenticator = new Authenticator(
      auth,
      (person) => !hub.permissions.mayConnect({ person, address: undefined }, now()),
    );
    const sockets = new SocketMeters();
    const writePump = new WritePump(onError, sockets.sent);
    writePump.broadcast(hub.fanOut);
    const service: Service = {
      ...{ hub, writePump, meters: sockets, now, onError },
      judge: (actor, weight, at, share) =>
        auth.limits.judge({ ...actorOf(actor), share }, weight, at),
      onTooFast: (actor, at) => auth.limits.penalize(actorOf(actor), at),
      stalledMs: options.stalledMs ?? STALLED_MS,
    };
    const upgrader = new Upgrader({
      ...{ hub, auth, authenticator, backing, service },
      idleTimeoutS: options.idleTimeoutS,
    });
    const streams = new Streams({
      ...{ hub, auth, authenticator, backing, now, onError },
      stalledMs: service.stalledMs,
      heartbeatMs: options.heartbeatMs,
    });
    const commands = new Commands({ hub, limits: auth.limits, now });
    const hookHosts = options.hookHosts ?? new Set();
    const courier = new Courier({
      ...{
        bots: auth.bots,
        commands,
        hub,
        journal: backing.journal,
        store: backing.deliveries,
        now,
      },
      fetchOptions: { hosts: hookHosts, timeoutMs: TIMEOUT_MS },
    });
    const deliveries = new Deliveries({
      ...{ store: backing.deliveries, bots: auth.bots, courier, now, onError },
      backoffMs: options.hookBackoffMs,
    });
    const profiles = new Profiles({
      ...{ store: backing.profiles, files: backing.files, signals: hub.profiles, now },
      ...{ accounts: auth.accounts, names: auth.names },
      roomsOf: (member) => hub.reading.of(member),
    });
    const background = backing.background ?? new DutyCycle();
    const archives = new Archives({ records: backing.own, files, background });
    const collector = new Collector({ files, background: backing.background, onError });
    const push = new Push({
      ...{ backing, hub, auth, profiles, hookHosts, now, onError },
      pace: options.pushPace,
    });
    auth.hooks.listen((room, said) => {
      deliveries.hear(room, said);
      push.notifier.hear(room, said);
    });
    followRenames(auth, hub, push);
    this.#auth = auth;
    this.#hub = hub;
    this.#streams = streams;
    this.#upgrader = upgrader;
    const eventLoop = new EventLoopDelay();
    const startedAt = now();
    const requests = new RequestMeters();
    const metrics = this.metrics = metricsOf({
      ...{ hub, auth, streams, backing, sockets, requests, eventLoop, startedAt },
      workers: options.workerMeters ?? new WorkerMeters(),
    });
    this.#requests = new RequestHandler({
      ...{ auth, authenticator, upgrader, assets, info, now },
      onFailure: (failure) => log ? log.failRequest(failure) : onError(failure.error),
      ...{ meters: requests, fileMax: files.limits.file },
      router: new Router<Api>([...ROUTES, ["GET", "/openapi.json", describeApi]], {
        ...{ auth, authenticator, hub, erasing, commands, courier, hookHosts, streams, now },
        ...{ deliveries: backing.deliveries, files, profiles, info, removals, archives },
        state: {
          ...{ server: options.server, startedAt, journal: backing.journal },
          trouble: () => backing.trouble(),
          logs: new CountedLogs((room) => backing.logSize(room)),
        },
        ...{ metrics, reports: backing.reports },
        networkUrl: (page) => networkUrl(page, { host, interfaces }),
        push,
      }),
      trouble: () => backing.trouble(),
    });
    const { days, messages } = options.retain ?? { days: Infinity, messages: Infinity };
    const { journal, retainEveryMs: restMs } = backing;
    const trimmer = new LogTrimmer({ days, messages, journal, hub, restMs, now, onError });
    const tick = () => hub.events.trySend({ type: "ticked", at: now() });
    const ticker = new Repeating({ everyMs: TICK_MS, act: tick, onError });
    const look = new Repeating({ everyMs: TICK_MS, act: () => auth.look(), onError });
    const news = new Repeating({
      ...{ everyMs: TICK_MS, onError },
      act: () => unlessJournalFails(profiles.tell()),
    });
    const instances = new Instances({ store: backing.instances, hub, onError });
    counted?.watch(sockets.refused, requests.refused);
    const summary = new Repeating({ everyMs: TOLD_MS, act: () => counted?.tell(), onError });
    this.#running.defer(() => counted?.tell());
    this.#running.defer(() => auth.settled());
    this.#running.use(started(writePump));
    // The hub disconnects everybody when it ends: only then does what is sent come to an end.
    this.#running.defer(() => upgrader.ended());
    this.#running.defer(() => streams.ended());
    const first = [instances, hub, erasing, removals, trimmer, collector];
    this.#running.use(started(...first, ticker, look, news, eventLoop, summary));
    // What it says, the hub still has to hear.
    this.#running.use(started(deliveries, push.notifier));
  }

  /**
   * A chat over what is kept, with the page in `static/`.
   *
   * @throws What the journal throws when it cannot be read.
   */
  static async open(options: ChatOptions): Promise<Chat> {
    const { backing, rules, effort, now, server, onError = console.error } = options;
    const { journal, positions, policies, blocks, invites, profiles, reports } = backing;
    const edge = new Origins(options);
    const limits = new Limits(options.limits);
    const counted = options.log && new Counted(options.log);
    const auth = new AuthService({
      ...{ backing, rules, edge, limits, effort, now, onError },
      onNote: (note) => counted?.note(note),
    });
    const { introduction: flags, overrides } = options;
    const loading = loadOwnAssets(factsOf(auth.rules, flags), overrides);
    // If the hub can't be opened either, that error is thrown.
    loading.catch(() => {});
    const files = new Files({
      ...{ store: backing.files, blobs: backing.blobs, limits: options.files, now },
      pace: options.filePace,
    });
    await auth.guestNames.load();
    const hub = await Hub.open({
      ...{ journal, positions, policies, blocks, people: auth, server, onError },
      ...{ rooms: options.rooms, uploads: files, fileMax: files.limits.file },
      roomHooks: roomTies(auth),
      isAlone: !backing.instances,
      reports,
      searchLimits: options.limits === "off" ? "off" : "on",
      onMake: (member, at) => limits.refusal(actorOf(member), WEIGHT.room, at),
      onModerated: (applied) => auth.hear(applied),
    });
    const stored = () => hub.moderation.administration.settings;
    const info = new ServerInfo({ rules: auth.rules, flags, stored });
    const onRevised = (room: string) => hub.events.send({ type: "revised", room });
    const erasing = new Erasing({
      ...{ journal, positions, blocks, invites, profiles, reports, onRevised, onError },
      guestNames: auth.guestNames,
    });
    const removals = new Removals({
      ...{ journal, hub, store: backing.removals, onError, now: now ?? Date.now },
    });
    try {
      const assets = await loading;
      await erasing.resume();
      await removals.resume();
      return new Chat({ hub, auth, assets, erasing, removals, files, info, counted }, options);
    } catch (error) {
      // It follows other servers from when it is open.
      hub.stop();
      await hub.run();
      throw error;
    }
  }

  /** The administrator code of `Accounts.offerCode`, to be printed for the operator. */
  offerClaimCode(): Promise<string | undefined> {
    return this.#auth.claimCode.offer();
  }

  /**
   * Makes a link that sets a new password for somebody, an administrator perhaps, for the operator.
   *
   * @throws As `offerResetTo` does.
   */
  offerReset(name: string): Promise<OfferedReset> {
    return offerResetTo(name, {}, { auth: this.#auth, hub: this.#hub });
  }

  /** Answers a request of the operator, for what administrators may. */
  fetchForOperator(request: Request): Promise<Response> {
    this.#authenticator.trust(request);
    return this.#requests.respond(request, undefined);
  }

  /** Answers any request. `peer` is the other end of its connection. */
  fetch(request: Request, peer?: Peer): Promise<Response> {
    return this.#requests.respond(request, peer);
  }

  /** Closes every connection with 1001 once everything that was posted is stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#upgrader.stop();
    this.#streams.stop();
    await this.#running.disposeAsync();
  }
}
