/**
 * What was said in a room since a time, from the newest back.
 *
 * @module
 */
import type { Head, Journal } from "../../../hub/log/journal.ts";
import type { Said } from "../../../protocol.ts";

/** Entries that are looked at at once. */
const LOOKED_AT_ONCE = 200;

export interface SaidRange {
  readonly journal: Pick<Journal, "read">;
  readonly since: number;
  /** Does the work of one page, when it is its turn. */
  readonly step: <T>(work: () => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
}

/** A page of it, and how many entries were looked at for that. Nothing of it is deleted. */
export async function* saidSince(
  key: string,
  head: Head,
  { journal, since, step, signal }: SaidRange,
): AsyncGenerator<{ looked: number; said: Said[] }> {
  for (let before = head.seq + 1; before > head.first && !signal.aborted;) {
    const range = { before, limit: LOOKED_AT_ONCE };
    const entries = await step(() => journal.read(key, range));
    const [oldest] = entries;
    if (!oldest) return;
    const said = entries.filter((entry): entry is Said =>
      entry.type === "said" && entry.at >= since && !entry.deleted
    );
    yield { looked: entries.length, said };
    if (oldest.at < since) return;
    before = oldest.seq;
  }
}
