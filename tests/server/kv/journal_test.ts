import { KvJournal } from "../../../server/kv/journal.ts";
import { journalContract, type OpenJournal } from "../../hub/log/journal_contract.ts";
import { StoreFile } from "../../support/store/store_file.ts";

/** A journal in a file of its own. */
class FileJournal implements OpenJournal {
  journal: KvJournal;
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
    this.journal = new KvJournal(file.store);
  }

  dump(): Promise<string> {
    return this.#file.dump();
  }

  async reopen(): Promise<void> {
    await this.#file.reopen();
    this.journal = new KvJournal(this.#file.store);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}

journalContract("KvJournal", async () => new FileJournal(await StoreFile.make()));
