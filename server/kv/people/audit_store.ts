/**
 * The audit log in Deno KV.
 *
 * @module
 */
import type { AuditEntry, AuditStore } from "../../auth/audit.ts";
import { keys } from "../keys.ts";
import { KINDS } from "../schema.ts";
import type { Store } from "../store.ts";

export class KvAuditStore implements AuditStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async write(entry: AuditEntry): Promise<void> {
    await this.#store.write((kv) =>
      kv.set(keys.audit(entry.id), entry, { expireIn: KINDS.audit.expireIn })
    );
  }

  async read(limit: number, before = "~"): Promise<AuditEntry[]> {
    const selector = { prefix: keys.allAudit, end: keys.audit(before) };
    const found = await this.#store.list<AuditEntry>(selector, { limit, reverse: true });
    return found.map(({ value }) => value);
  }
}
