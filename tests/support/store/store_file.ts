/**
 * A store in a file.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { Store, type StoreOptions } from "../../../server/kv/store.ts";
import { TempFolder } from "../temp_folder.ts";

/** Copies a store that nobody writes to, as one file: what is in SQLite's log is put into it first. */
export async function copyStore(from: string, to: string): Promise<void> {
  using database = new DatabaseSync(from);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  await Deno.copyFile(from, to);
}

/** Everything in a store, as text. */
export async function dumpOf(store: Store): Promise<string> {
  const decoder = new TextDecoder();
  const everything = await store.list<unknown>({ prefix: [] }, {});
  return everything.map(({ key, value }) => {
    const json = value instanceof Uint8Array ? decoder.decode(value) : JSON.stringify(value);
    return `${JSON.stringify(key)} ${json}`;
  }).join("\n");
}

/** A store in a file of its own, which can be closed and opened again. */
export class StoreFile implements AsyncDisposable {
  readonly folder: TempFolder;
  readonly #options: StoreOptions;
  store: Store;

  private constructor(folder: TempFolder, store: Store, options: StoreOptions) {
    this.folder = folder;
    this.store = store;
    this.#options = options;
  }

  static async make(options: StoreOptions = {}): Promise<StoreFile> {
    const folder = await TempFolder.make();
    return new StoreFile(folder, await Store.open(folder.file("chat.db"), options), options);
  }

  get path(): string {
    return this.folder.file("chat.db");
  }

  /** Everything in it, as text. */
  dump(): Promise<string> {
    return dumpOf(this.store);
  }

  async reopen(): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    this.store = await Store.open(this.path, this.#options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}
