import { KvJournal } from "../../server/kv_journal.ts";
import { Store } from "../../server/store.ts";
import { journalContract, type OpenJournal } from "../hub/journal_contract.ts";
import { TempFolder } from "../support/temp_folder.ts";

/** A journal in a file of its own. */
class FileJournal implements OpenJournal {
  journal: KvJournal;

  private constructor(readonly folder: TempFolder, private store: Store) {
    this.journal = new KvJournal(store);
  }

  static async open(): Promise<FileJournal> {
    const folder = await TempFolder.make();
    return new FileJournal(folder, await Store.open(folder.file("chat.db")));
  }

  async dump(): Promise<string> {
    const values = await this.store.list({ prefix: [] }, {});
    return JSON.stringify(values, (_, value) => typeof value === "bigint" ? `${value}n` : value);
  }

  async reopen(): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    this.store = await Store.open(this.folder.file("chat.db"));
    this.journal = new KvJournal(this.store);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

journalContract("KvJournal", () => FileJournal.open());
