/**
 * Ranges of a log, on request.
 *
 * @module
 */
import type { Entry, Range } from "../../protocol.ts";
import type { Journal } from "./journal.ts";

/** Entries that are read at once. */
const STEP = 50;
/**
 * UTF-16 code units of the texts, and of what is told of files, in one answer, unless one entry is longer: 200 of the longest messages
 * would be 3 MB, and stop everybody for a tenth of a second.
 */
const LENGTH_MAX = 256 * 1024;

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
    return sum + told + ("text" in entry ? entry.text.length : 0);
  }, 0);
}
