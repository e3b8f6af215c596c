import { KvJournal } from "../../../server/kv/journal.ts";
import { KvMarks } from "../../../server/kv/marks.ts";
import { marksContract, type OpenMarks } from "../../hub/marks_contract.ts";
import { unreadCounts } from "../../hub/unread_counts.ts";
import { StoreFile } from "../../support/store_file.ts";

/** Marks in a file of their own. */
class FileMarks implements OpenMarks {
  journal: KvJournal;
  marks: KvMarks;
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
    this.journal = new KvJournal(file.store);
    this.marks = new KvMarks(file.store);
  }

  async reopen(): Promise<void> {
    await this.#file.reopen();
    this.journal = new KvJournal(this.#file.store);
    this.marks = new KvMarks(this.#file.store);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}

marksContract("KvMarks", async () => new FileMarks(await StoreFile.make()));
unreadCounts("KvMarks", async () => new FileMarks(await StoreFile.make()));
