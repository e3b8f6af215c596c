/**
 * Charters that are forgotten: for `--ephemeral`, and for tests.
 *
 * @module
 */
import type { Charter } from "./charter.ts";
import type { Charters } from "./charters.ts";

/** Keeps charters in this process until it ends. */
export class MemoryCharters implements Charters {
  readonly #charters = new Map<string, Charter>();
  readonly #changed = new Set<string>();

  of(room: string): Promise<Charter | undefined> {
    return Promise.resolve(this.#charters.get(room));
  }

  async change(
    room: string,
    decide: (charter: Charter | undefined) => Charter,
  ): Promise<Charter> {
    const charter = decide(this.#charters.get(room));
    this.#charters.set(room, charter);
    this.#changed.add(room);
    return await Promise.resolve(charter);
  }

  forget(room: string): Promise<void> {
    this.#charters.delete(room);
    this.#changed.delete(room);
    return Promise.resolve();
  }

  async *changes(): AsyncIterable<[string, Charter]> {
    for (const room of this.#changed) {
      this.#changed.delete(room);
      yield [room, this.#charters.get(room)!];
    }
  }
}
