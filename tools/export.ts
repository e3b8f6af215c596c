/**
 * Writes all that a store keeps to standard output, while its server runs.
 *
 * @module
 */
import { DutyCycle } from "../server/service/duty_cycle.ts";
import { Store } from "../server/kv/store.ts";
import { Progress } from "./backup/progress.ts";
import { type ReadOptions, readStore } from "./backup/from_store.ts";
import { type BackupRecord, count, type Counts, noCounts } from "./backup/record.ts";
import { BackupError, Seal } from "./backup/seal.ts";
import { type Places, runTool } from "./backup/tool.ts";

/** Bytes that are written at once. */
const CHUNK_BYTES = 64 * 1024;

/** It works for a quarter of the time: a server may write to the database, and share its cores. */
export const PACE = { restFactor: 3 };

const USAGE =
  `Writes a backup of everything that Hubbub keeps to standard output. The server may be running.

Usage: deno task export [flags] > backup.ndjson

  --store PLACE   where everything is kept, as for deno task start; or set STORE
  --files DIR     the folder of files, where the server has one; or set FILES
  --help          print this help

A backup contains private messages, too: protect it like the store.
`;

/** The lines of a backup, of a store as it is now and a little later. */
export function backupLines(
  store: Store,
  onRecord: (counts: Counts) => void = () => {},
  options: ReadOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  return new DutyCycle(PACE).each(linesOf(store, onRecord, options));
}

async function* linesOf(
  store: Store,
  onRecord: (counts: Counts) => void,
  options: ReadOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const seal = new Seal();
  const counts = noCounts();
  for await (const record of readStore(store, Date.now(), options)) {
    count(counts, record);
    yield seal.close(record);
    onRecord(counts);
  }
  const end: BackupRecord = { type: "end", counts };
  yield seal.close(end);
}

/**
 * The bytes of a backup. Tells the operator, at the end, of rows that were left out.
 *
 * @throws {BackupError} If there is no such store.
 */
export function exportOf(places: Places): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(chunksOf(places));
}

async function* chunksOf({ place, folder }: Places): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!await isThere(place)) throw new BackupError(`there is no store ${place}`);
  await using store = await Store.open(place, { migrate: false });
  using progress = new Progress("Exporting");
  let chunk: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let unreadable = 0;
  const lines = backupLines(store, (counts) => progress.show(counts), {
    ...{ folder, onUnreadable: () => unreadable++ },
  });
  for await (const line of lines) {
    chunk.push(line);
    bytes += line.length;
    if (bytes < CHUNK_BYTES) continue;
    yield await new Blob(chunk).bytes();
    chunk = [];
    bytes = 0;
  }
  yield await new Blob(chunk).bytes();
  if (unreadable === 0) return;
  console.error(
    `Left out what can't be read and would prevent a restore: ${unreadable} rows`,
  );
}

/** Whether a database can be there. Opening a file that is not there would make an empty one. */
export async function isThere(place: string | undefined): Promise<boolean> {
  if (place === undefined || /^https?:/.test(place)) return true;
  try {
    return (await Deno.stat(place)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

if (import.meta.main) {
  await runTool({
    verb: "export",
    usage: USAGE,
    run: (places) => exportOf(places).pipeTo(Deno.stdout.writable),
  });
}
