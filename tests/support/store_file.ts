/**
 * A store in a file.
 *
 * @module
 */
import { Store } from "../../server/kv/store.ts";
import { TempFolder } from "./temp_folder.ts";

/** A store in a file of its own, which can be closed and opened again. */
export class StoreFile implements AsyncDisposable {
  private constructor(readonly folder: TempFolder, public store: Store) {}

  static async make(): Promise<StoreFile> {
    const folder = await TempFolder.make();
    return new StoreFile(folder, await Store.open(folder.file("chat.db")));
  }

  get path(): string {
    return this.folder.file("chat.db");
  }

  /** Everything in it, as text. */
  async dump(): Promise<string> {
    return JSON.stringify(await this.store.list({ prefix: [] }, {}));
  }

  async reopen(): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    this.store = await Store.open(this.path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}
