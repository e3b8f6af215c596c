/**
 * Restores a store from a backup on standard input.
 *
 * @module
 */
import { isPosition } from "../protocol/field.ts";
import { SettingError } from "../server/settings.ts";
import { FORMAT as STORE_FORMAT } from "../server/kv/migrations.ts";
import { BACKUP_OF_OLD_NAMES, recordNow } from "../server/kv/old_names.ts";
import { Store } from "../server/kv/store.ts";
import { inWords, Progress } from "./backup/progress.ts";
import { count, type Counts, isHeader, isRecord, noCounts, VERSION } from "./backup/record.ts";
import { BackupError, linesOf, Seal, valueOf } from "./backup/seal.ts";
import { nameOf, type Places, runTool } from "./backup/tool.ts";
import { Restoration } from "./backup/into_store.ts";

/** The last format of a store in which no guests were noted, as in backups up to this version. */
const WITHOUT_GUESTS = { format: 3, version: 2 } as const;

const USAGE = `Restores a backup of deno task export from standard input into an empty store.

Usage: deno task import [flags] < backup.ndjson

  --store PLACE   where everything is to be kept, as for deno task start; or set STORE
  --files DIR     a folder for files, if the server is to have one; or set FILES
  --new-epochs    make all clients drop their copies and read again. Use it when people went on
                  talking after the backup was made, because it lacks what they said since
  --help          print this help

A backup that is not whole changes nothing.
`;

interface ImportOptions extends Places {
  newEpochs: boolean;
}

/** A line of a backup that is as it was written. */
async function* checkedLines(bytes: AsyncIterable<Uint8Array>) {
  const seal = new Seal();
  let number = 0;
  let version = VERSION;
  for await (const line of linesOf(bytes)) {
    number++;
    const said = valueOf(line);
    if (number === 1) version = versionOf(said);
    const record = version <= BACKUP_OF_OLD_NAMES ? recordNow(said) : said;
    if (!seal.checks(line)) {
      throw new BackupError(`line ${number} is damaged, incomplete or out of place`);
    }
    if (!isRecord(record)) throw new BackupError(`line ${number} has an unknown type`);
    yield { number, record, bytes: line.length };
  }
}

/**
 * The version of a backup, by its header.
 *
 * @throws {BackupError} If what a file begins with is not the header of a backup that we can read.
 */
function versionOf(header: unknown): number {
  if (!isHeader(header)) throw new BackupError("line 1 is not the header of a backup");
  const { version, store = 0 } = header;
  if (!isPosition(version) || version < 1 || version > VERSION) {
    const which = JSON.stringify(version);
    throw new BackupError(
      `the backup is of version ${which}, and this version of Hubbub knows up to ${VERSION}`,
    );
  }
  if (typeof store === "number" && store <= STORE_FORMAT) return version;
  throw new BackupError(
    `the backup is of a store with format ${JSON.stringify(store)}, and this version of Hubbub ` +
      `knows formats up to ${STORE_FORMAT}; import it with a newer one`,
  );
}

/** Restores what lines say, to the last of them. */
async function restore(
  lines: ReturnType<typeof checkedLines>,
  restoration: Restoration,
  progress: Progress,
): Promise<Counts> {
  // The header is a line, too.
  const counts = { ...noCounts(), lines: 1 };
  let ended = false;
  for await (const { number, record, bytes } of lines) {
    if (ended) throw new BackupError(`line ${number} comes after the end of the backup`);
    if (record.type === "begin") throw new BackupError(`line ${number} is another header`);
    if (record.type === "end") {
      if (!isSame(counts, record.counts)) {
        throw new BackupError(`line ${number} has counts that differ from the lines before it`);
      }
      ended = true;
      continue;
    }
    if (!restoration.follows(record)) {
      throw new BackupError(`line ${number} can't follow the one before`);
    }
    count(counts, record);
    await restoration.add(record, bytes);
    progress.show(counts);
  }
  if (!ended) throw new BackupError(`the backup is cut off after line ${counts.lines}`);
  return counts;
}

async function importFrom(
  input: ReadableStream<Uint8Array>,
  { place, folder, newEpochs }: ImportOptions,
): Promise<void> {
  const lines = checkedLines(input);
  const { value: first } = await lines.next();
  if (first?.record.type !== "begin") throw new BackupError("the backup is empty");
  await using store = await Store.open(place, { migrate: false });
  const { at, version, store: exported = 0 } = first.record;
  // Then the first start of a server notes the guests.
  const format = version <= WITHOUT_GUESTS.version
    ? Math.min(exported, WITHOUT_GUESTS.format)
    : exported;
  const restoration = await Restoration.begin(store, { at, newEpochs, format, folder });
  const counts = await restoreOrUndo(lines, restoration);
  console.log(`Imported into ${nameOf(place)}: ${inWords(counts)}`);
}

async function restoreOrUndo(
  lines: ReturnType<typeof checkedLines>,
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

function isSame(counts: Counts, told: Counts): boolean {
  const { rooms, entries, accounts, sessions, files = 0, lines } = told;
  return counts.files === files && counts.rooms === rooms && counts.entries === entries &&
    counts.lines === lines &&
    counts.accounts === accounts && counts.sessions === sessions;
}

if (import.meta.main) {
  await runTool({
    verb: "import",
    usage: USAGE,
    switches: ["new-epochs"],
    run(places, { "new-epochs": newEpochs }) {
      if (Deno.stdin.isTerminal()) {
        throw new SettingError("give it a backup on standard input: … < backup.ndjson");
      }
      return importFrom(Deno.stdin.readable, { ...places, newEpochs: newEpochs === true });
    },
  });
}
