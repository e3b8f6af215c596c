/**
 * Restores a store from a backup on standard input.
 *
 * @module
 */
import { SettingError } from "../server/settings.ts";
import { Store } from "../server/kv/store.ts";
import { inWords, Progress } from "./backup/progress.ts";
import {
  beginningOf,
  type CheckedLine,
  checkedLines,
  readWhole,
  unzipped,
} from "./backup/reading.ts";
import type { Counts } from "./backup/record.ts";
import { BackupError } from "./backup/seal.ts";
import { nameOf, type Places, runTool } from "./backup/tool.ts";
import { Restoration } from "./backup/into_store.ts";

/** The last format of a store in which no guests were noted, as in backups up to this version. */
const WITHOUT_GUESTS = { format: 3, version: 2 } as const;

const USAGE = `Restores a backup of deno task export from standard input into an empty store.

Usage: deno task import [flags] < backup.ndjson

  The backup may be packed by gzip, as those of deno task backup are.

  --store PLACE   where everything is to be kept, as for deno task start; or set STORE
  --files DIR     a folder for files, if the server is to have one; or set FILES
  --new-epochs    make all clients drop their copies and read again. Use it when people went on
                  talking after the backup was made, because it lacks what they said since
  --check         only say whether the backup is whole, and import nothing
  --help          print this help

A backup that is not whole changes nothing.
`;

interface ImportOptions extends Places {
  newEpochs: boolean;
}

/** Restores what lines say, to the last of them. */
async function restore(
  lines: AsyncIterable<CheckedLine>,
  restoration: Restoration,
  progress: Progress,
): Promise<Counts> {
  return await readWhole(lines, async ({ number, record, bytes }, counts) => {
    if (!restoration.follows(record)) {
      throw new BackupError(`line ${number} can't follow the one before`);
    }
    await restoration.add(record, bytes);
    progress.show(counts);
  });
}

/** Reads a backup to its end, and changes nothing. */
async function check(input: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
  const lines = checkedLines(unzipped(input));
  await beginningOf(lines);
  using progress = new Progress("Checking");
  const counts = await readWhole(lines, (_, counts) => progress.show(counts));
  console.log(`The backup is whole: ${inWords(counts)}`);
}

async function importFrom(
  input: ReadableStream<Uint8Array<ArrayBuffer>>,
  { place, folder, newEpochs }: ImportOptions,
): Promise<void> {
  const lines = checkedLines(unzipped(input));
  const { at, version, store: exported = 0 } = await beginningOf(lines);
  await using store = await Store.open(place, { migrate: false });
  // Then the first start of a server notes the guests.
  const format = version <= WITHOUT_GUESTS.version
    ? Math.min(exported, WITHOUT_GUESTS.format)
    : exported;
  const restoration = await Restoration.begin(store, { at, newEpochs, format, folder });
  const counts = await restoreOrUndo(lines, restoration);
  console.log(`Imported into ${nameOf(place)}: ${inWords(counts)}`);
}

async function restoreOrUndo(
  lines: AsyncIterable<CheckedLine>,
  restoration: Restoration,
): Promise<Counts> {
  using progress = new Progress("Importing");
  try {
    const counts = await restore(lines, restoration, progress);
    await restoration.finish();
    return counts;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError(`${why}; ${await takeOut(restoration)}`, { cause: error });
  }
}

/** Deletes what was restored, and says what is left of it. */
async function takeOut(restoration: Restoration): Promise<string> {
  try {
    await restoration.undo();
    return "nothing was imported";
  } catch {
    // The store has failed, which is probably why we are here. No server opens it with the marker.
    return "what was imported is still in the store, which no server opens: delete it";
  }
}

if (import.meta.main) {
  await runTool({
    verb: "import",
    usage: USAGE,
    switches: ["new-epochs", "check"],
    run(places, { "new-epochs": newEpochs, check: isCheck }) {
      if (Deno.stdin.isTerminal()) {
        throw new SettingError("give it a backup on standard input: … < backup.ndjson");
      }
      if (isCheck === true) return check(Deno.stdin.readable);
      return importFrom(Deno.stdin.readable, { ...places, newEpochs: newEpochs === true });
    },
  });
}
