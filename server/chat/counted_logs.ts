/**
 * What the messages of a room take, and how that is told to administrators who look again and again.
 *
 * @module
 */

import type { LogSize } from "../kv/pages/log_sizes.ts";

/** Rooms whose size is remembered. */
const ROOMS_MAX = 5_000;

export class CountedLogs {
  readonly #find: (room: string) => Promise<LogSize>;
  readonly #known: Map<string, { readonly at: number; readonly size: LogSize }> = new Map();

  /** @param find looks at what is stored, which is some reads */
  constructor(find: (room: string) => Promise<LogSize>) {
    this.#find = find;
  }

  /**
   * @param at the time, in milliseconds
   * @param freshMs how old it may be
   */
  async of(room: string, at: number, freshMs: number): Promise<LogSize> {
    const known = this.#known.get(room);
    if (known && at >= known.at && at - known.at < freshMs) return known.size;
    const size = await this.#find(room);
    this.#known.delete(room);
    this.#known.set(room, { at, size });
    if (this.#known.size > ROOMS_MAX) {
      // The one that was looked at for the longest time.
      for (const oldest of this.#known.keys().take(1)) this.#known.delete(oldest);
    }
    return size;
  }
}
