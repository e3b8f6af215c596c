/**
 * Starts the server: settings, signals, wiring.
 *
 * `deno task start` and `deno run … main.ts start` listen by themselves. `deno serve main.ts` and
 * Deno Deploy listen for us, and call the default export. Nothing tells a worker of
 * `deno serve --parallel` from `deno run main.ts`, so that alone listens nowhere.
 *
 * @module
 */
import manifest from "./deno.json" with { type: "json" };
import { networkUrl } from "./server/api/accounts/network_url.ts";
import { answerScraper } from "./server/api/admin/metrics.ts";
import { OperatorPort } from "./server/api/admin/operator_port.ts";
import type { Chat } from "./server/chat.ts";
import { reportTo } from "./server/metrics/telemetry.ts";
import { refusalOf } from "./server/http/errors.ts";
import { readiness } from "./server/http/health.ts";
import { CertificateError } from "./server/service/listener/certificate.ts";
import {
  bracketed,
  Listener,
  type ListenerOptions,
  ListenError,
} from "./server/service/listener.ts";
import { onServeError } from "./server/service/listener/serve_error.ts";
import { Workers } from "./server/service/listener/workers.ts";
import { StuckError } from "./server/service/listener/workers/running_worker.ts";
import type { Handler } from "./server/service/listener/workers/link.ts";
import { WorkerMeters } from "./server/metrics/worker_meters.ts";
import { Log } from "./server/chat/log.ts";
import { openChat, type OpenedChat, Opening } from "./server/chat/opening.ts";
import { isFile } from "./server/kv/store/database.ts";
import { readSettings, SettingError, type Settings, USAGE } from "./server/settings.ts";

/** How long stopping may take, in milliseconds. Deno Deploy would give 5 s. */
const STOP_MS = 2500;
/** How soon a process ends in which nobody listens, in milliseconds. */
const UNSERVED_MS = 100;
/** Exit codes: for failures, and for wrong usage. */
const EXIT = { failed: 1, usage: 2 } as const;

const VERSION = `hubbub/${manifest.version}`;
/** The argument that `deno task start` passes. */
const START = "start";
const HOW = "Usage: deno task start [flags], or deno run … main.ts start [flags]; see --help";

/** Who listens for us, listens in this thread. */
const NO_WORKERS = "WORKERS has no effect here: only deno task start listens in several threads";

/** An empty store makes nobody the administrator: that takes the code, which only the operator sees. */
const UNCLAIMED = "It has no administrator yet. To become one";

const env = (name: string) => Deno.env.get(name);
const opening = new Opening<Chat>(async () => {
  const settings = readSettings([], env);
  if (typeof settings !== "object") throw new SettingError(HOW);
  if (settings.workers > 1) console.error(NO_WORKERS);
  const { chat } = await open(settings);
  const code = await chat.offerClaimCode();
  if (code) console.log(`${UNCLAIMED}: open its page with #claim=${code} behind its address`);
  return chat;
});
/** What is closed at the end. */
let opened: OpenedChat | undefined;
let log = new Log();
const workerMeters = new WorkerMeters();
let operatorPort: OperatorPort | undefined;
let served = false;

/** What `deno serve` and Deno Deploy call. */
interface Main {
  fetch(request: Request, info?: Deno.ServeHandlerInfo): Promise<Response>;
  onListen(address: Deno.Addr): void;
}

const main: Main = {
  async fetch(request: Request, info?: Deno.ServeHandlerInfo): Promise<Response> {
    served = true;
    try {
      // Who asks first has it opened, and is answered when it is.
      if (opening.isUnderWay && request.url.endsWith("/readyz")) return readiness("starting");
      const chat = await opening.get();
      return await chat.fetch(request, info);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) return refusal.toResponse();
      throw error;
    }
  },
  onListen(address: Deno.Addr): void {
    served = true;
    const url = urlOf(address);
    if (url) console.log(`Hubbub is open at ${url}`);
    stopOnSignals();
    // Whoever made it start is about to ask.
    if (isDeploy()) opening.begin();
  },
};
export default main;

async function open(settings: Settings): Promise<OpenedChat> {
  log = new Log({ format: settings.logFormat });
  opened = await openChat(settings, VERSION, log, workerMeters);
  // Without it, whoever asks for the meters gets an error.
  if (env("OTEL_DENO")) reportTo(Deno.telemetry.meterProvider, opened.chat.metrics);
  return opened;
}

/** Listens until a signal ends it. */
async function listen(settings: Settings): Promise<void> {
  const { store, publicUrl, certificate, metrics } = settings;
  try {
    const { chat } = await open(settings);
    const listener = await listenForPeople(settings, chat);
    const scraped = metrics && listenForScrapers(metrics, chat);
    // Not before: a server that fails to listen must not invalidate another server's code.
    const code = await chat.offerClaimCode();
    const url = urlOf(listener.addr, certificate ? "https" : "http");
    operatorPort = await openOperatorPort(chat, settings, new URL(publicUrl ?? url ?? ""));
    stopOnSignals();
    tellStart({
      ...{ url, publicUrl: publicUrl?.href, metrics: scraped && `${scraped}metrics` },
      store: "database" in store ? store.database : undefined,
      claim: code && `${publicUrl ?? url}#claim=${code}`,
    });
    await listener.run();
  } catch (error) {
    if (error instanceof StuckError) {
      log.tell("worker-stuck", { why: error.message });
      return await stop(EXIT.failed);
    }
    exit(EXIT.failed, error instanceof Error ? error.message : String(error));
  }
}

/** Listens where people come: in this thread, or in several. */
async function listenForPeople(settings: Settings, chat: Chat): Promise<Listener | Workers> {
  const { host, port, certificate, workers: count } = settings;
  const handler: Handler = (request, peer) => chat.fetch(request, peer);
  if (count === 1) return startListener({ host, port, handler, certificate });
  const onReplace = (why: string) => log.tell("worker-replaced", { why });
  const meters = workerMeters;
  return await Workers.open({ count, host, port, certificate, handler, meters, onReplace });
}

/** Where the server is, and what it keeps where. */
interface Started {
  readonly url: string | undefined;
  readonly publicUrl: string | undefined;
  readonly metrics: string | undefined;
  readonly store: string | undefined;
  /** What makes whoever opens it the administrator. */
  readonly claim: string | undefined;
}

function tellStart({ claim, ...started }: Started): void {
  const { url, publicUrl, metrics, store } = started;
  if (log.isForPrograms) {
    log.tell("started", { version: VERSION, ...started });
    if (claim) log.tell("unclaimed", { claim });
    return;
  }
  const lines = [
    `Hubbub is open at ${url}`,
    ...(publicUrl ? [`Browsers find it at ${publicUrl}`] : []),
    ...(metrics ? [`Metrics are at ${metrics}`] : []),
    ...(store ? [`Everything is kept in ${store}`] : []),
    ...(claim ? [`${UNCLAIMED}: open ${claim}`] : []),
  ];
  console.log(lines.join("\n"));
}

/** Opens the port for `deno task admin`, where there is a place for its key. The server goes on without. */
async function openOperatorPort(
  chat: Chat,
  { store, host }: Settings,
  page: URL,
): Promise<OperatorPort | undefined> {
  if (!("database" in store) || !isFile(store.database)) return undefined;
  try {
    const network = networkUrl(page, { host });
    return await OperatorPort.open(chat, { page, network, store: store.database });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.say(`deno task admin can't reach this server: ${why}`);
    return undefined;
  }
}

/** Serves metrics on an address of their own, for as long as the process runs. */
function listenForScrapers(
  place: NonNullable<Settings["metrics"]>,
  chat: Chat,
): string | undefined {
  const handler: Deno.ServeHandler = (request) => answerScraper(request, chat.metrics);
  return urlOf(startListener({ ...place, handler, flag: "--metrics" }).addr);
}

/** @returns what listens, or ends the process with a line that says why nothing does */
function startListener(options: ListenerOptions): Listener {
  try {
    return new Listener({ ...options, onError: onServeError });
  } catch (error) {
    const isKnown = error instanceof ListenError || error instanceof CertificateError;
    if (isKnown) return exit(EXIT.failed, error.message);
    throw error;
  }
}

/** The address of the page, as it can be opened on this machine. */
function urlOf(address: Deno.Addr, scheme: "http" | "https" = "http"): string | undefined {
  if (address.transport !== "tcp") return undefined;
  return `${scheme}://${bracketed(reachable(address.hostname))}:${address.port}/`;
}

/** `localhost` may be an address of IPv6 or of IPv4: it is named where both are listened on. */
function reachable(hostname: string): string {
  if (hostname === "::") return "localhost";
  return hostname === "0.0.0.0" ? "127.0.0.1" : hostname;
}

/** Closes every connection with 1001 at the first signal. */
function stopOnSignals(): void {
  const stopOn = (signal: Deno.Signal) =>
    Deno.addSignalListener(signal, () => {
      // Whoever pressed Ctrl-C knows.
      if (log.isForPrograms) log.tell("stopping", { signal });
      void stop();
    });
  stopOn("SIGINT");
  if (Deno.build.os !== "windows") stopOn("SIGTERM");
}

/** Closes every connection with 1001, and ends the process, at the latest when time is up. */
async function stop(code?: number): Promise<void> {
  setTimeout(() => Deno.exit(code), STOP_MS);
  await opening.settled();
  await operatorPort?.[Symbol.asyncDispose]();
  await opened?.[Symbol.asyncDispose]();
  if (log.isForPrograms) log.tell("stopped");
  Deno.exit(code);
}

function exit(code: number, line: string): never {
  console.error(line);
  Deno.exit(code);
}

function settingsOrExit(args: string[]): Settings {
  try {
    const settings = readSettings(args, env);
    if (typeof settings === "object") return settings;
    console.log(settings === "help" ? USAGE : VERSION);
    Deno.exit();
  } catch (error) {
    if (error instanceof SettingError) return exit(EXIT.usage, error.message);
    throw error;
  }
}

/** Whether this is Deno Deploy, where no argument says `start`. */
function isDeploy(): boolean {
  return Boolean(env("DENO_DEPLOYMENT_ID") || env("DENO_DEPLOY"));
}

/** Listens on Deno Deploy, unless the runtime does so itself. Failures are answered to requests. */
function listenUnlessServed(): void {
  if (served) return;
  const port = Number(env("PORT") || 8000);
  const listener = startListener({
    host: env("HOST") || undefined,
    port: Number.isInteger(port) ? port : 8000,
    handler: main.fetch,
  });
  main.onListen(listener.addr);
}

if (import.meta.main) {
  if (Deno.args.length > 0) {
    const settings = settingsOrExit(Deno.args);
    // Waiting here also keeps Deno from warning about the default export, which it does when the
    // module is done.
    if (Deno.args[0] === START) await listen(settings);
    else exit(EXIT.usage, HOW);
  } else if (isDeploy()) setTimeout(listenUnlessServed);
  else {
    // Under `deno serve` this process goes on, and so does the timer; under `deno run` it ends here.
    // The time runs from when the event loop does, which a busy machine may keep from it for longer.
    const goesOn = () => void Deno.unrefTimer(setTimeout(() => served = true, UNSERVED_MS));
    Deno.unrefTimer(setTimeout(goesOn));
    addEventListener("beforeunload", () => served || exit(EXIT.usage, HOW));
  }
}
