/**
 * The audit log of a server that forgets.
 *
 * @module
 */
import type { AuditBook, AuditEntry } from "./audit.ts";

/** Entries that are remembered. The oldest are forgotten when there are more. */
const REMEMBERED_MAX = 10_000;

export class MemoryAuditBook implements AuditBook {
  readonly #entries: AuditEntry[] = [];

  write(entry: AuditEntry): Promise<void> {
    this.#entries.push(entry);
    this.#entries.sort((a, b) => a.id < b.id ? -1 : 1);
    if (this.#entries.length > REMEMBERED_MAX) this.#entries.shift();
    return Promise.resolve();
  }

  read(limit: number, before = "~"): Promise<AuditEntry[]> {
    const older = this.#entries.filter(({ id }) => id < before);
    return Promise.resolve(older.slice(-limit).reverse());
  }
}
