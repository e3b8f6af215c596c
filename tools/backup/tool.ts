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
  run(places: Places, flags: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Where everything is. */
export interface Places {
  readonly place: string | undefined;
  /** The folder with bytes of files that are not in the store. */
  readonly folder: Blobs | undefined;
}

/** Does what a tool does. When it can't, says why in one line, and ends this process. */
export async function runTool({ verb, usage, switches = [], run }: Tool): Promise<void> {
  try {
    const flags = parseArgs(Deno.args, {
      string: ["store", "files"],
      boolean: ["help", ...switches],
      unknown: (arg) => {
        throw new SettingError(`unknown flag ${arg}, see --help`);
      },
    });
    if (flags.help) return console.log(usage);
    const { store, files, ...others } = flags;
    const env = (name: string) => Deno.env.get(name);
    const path = textOf(files) ?? env("FILES");
    const isThere = verb === "export";
    const folder = path ? await FolderBlobs.open(path, { isThere }) : undefined;
    await run({ place: databaseOf(textOf(store), env), folder }, others);
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
