/**
 * What one commit changes in the log of commits.
 *
 * A message that is revised moves out of its row into that of the commit: so a row never grows, and each
 * text is in one place.
 *
 * @module
 */
import type { Kept } from "../../../hub/log/kept_entry.ts";
import type { CommitLog, Logged, LogRow } from "./commit_log.ts";
import { keys } from "../keys.ts";
import { rowsOf, type RowValue, rowValue } from "./log_rows.ts";

/** The row of what is not written yet. */
const NO_ROW: LogRow = { n: 0, bytes: 0, entries: [] };

export class LogWrite {
  readonly #log: CommitLog;
  readonly #written: Logged[] = [];
  /** Of those of them that are messages which change: what they were. */
  readonly #moved = new Map<Logged, Logged>();
  /** Entries that leave the rows that they are in. */
  readonly #left = new Set<Logged>();
  #rows: readonly RowValue<Logged>[] | undefined;

  constructor(log: CommitLog) {
    this.#log = log;
  }

  add(room: string, kept: Kept): void {
    this.#written.push({ room, kept, row: NO_ROW });
  }

  /** Writes a message anew that is in the log. */
  move(room: string, kept: Kept): void {
    const before = this.#log.find(room, kept.entry.seq);
    if (!before) return;
    const logged = { room, kept, row: NO_ROW };
    this.#left.add(before);
    this.#moved.set(logged, before);
    this.#written.push(logged);
  }

  /** Takes an entry out of the log, if it is there. */
  drop(room: string, seq: number): void {
    const logged = this.#log.find(room, seq);
    if (logged) this.#left.add(logged);
  }

  /** Adds all to a commit, which may be done more than once. */
  commit(atomic: Deno.AtomicOperation): void {
    this.#rows ??= rowsOf(this.#written);
    this.#rows.forEach(({ value }, i) => atomic.set(keys.commit(this.#log.last + 1 + i), value));
    for (const row of this.#leftRows()) {
      const rest = row.entries.filter((one) => !this.#left.has(one));
      if (rest.length > 0) atomic.set(keys.commit(row.n), rowValue(rest));
      else atomic.delete(keys.commit(row.n));
    }
  }

  /** Takes into memory what is stored now. */
  note(): void {
    const left = this.#leftRows();
    for (const { entries, value } of this.#rows ?? []) {
      const bytes = value instanceof Uint8Array ? value.length : 0;
      const fresh = this.#moved.size === 0
        ? entries
        : entries.filter((logged) => !this.#moved.has(logged));
      const row: LogRow = { n: this.#log.last + 1, bytes, entries: [...fresh] };
      for (const logged of fresh) logged.row = row;
      this.#log.add(row);
      for (const logged of entries) {
        const before = this.#moved.get(logged);
        if (!before) continue;
        this.#log.move(before, logged.kept, row);
        this.#left.delete(before);
      }
    }
    if (this.#left.size > 0) this.#log.drop(this.#left);
    this.#log.delete(left.filter(({ entries }) => entries.length === 0));
  }

  #leftRows(): LogRow[] {
    return [...new Set(this.#left.values().map(({ row }) => row))];
  }
}
