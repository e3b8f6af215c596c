/**
 * The server's door: settings, signals, wiring.
 *
 * `deno task start` and `deno run main.ts` listen by themselves. `deno serve main.ts` and Deno
 * Deploy listen for us, and call the default export.
 *
 * @module
 */
import manifest from "./deno.json" with { type: "json" };
import { type Backing, kvBacking, memoryBacking } from "./server/backing.ts";
import { Chat } from "./server/chat.ts";
import { readSettings, SettingError, type Settings, USAGE } from "./server/settings.ts";

/** How long stopping may take, in milliseconds. Deno Deploy would give 5 s. */
const STOP_MS = 2500;
/** Exit codes: the machine said no, and the caller asked for what there is not. */
const EXIT = { failed: 1, usage: 2 } as const;

const VERSION = `hubbub/${manifest.version}`;

/** A chat, and where it keeps what must not be lost. */
interface Opened {
  readonly chat: Chat;
  readonly backing: Backing;
}

let opening: Promise<Opened> | undefined;
let served = false;

export default {
  async fetch(request: Request, info?: Deno.ServeHandlerInfo): Promise<Response> {
    opening ??= open(settingsOrExit([]));
    return (await opening).chat.fetch(request, info);
  },
  onListen(address: Deno.Addr): void {
    served = true;
    sayWhere(address);
    stopOnSignals();
  },
};

async function open({ store, ...settings }: Settings): Promise<Opened> {
  const backing = "memory" in store ? memoryBacking() : await kvBacking(store.database);
  return { backing, chat: await Chat.open({ backing, server: VERSION, ...settings }) };
}

/** Listens until a signal ends it. */
async function listen(settings: Settings): Promise<void> {
  const { host, port, store } = settings;
  try {
    opening = open(settings);
    const { chat } = await opening;
    const server = startServer(host, port, (request, info) => chat.fetch(request, info));
    if ("database" in store) console.log(`It keeps everything in ${store.database}`);
    stopOnSignals();
    await server.finished;
  } catch (error) {
    exit(EXIT.failed, error instanceof Error ? error.message : String(error));
  }
}

function startServer(
  hostname: string,
  port: number,
  handler: Deno.ServeHandler,
): Deno.HttpServer {
  try {
    return Deno.serve({ hostname, port, onListen: sayWhere }, handler);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const taken = error instanceof Deno.errors.AddrInUse;
    const why = taken ? "the port is taken, try another with --port" : error.message;
    return exit(EXIT.failed, `Cannot listen on ${hostname}:${port}: ${why}`);
  }
}

function sayWhere(address: Deno.Addr): void {
  if (address.transport !== "tcp") return;
  const everywhere = address.hostname === "0.0.0.0" || address.hostname === "::";
  const host = everywhere ? "localhost" : address.hostname;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/`;
  console.log(`Hubbub is open at ${url}`);
}

/** Closes every connection with 1001 at the first signal, and ends at the latest when time is up. */
function stopOnSignals(): void {
  const stop = async () => {
    setTimeout(() => Deno.exit(), STOP_MS);
    const opened = await opening;
    await opened?.chat[Symbol.asyncDispose]();
    await opened?.backing[Symbol.asyncDispose]();
    Deno.exit();
  };
  Deno.addSignalListener("SIGINT", stop);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
}

function exit(code: number, line: string): never {
  console.error(line);
  Deno.exit(code);
}

function settingsOrExit(args: string[]): Settings {
  try {
    const settings = readSettings(args, (name) => Deno.env.get(name));
    if (typeof settings === "object") return settings;
    console.log(settings === "help" ? USAGE : VERSION);
    Deno.exit();
  } catch (error) {
    if (error instanceof SettingError) return exit(EXIT.usage, error.message);
    throw error;
  }
}

if (import.meta.main) {
  const settings = settingsOrExit(Deno.args);
  // With arguments it can't be `deno serve`. Waiting here also keeps Deno from warning about the
  // default export, which it does when the module is done.
  if (Deno.args.length > 0) await listen(settings);
  // Without any, only time tells: `deno serve` calls `onListen` right after this module.
  else setTimeout(() => served || listen(settings));
}
