/**
 * Ranges of a log, on request.
 *
 * @module
 */
import type { Answer, AskedRange, Entry, Range } from "../../protocol.ts";
import { contentLength } from "../../protocol/field/sealed.ts";
import type { Journal } from "./journal.ts";

/** Entries that are read at once. */
const STEP = 50;
/**
 * UTF-16 code units of the texts, and of what is told of files, in one answer, unless one entry is longer: 200 of the longest messages
 * would be 3 MB, and stop everybody for a tenth of a second.
 */
const LENGTH_MAX = 256 * 1024;

/** The log of a room. */
interface RoomLog {
  readonly key: string;
  readonly name: string;
  readonly journal: Pick<Journal, "read">;
  /** The numbers of its oldest entry, and of its newest. */
  readonly first: number;
  readonly head: number;
}

/**
 * A piece of a room's log, and whether there is more in that direction.
 *
 * @throws What the journal throws.
 */
export async function answerHistory(
  log: RoomLog,
  ref: number | undefined,
  asked: AskedRange,
): Promise<Answer> {
  const range = "at" in asked ? await rangeFrom(log, asked) : asked;
  const entries = await readPiece(log.journal, log.key, range);
  const first = entries.at(0)?.seq ?? Infinity;
  const last = entries.at(-1)?.seq ?? Infinity;
  const more = "after" in range ? last < log.head : first > log.first && first !== Infinity;
  return { type: "history", ref, room: log.name, entries, more };
}

/**
 * The entries of a range, oldest first: fewer than it may have where they are long. Those that are
 * nearest to where it starts are there.
 *
 * @throws What the journal throws.
 */
export async function readPiece(
  journal: Pick<Journal, "read">,
  room: string,
  range: Range,
): Promise<Entry[]> {
  let entries: Entry[] = [];
  let length = 0;
  while (entries.length < range.limit && length < LENGTH_MAX) {
    const limit = Math.min(STEP, range.limit - entries.length);
    const some = await journal.read(room, { ...next(range, entries), limit });
    const fitting = fit(some, LENGTH_MAX - length, range);
    entries = "after" in range ? [...entries, ...fitting] : [...fitting, ...entries];
    length += lengthOf(fitting);
    if (some.length < limit || fitting.length < some.length) break;
  }
  return entries;
}

/**
 * Where a log has come to a time: the range of what is no older than that. Looks at as many entries as
 * their number has binary digits. Entries are in the order of their times, but for clocks that were set
 * back, or that differ where several servers share a store: then it is one of the places where the time
 * is crossed.
 *
 * @throws What the journal throws.
 */
export async function rangeFrom(
  { journal, key, first, head }: Omit<RoomLog, "name">,
  { at, limit }: { readonly at: number; readonly limit: number },
): Promise<Range> {
  let [low, high] = [first, head + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = await journal.read(key, { after: middle - 1, limit: 1 });
    if (entry === undefined || entry.at >= at) high = middle;
    else low = entry.seq + 1;
  }
  return { after: low - 1, limit };
}

/** What of a range comes after those entries. */
function next(range: Range, entries: readonly Entry[]): Range {
  if ("after" in range) return { ...range, after: entries.at(-1)?.seq ?? range.after };
  return { ...range, before: entries[0]?.seq ?? range.before };
}

/** The entries that are nearest to where a range starts, as many as are not too long: one at least. */
function fit(entries: readonly Entry[], lengthMax: number, range: Range): Entry[] {
  const isForward = "after" in range;
  const nearest = isForward ? entries : entries.toReversed();
  let length = 0;
  const count = nearest.findIndex((entry, i) => (length += lengthOf([entry])) > lengthMax && i > 0);
  const fitting = count === -1 ? nearest : nearest.slice(0, count);
  return isForward ? [...fitting] : fitting.toReversed();
}

function lengthOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => {
    const told = entry.type === "said" && entry.files ? JSON.stringify(entry.files).length : 0;
    return sum + told + contentLength(entry);
  }, 0);
}
