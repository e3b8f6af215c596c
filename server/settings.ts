/**
 * Settings: flags, or environment variables of the same name.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { parseName } from "../protocol/name/parse_name.ts";
import type { Rules } from "./auth/accounts.ts";
import type { LogFormat } from "./chat/log.ts";
import type { AddressRange } from "./auth/origins/address.ts";
import { MEMORY } from "./kv/store/database.ts";
import { type RoomLimits, ROOMS } from "../hub/rooms/room_quota.ts";
import { type SocketLimits, SOCKETS } from "./limits.ts";
import type { FileLimits } from "./files/limits.ts";
import {
  hookHostOf,
  hostNameOf,
  metricsPlaceOf,
  originOf,
  type Place as ListenPlace,
  proxyOf,
  publicUrlOf,
} from "./settings/addresses.ts";
import { type Introduction, INTRODUCTION_FLAGS, introductionOf } from "./settings/introduction.ts";
import { type CertificateFiles, certificateOf, HTTPS_FLAGS } from "./settings/https.ts";
import { FILE_FLAGS, fileLimitsOf } from "./settings/files.ts";
import { MEMORY_MESSAGES } from "./settings/usage.ts";
import { workersOf } from "./settings/workers.ts";
import { amountOf, listOf, oneOf, SettingError, switchOf } from "./settings/values.ts";

export { SettingError };
export { USAGE } from "./settings/usage.ts";

/** Where everything is kept: in memory, or in another database named as `Store.open` takes it. */
export type Place = { memory: true } | { database: string | undefined };

/** How much of each room's log is kept. */
export interface Retention {
  readonly days: number;
  readonly messages: number;
}

export interface Settings {
  /** Where to listen; on all of this machine's addresses unless said. */
  readonly host: string | undefined;
  readonly port: number;
  readonly store: Place;
  readonly retain: Retention;
  readonly rules: Rules;
  /** `"off"` turns every limit of rates and counts off. */
  readonly limits: SocketLimits | "off";
  /** How many rooms there may be. */
  readonly rooms: RoomLimits;
  /** How large files may be, and how many bytes are kept of them. */
  readonly files: FileLimits;
  /** Where bytes of files are kept, unless the store does. */
  readonly folder?: string;
  /** Proxies whose headers are trusted. */
  readonly trustedProxies: readonly AddressRange[];
  /** Origins whose pages may connect besides our own. */
  readonly origins: readonly string[];
  /** Where browsers find us. */
  readonly publicUrl?: URL;
  /** Other host names of ours. */
  readonly hostNames?: readonly string[];
  /** By what https is served; by default there is none. */
  readonly certificate?: CertificateFiles;
  /** How many threads hold connections. */
  readonly workers: number;
  /** What the operator calls the server, and says to whoever comes. */
  readonly introduction?: Introduction;
  /** A folder with files that stand in for those of the page, or beside them. */
  readonly static?: string;
  /** For whom the log is: a person at a terminal, or a program. */
  readonly logFormat: LogFormat;
  /** Where metrics are served to everybody, besides `/metrics` for administrators. */
  readonly metrics?: ListenPlace;
  /** Hosts to which bots may have their messages sent, though they are not public. */
  readonly hookHosts?: ReadonlySet<string>;
}

const SIGN_UPS = ["open", "invite", "approve", "closed"] as const;
const LOG_FORMATS = ["text", "json"] as const;
const PLACES = ["host", "port", "workers", "store", "static"] as const;
const RETENTION = ["retain-days", "retain-messages"] as const;
const RULES = ["sign-up", "admin", "guests", "passphrase-file"] as const;
const SOCKET_LIMITS = [
  "limits",
  "max-sockets",
  "max-sockets-per-address",
  "max-sockets-per-person",
] as const;
const ROOM_LIMITS = ["max-rooms", "max-rooms-per-person"] as const;
const EDGE = ["trust-proxy", "origin", "host-name", "url", "hook-hosts", "metrics", "log"] as const;
/** Command lines are written to logs, and read by others on this machine. */
const REFUSED = "passphrase";
const SWITCHES = ["ephemeral", "help", "version"] as const;

type Text =
  | typeof PLACES[number]
  | typeof RETENTION[number]
  | typeof RULES[number]
  | typeof SOCKET_LIMITS[number]
  | typeof ROOM_LIMITS[number]
  | typeof FILE_FLAGS[number]
  | typeof INTRODUCTION_FLAGS[number]
  | typeof HTTPS_FLAGS[number]
  | typeof EDGE[number];

/**
 * Reads the settings. Flags take precedence over environment variables.
 *
 * @throws {SettingError} If there is an unknown flag, or a value that can't be read.
 */
export function readSettings(
  args: string[],
  env: (name: string) => string | undefined,
  readFile: (path: string) => string = Deno.readTextFileSync,
): Settings | "help" | "version" {
  // `deno task start` adds it in front of the user's arguments.
  const [verb, ...rest] = args;
  // npm's users write a `--` before flags: read as its end, it would leave `--guests off` unheard.
  const given = (verb === "start" ? rest : args).filter((arg) => arg !== "--");
  const flags = parseArgs(given, {
    string: [
      ...[
        ...PLACES,
        ...RETENTION,
        ...RULES,
        ...SOCKET_LIMITS,
        ...ROOM_LIMITS,
        ...FILE_FLAGS,
        ...EDGE,
        REFUSED,
      ],
      ...[...INTRODUCTION_FLAGS, ...HTTPS_FLAGS],
    ],
    boolean: [...SWITCHES],
    unknown: (arg) => {
      throw new SettingError(`Cannot read flags: unknown flag ${arg}, see --help`);
    },
  });
  if (flags.help) return "help";
  if (flags.version) return "version";
  if (flags[REFUSED] !== undefined) {
    throw new SettingError(
      "Cannot take a passphrase from the command line, which logs and other users can read: put it " +
        "into a file and name that with --passphrase-file, or into the variable PASSPHRASE",
    );
  }
  const text = (name: Text) => flags[name] ?? env(variableOf(name));
  const isEphemeral = flags.ephemeral || switchOf("EPHEMERAL", env("EPHEMERAL"));
  const database = isEphemeral ? MEMORY : databaseOf(flags.store, env);
  const isMemory = database === MEMORY;
  const publicUrl = publicUrlOf(text("url"));
  const folder = text("files");
  const hostNames = listOf(text("host-name")).map(hostNameOf);
  const hookHosts = listOf(text("hook-hosts")).map(hookHostOf);
  const staticFolder = text("static");
  const introduction = introductionOf(text);
  const metrics = metricsPlaceOf(text("metrics"));
  const certificate = certificateOf(text);
  return {
    host: flags.host || env("HOST") || undefined,
    port: portOf(flags.port ?? env("PORT") ?? "8000"),
    workers: workersOf(text("workers")),
    store: isMemory ? { memory: true } : { database },
    retain: {
      days: amountOf("days to retain", text("retain-days"), Infinity),
      messages: amountOf(
        "messages to retain",
        text("retain-messages"),
        isMemory ? MEMORY_MESSAGES : Infinity,
      ),
    },
    rules: rulesOf(text, passphraseOf(text("passphrase-file"), env, readFile)),
    limits: limitsOf(text),
    rooms: {
      ...ROOMS,
      total: amountOf("rooms", text("max-rooms"), ROOMS.total),
      perPerson: amountOf("rooms of a person", text("max-rooms-per-person"), ROOMS.perPerson),
    },
    files: fileLimitsOf(text, isMemory),
    ...(folder && { folder }),
    ...(staticFolder && { static: staticFolder }),
    trustedProxies: listOf(text("trust-proxy")).map(proxyOf),
    origins: listOf(text("origin")).map(originOf),
    ...(publicUrl && { publicUrl }),
    ...(certificate && { certificate }),
    ...(metrics && { metrics }),
    logFormat: oneOf("log", LOG_FORMATS, text("log") || "text"),
    ...(Object.keys(introduction).length > 0 && { introduction }),
    ...(hostNames.length > 0 && { hostNames }),
    ...(hookHosts.length > 0 && { hookHosts: new Set(hookHosts) }),
  };
}

/**
 * The database that is meant by a flag, or without one.
 *
 * @throws {SettingError} If there is no place for it.
 */
export function databaseOf(
  flag: string | undefined,
  env: (name: string) => string | undefined,
): string | undefined {
  return flag || env("STORE") || defaultStore(env);
}

/** Those whose flag alone would say nothing of whose they are. */
const VARIABLES = new Map<Text, string>([
  ["url", "PUBLIC_URL"],
  ["log", "LOG_FORMAT"],
  ["cert", "TLS_CERT"],
  ["key", "TLS_KEY"],
]);

function variableOf(flag: Text): string {
  return VARIABLES.get(flag) ?? flag.toUpperCase().replaceAll("-", "_");
}

function rulesOf(
  text: (name: Text) => string | undefined,
  passphrase: string | undefined,
): Rules {
  const admin = text("admin");
  return {
    signUp: oneOf("sign-up", SIGN_UPS, text("sign-up") || "open"),
    guests: switchOf("guests", text("guests") || "on"),
    admin: admin ? nameOf(admin) : undefined,
    passphrase,
  };
}

/** What is in a file, without the end of its line; otherwise what the variable says. */
function passphraseOf(
  file: string | undefined,
  env: (name: string) => string | undefined,
  readFile: (path: string) => string,
): string | undefined {
  if (!file) return env("PASSPHRASE") || undefined;
  const passphrase = textOf(file, readFile).replace(/\r?\n$/, "");
  if (passphrase !== "") return passphrase;
  throw new SettingError(`Cannot read passphrase: the file ${file} is empty`);
}

function textOf(file: string, readFile: (path: string) => string): string {
  try {
    return readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingError(`Cannot read passphrase: ${why}`);
  }
}

function nameOf(text: string): string {
  try {
    return parseName(text);
  } catch {
    throw new SettingError(`Cannot read admin: must be a name, received "${text}"`);
  }
}

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new SettingError(`Cannot read port: must be 0 to 65535, received "${text}"`);
}

function limitsOf(text: (name: Text) => string | undefined): SocketLimits | "off" {
  const sockets = {
    total: amountOf("sockets", text("max-sockets"), SOCKETS.total),
    perAddress: amountOf(
      "sockets of an address",
      text("max-sockets-per-address"),
      SOCKETS.perAddress,
    ),
    perPerson: amountOf("sockets of a person", text("max-sockets-per-person"), SOCKETS.perPerson),
  };
  return switchOf("limits", text("limits") || "on") ? sockets : "off";
}

/** A file in the user's state directory; on Deno Deploy, the database that is assigned to the app. */
function defaultStore(env: (name: string) => string | undefined): string | undefined {
  if (env("DENO_DEPLOYMENT_ID") || env("DENO_DEPLOY")) return undefined;
  const home = env("HOME");
  const folder = env("XDG_STATE_HOME") || env("LOCALAPPDATA") || (home && `${home}/.local/state`);
  if (folder) return `${folder}/hubbub/chat.db`;
  throw new SettingError("Cannot find a place for the store: name one with --store");
}
