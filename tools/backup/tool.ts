/**
 * What the tools of a backup have in common: flags, and how they end.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { databaseOf, SettingError } from "../../server/settings.ts";

/** Exit codes: something went wrong, and the caller asked for what there is not. */
const EXIT = { failed: 1, usage: 2 } as const;

export interface Tool {
  /** What it does, in one word. */
  readonly verb: string;
  readonly usage: string;
  /** Flags that are on or off. */
  readonly switches?: readonly string[];
  run(place: string | undefined, flags: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Does what a tool does. When it can't, says why in one line, and ends this process. */
export async function runTool({ verb, usage, switches = [], run }: Tool): Promise<void> {
  try {
    const flags = parseArgs(Deno.args, {
      string: ["store"],
      boolean: ["help", ...switches],
      unknown: (arg) => {
        throw new SettingError(`unknown flag ${arg}, see --help`);
      },
    });
    if (flags.help) return console.log(usage);
    const { store, ...others } = flags;
    const named = typeof store === "string" ? store : undefined;
    await run(databaseOf(named, (name) => Deno.env.get(name)), others);
  } catch (error) {
    console.error(`Cannot ${verb}: ${error instanceof Error ? error.message : String(error)}`);
    Deno.exit(error instanceof SettingError ? EXIT.usage : EXIT.failed);
  }
}

/** A place as a person knows it. */
export function nameOf(place: string | undefined): string {
  return place ?? "the app's database";
}
