/**
 * Write batches: small writes of many callers share a commit. What is added during one is the next batch.
 *
 * @module
 */
import type { Store } from "../store.ts";

/** Writes in one commit. Each may have ten mutations, as a commit may have 1,000. */
const WRITES_MAX = 100;

/** An independent write: it checks nothing, so it never makes others fail. */
type Write = (atomic: Deno.AtomicOperation) => Deno.AtomicOperation;

interface Waiting {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Without it, ten thousand connections at once would be ten thousand commits, each synced to disk. */
export class WriteBatches {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Resolves when a write is stored.
   *
   * @throws {StoreError} If it could not be.
   */
  add(write: Write): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ write, resolve, reject });
    if (!this.#writing) this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, WRITES_MAX);
      try {
        await this.#store.write((kv) => {
          const atomic = kv.atomic();
          for (const { write } of some) write(atomic);
          return atomic.commit();
        });
        for (const { resolve } of some) resolve();
      } catch (error) {
        for (const { reject } of some) reject(error);
      }
    }
    this.#writing = false;
  }
}
