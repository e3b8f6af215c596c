/**
 * What the tools of a backup have in common: flags, and how they end.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import type { Blobs } from "../../server/files/blobs.ts";
import { FolderBlobs } from "../../server/files/blobs/folder_blobs.ts";
import { databaseOf, SettingError } from "../../server/settings.ts";

/** Exit codes: something went wrong, and the caller asked for what there is not. */
const EXIT = { failed: 1, usage: 2 } as const;

export interface Tool {
  /** What it does, in one word. */
  readonly verb: string;
  readonly usage: string;
  /** Flags that are on or off. */
  readonly switches?: readonly string[];
  /** Flags with a value. */
  readonly texts?: readonly string[];
  /** What stands behind the verb, if anything may, such as `DIR`. */
  readonly argument?: string;
  run(places: Places, flags: Readonly<Record<string, unknown>>, argument: string): Promise<void>;
}

/** Where everything is. */
export interface Places {
  readonly place: string | undefined;
  /** The folder with bytes of files that are not in the store. */
  readonly folder: Blobs | undefined;
}

/** Does what a tool does. When it can't, says why in one line, and ends this process. */
export async function runTool(tool: Tool, args = Deno.args): Promise<void> {
  const { verb, usage, switches = [], texts = [], argument, run } = tool;
  try {
    const flags = parseArgs(args, {
      string: ["store", "files", ...texts],
      boolean: ["help", ...switches],
      unknown: (arg) => {
        if (argument && !arg.startsWith("-")) return;
        throw new SettingError(`unknown flag ${arg}, see --help`);
      },
    });
    if (flags.help) return console.log(usage);
    const { store, files, _: [first, ...rest], ...others } = flags;
    if (argument && (first === undefined || rest.length > 0)) {
      throw new SettingError(`give it one ${argument}, see --help`);
    }
    const env = (name: string) => Deno.env.get(name);
    const path = textOf(files) ?? env("FILES");
    const isThere = verb !== "import";
    const folder = path ? await FolderBlobs.open(path, { isThere }) : undefined;
    await run({ place: databaseOf(textOf(store), env), folder }, others, String(first ?? ""));
  } catch (error) {
    console.error(`Cannot ${verb}: ${error instanceof Error ? error.message : String(error)}`);
    Deno.exit(error instanceof SettingError ? EXIT.usage : EXIT.failed);
  }
}

function textOf(flag: unknown): string | undefined {
  return typeof flag === "string" && flag !== "" ? flag : undefined;
}

/** A place as a person knows it. */
export function nameOf(place: string | undefined): string {
  return place ?? "the app's database";
}
