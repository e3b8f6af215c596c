/**
 * A store in a database that servers share.
 *
 * @module
 */
import { Store, type StoreOptions } from "../../../server/kv/store.ts";
import { Denokv } from "../process/denokv.ts";
import { dumpOf, type StoreFile } from "./store_file.ts";

/** A store for a test, wherever it is. */
export type AnyStore = StoreFile | RemoteStore;

/** A store in a database of its own, which can be closed and opened again. */
export class RemoteStore implements AsyncDisposable {
  readonly denokv: Denokv;
  readonly #options: StoreOptions;
  store: Store;

  private constructor(denokv: Denokv, store: Store, options: StoreOptions) {
    this.denokv = denokv;
    this.store = store;
    this.#options = options;
  }

  static async make(options: StoreOptions = {}): Promise<RemoteStore> {
    await using starting = new AsyncDisposableStack();
    const denokv = starting.use(await Denokv.start());
    const made = new RemoteStore(denokv, await Store.open(denokv.url, options), options);
    starting.move();
    return made;
  }

  /** Everything in it, as text. */
  dump(): Promise<string> {
    return dumpOf(this.store);
  }

  async reopen(): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    this.store = await Store.open(this.denokv.url, this.#options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    await this.denokv[Symbol.asyncDispose]();
  }
}
