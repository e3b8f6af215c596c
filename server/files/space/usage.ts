/**
 * What files take, of whom: counted at most every so often, as that reads a row for each person.
 *
 * @module
 */
import type { FileStore } from "../file_store.ts";

/** People who are counted. */
const COUNTED_MAX = 10_000;

export interface Counted {
  /** Bytes of all files. */
  readonly total: number;
  readonly people: readonly { readonly by: string; readonly bytes: number }[];
  /** Whether there are more people than were counted. */
  readonly more: boolean;
}

export class Usage {
  readonly #store: FileStore;
  #counted: Promise<Counted> | undefined;
  #at = -Infinity;

  constructor(store: FileStore) {
    this.#store = store;
  }

  /**
   * @param at the time, in milliseconds
   * @param freshMs how old it may be
   */
  async count(at: number, freshMs: number): Promise<Counted> {
    if (!this.#counted || at - this.#at >= freshMs || at < this.#at) {
      this.#at = at;
      this.#counted = this.#count();
    }
    try {
      return await this.#counted;
    } catch (error) {
      this.#counted = undefined;
      throw error;
    }
  }

  async #count(): Promise<Counted> {
    const rows = await this.#store.usage(COUNTED_MAX + 1);
    const people = rows.filter(({ by }) => by !== "").slice(0, COUNTED_MAX);
    const total = rows.find(({ by }) => by === "")?.bytes ?? 0;
    return { total, people, more: rows.length > COUNTED_MAX };
  }
}
