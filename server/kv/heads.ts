/**
 * Rooms' heads in Deno KV, remembered, so that an append reads nothing.
 *
 * @module
 */
import type { Head } from "../../hub/log/journal.ts";
import { isHead } from "./checks.ts";
import { keys } from "./keys.ts";
import type { Guard } from "./hold.ts";
import { type Store, StoreError } from "./store.ts";
import { mendHead } from "./stored.ts";

/** Heads that are remembered. */
const HEADS_MAX = 10_000;

export class Heads {
  readonly #store: Store;
  /** As they were when last seen here. A commit finds out if one has moved. */
  readonly #heads = new Map<string, Deno.KvEntry<Head>>();
  /** How often something was forgotten. */
  #forgotten = 0;
  /**
   * Since another file is in the store's place: rooms that were looked at there. Who appends to
   * others means a log that may be gone.
   */
  #seen: Set<string> | undefined;
  /** The hold that we have, as far as we know. */
  held: () => Guard | undefined = () => undefined;

  constructor(store: Store) {
    this.#store = store;
    store.onReopened(() => {
      this.forgetAll();
      this.#seen = new Set();
    });
  }

  /** A room's head as it is now; `undefined` when it has no log. */
  async look(room: string): Promise<Deno.KvEntry<Head> | undefined> {
    const [known, forgotten] = [this.#heads.get(room), this.#forgotten];
    const found = await this.#store.use((kv) => kv.get<Head>(keys.room(room)));
    this.#seen?.add(room);
    if (found.versionstamp === null) return undefined;
    if (!isHead(found.value)) {
      await mendHead(this.#store, found, this.held());
      return await this.look(room);
    }
    // The same object: what was made ready on the assumption that it is still so is not made anew.
    if (known && known.versionstamp === found.versionstamp) return known;
    // What was noted or forgotten meanwhile may be newer than what we read.
    const isNewest = this.#heads.get(room) === known && this.#forgotten === forgotten;
    if (isNewest) this.note(room, found);
    return found;
  }

  /** A room's head as it was last seen; `undefined` when it has to be looked at. */
  known(room: string): Deno.KvEntry<Head> | undefined {
    return this.#heads.get(room);
  }

  /**
   * A room's head to append to.
   *
   * @throws If there is none.
   */
  async get(room: string): Promise<Deno.KvEntry<Head>> {
    if (this.#seen && !this.#seen.has(room)) {
      throw new StoreError(`Cannot append: ${room} may have a new log`);
    }
    const head = this.#heads.get(room) ?? await this.look(room);
    if (head) return head;
    throw new StoreError(`Cannot append: no room ${room}`);
  }

  note(room: string, head: Deno.KvEntry<Head>): void {
    // The one that was noted for the longest time is forgotten: who needs it looks at it again.
    this.#heads.delete(room);
    this.#heads.set(room, head);
    if (this.#heads.size <= HEADS_MAX) return;
    for (const oldest of this.#heads.keys().take(1)) this.#heads.delete(oldest);
  }

  forget(room: string): void {
    this.#forgotten++;
    this.#heads.delete(room);
  }

  forgetAll(): void {
    this.#forgotten++;
    this.#heads.clear();
  }
}
