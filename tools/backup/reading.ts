/**
 * Reads a backup, and finds out whether it is whole.
 *
 * @module
 */
import { isPosition } from "../../protocol/field.ts";
import { FORMAT as STORE_FORMAT } from "../../server/kv/migrations.ts";
import { BACKUP_OF_OLD_NAMES, recordNow } from "../../server/kv/old_names.ts";
import type { StoredRecord } from "./into_store.ts";
import {
  type BackupRecord,
  count,
  type Counts,
  isHeader,
  isRecord,
  noCounts,
  VERSION,
} from "./record.ts";
import { BackupError, linesOf, Seal, valueOf } from "./seal.ts";

/** What a file begins with that is packed by gzip. */
const GZIP = [0x1f, 0x8b] as const;

/** What a backup has, which may be packed by gzip. */
export async function* unzipped(
  input: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array> {
  const reader = input.getReader();
  const { value: first, done } = await reader.read();
  reader.releaseLock();
  if (done) return;
  const whole = ReadableStream.from(joined(first, input));
  const isPacked = GZIP.every((byte, i) => first[i] === byte);
  try {
    yield* isPacked ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
  } catch (error) {
    if (isPacked && error instanceof TypeError) {
      throw new BackupError(`the backup is damaged, or cut off: ${error.message}`);
    }
    throw error;
  }
}

async function* joined(
  first: Uint8Array<ArrayBuffer>,
  rest: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield first;
  yield* rest;
}

/** A line of a backup that is as it was written. */
export interface CheckedLine {
  /** From 1. */
  readonly number: number;
  readonly record: BackupRecord;
  readonly bytes: number;
}

/**
 * The lines of a backup.
 *
 * @throws {BackupError} If one is damaged, or none of ours.
 */
export async function* checkedLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<CheckedLine> {
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

/**
 * The header of a backup, which is its first line.
 *
 * @throws {BackupError} If there is none.
 */
export async function beginningOf(
  lines: AsyncGenerator<CheckedLine>,
): Promise<Extract<BackupRecord, { type: "begin" }>> {
  const { value: first } = await lines.next();
  if (first?.record.type === "begin") return first.record;
  throw new BackupError("the backup is empty");
}

/**
 * Reads the lines behind the header to the last one, and gives what there was.
 *
 * @param onRecord called with each that is of the store
 * @throws {BackupError} If the backup is not whole.
 */
export async function readWhole(
  lines: AsyncIterable<CheckedLine>,
  onRecord: (
    line: CheckedLine & { readonly record: StoredRecord },
    counts: Counts,
  ) => void | Promise<void>,
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
    count(counts, record);
    await onRecord({ number, record, bytes }, counts);
  }
  if (!ended) throw new BackupError(`the backup is cut off after line ${counts.lines}`);
  return counts;
}

function isSame(counts: Counts, told: Counts): boolean {
  const { rooms, entries, accounts, sessions, files = 0, lines } = told;
  return counts.files === files && counts.rooms === rooms && counts.entries === entries &&
    counts.lines === lines &&
    counts.accounts === accounts && counts.sessions === sessions;
}
