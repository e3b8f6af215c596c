/**
 * What a person may set: flags, or environment variables of the same name.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly ephemeral: boolean;
}

/** A setting that can't be read. The message is one line for a person. */
export class SettingError extends Error {
  override name = "SettingError";
}

export const USAGE = `Hubbub, a chat server. Open the address that it prints.

Usage: deno task start [flags]

  --host HOST    the address to listen on (0.0.0.0: all of this machine's)
  --port PORT    the port to listen on (8000; 0: any that is free)
  --ephemeral    keep everything in memory, and forget it at the end
  --help         say this
  --version      say which version this is

Each flag is an environment variable too: HOST, PORT, EPHEMERAL=1.
`;

const TEXTS = ["host", "port"] as const;
const SWITCHES = ["ephemeral", "help", "version"] as const;

/**
 * Reads the settings. A flag counts more than the variable of its name.
 *
 * @throws {SettingError} If there is an unknown flag, or a value that can't be read.
 */
export function readSettings(
  args: string[],
  env: (name: string) => string | undefined,
): Settings | "help" | "version" {
  // `deno task start` says so itself, in front of what a person adds.
  const [verb, ...rest] = args;
  const flags = parseArgs(verb === "start" ? rest : args, {
    string: [...TEXTS],
    boolean: [...SWITCHES],
    unknown: (arg) => {
      throw new SettingError(`Cannot read flags: unknown ${arg}, see --help`);
    },
  });
  if (flags.help) return "help";
  if (flags.version) return "version";
  return {
    host: flags.host || env("HOST") || "0.0.0.0",
    port: portOf(flags.port ?? env("PORT") ?? "8000"),
    ephemeral: flags.ephemeral || switchOf("EPHEMERAL", env("EPHEMERAL")),
  };
}

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new SettingError(`Cannot read port: must be 0 to 65535, received "${text}"`);
}

function switchOf(name: string, text = ""): boolean {
  if (["", "0", "false", "no", "off"].includes(text.toLowerCase())) return false;
  if (["1", "true", "yes", "on"].includes(text.toLowerCase())) return true;
  throw new SettingError(`Cannot read ${name}: must be 1 or 0, received "${text}"`);
}
