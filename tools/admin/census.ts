/**
 * Counts what a store keeps: how much of each kind, from when to when, and how that grows.
 *
 * @module
 */
import { DutyCycle } from "../../server/service/duty_cycle.ts";
import { Store } from "../../server/kv/store.ts";
import { readStore } from "../backup/from_store.ts";
import type { BackupRecord } from "../backup/record.ts";
import { PACE } from "../export.ts";

const DAY_MS = 24 * 3_600_000;
/** Of how many days it is told how much was said in them. */
const SPANS = [1, 7, 30] as const;

/** How much there is of a kind. */
interface Amount {
  count: number;
  /** Of files those that people uploaded; of all else as a backup writes it. */
  bytes: number;
}

/** What there is, by what it is called. */
export class Census {
  readonly #kinds = new Map<string, Amount>();
  readonly #recent = new Map<number, number>(SPANS.map((days) => [days, 0]));
  readonly #now: number;
  #oldest = Infinity;
  #newest = -Infinity;
  #messages = 0;

  constructor(now: number) {
    this.#now = now;
  }

  /** Counts one more record. */
  add(record: BackupRecord): void {
    if (record.type === "begin" || record.type === "end") return;
    // Its bytes are those of the file that it is of.
    if (record.type === "chunk" || record.type === "blob") return;
    if (record.type === "log") return this.#addPage(record);
    const bytes = record.type === "file" ? record.file.size : JSON.stringify(record).length;
    this.#add(record.type, 1, bytes);
  }

  #addPage(page: Extract<BackupRecord, { type: "log" }>): void {
    this.#add("log", page.kept.length, JSON.stringify(page).length);
    for (const { entry } of page.kept) {
      if (entry.type !== "said") continue;
      this.#messages++;
      this.#oldest = Math.min(this.#oldest, entry.at);
      this.#newest = Math.max(this.#newest, entry.at);
      for (const [days, count] of this.#recent) {
        if (entry.at > this.#now - days * DAY_MS) this.#recent.set(days, count + 1);
      }
    }
  }

  #add(kind: string, count: number, bytes: number): void {
    const known = this.#kinds.get(kind) ?? { count: 0, bytes: 0 };
    this.#kinds.set(kind, { count: known.count + count, bytes: known.bytes + bytes });
  }

  /** What was counted, by what it is called. */
  get facts(): Record<string, number | string> {
    const kinds = [...this.#kinds].toSorted(([, one], [, other]) => other.bytes - one.bytes);
    const date = (at: number) => new Date(at).toISOString();
    return {
      messages: this.#messages,
      ...(this.#messages > 0 && { oldest: date(this.#oldest), newest: date(this.#newest) }),
      ...Object.fromEntries(
        [...this.#recent].map(([days, count]) => [`messages.days.${days}`, count]),
      ),
      ...Object.fromEntries(kinds.flatMap(([kind, { count, bytes }]) => [
        [`kept.${kind}`, count],
        [`bytes.${kind}`, bytes],
      ])),
    };
  }
}

/** Reads all of a store, as slowly as its server takes it. */
export async function takeCensus(place: string, now: number): Promise<Census> {
  await using store = await Store.open(place, { migrate: false });
  const census = new Census(now);
  const records = readStore(store, now, { bytes: "left out" });
  for await (const record of new DutyCycle(PACE).each(records)) census.add(record);
  return census;
}
