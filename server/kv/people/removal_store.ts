/**
 * Removals in Deno KV.
 *
 * @module
 */
import type { Removal, RemovalStore } from "../../service/removals/removal.ts";
import { keys } from "../keys.ts";
import type { Store } from "../store.ts";

/** Removals that are read at a start: there are as many as may be under way. */
const READ_MAX = 100;

export class KvRemovalStore implements RemovalStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async write(removal: Removal): Promise<void> {
    await this.#store.write((kv) => kv.set(keys.removal(removal.id), removal));
  }

  async delete(id: string): Promise<void> {
    await this.#store.write((kv) => kv.delete(keys.removal(id)));
  }

  async all(): Promise<Removal[]> {
    const found = await this.#store.list<Removal>({ prefix: keys.removals }, { limit: READ_MAX });
    return found.map(({ value }) => value);
  }
}
