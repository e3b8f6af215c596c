/**
 * Where readers of event streams are in the logs of many rooms, in Deno KV.
 *
 * @module
 */
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** Up to where somebody has read some logs, which are named by their epochs. */
export type SavedPositions = Stored["stream"];

/**
 * Positions of one person that are kept. Who begins more streams than that within an hour, each anew,
 * can't resume the first of them.
 */
const KEPT_MAX = 100;

export interface StreamPositions {
  /** Keeps positions for some hours, under an id that is greater than those before. */
  write(person: string, id: string, positions: SavedPositions): Promise<void>;
  /** The positions under an id; `undefined` when there are none any more. */
  read(person: string, id: string): Promise<SavedPositions | undefined>;
}

export class KvStreamPositions implements StreamPositions {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async write(person: string, id: string, positions: SavedPositions): Promise<void> {
    const options = { limit: KEPT_MAX, reverse: true };
    const kept = await this.#store.list<unknown>({ prefix: keys.streams(person) }, options);
    const oldest = kept.length < KEPT_MAX ? undefined : kept.at(-1);
    await this.#store.write((kv) => {
      const atomic = kv.atomic();
      if (oldest) atomic.delete(oldest.key);
      const { expireIn } = KINDS.stream;
      return atomic.set(keys.stream(person, id), positions, { expireIn }).commit();
    });
  }

  async read(person: string, id: string): Promise<SavedPositions | undefined> {
    const { value } = await this.#store.use((kv) => kv.get(keys.stream(person, id)));
    return KINDS.stream.is(value) ? value : undefined;
  }
}
