/**
 * The audit log of a server that forgets.
 *
 * @module
 */
import type { AuditEntry, AuditStore } from "./audit.ts";

/** Entries that are remembered. The oldest are forgotten when there are more. */
const REMEMBERED_MAX = 10_000;

export class MemoryAuditStore implements AuditStore {
  readonly #entries: AuditEntry[] = [];

  write(entry: AuditEntry): Promise<void> {
    // Ids grow with time: its place is at the end, or near it.
    const before = this.#entries.findLastIndex(({ id }) => id < entry.id);
    this.#entries.splice(before + 1, 0, entry);
    if (this.#entries.length > REMEMBERED_MAX) this.#entries.shift();
    return Promise.resolve();
  }

  read(limit: number, before = "~"): Promise<AuditEntry[]> {
    const older = this.#entries.filter(({ id }) => id < before);
    return Promise.resolve(older.slice(-limit).reverse());
  }
}
