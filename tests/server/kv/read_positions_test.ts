import { KvJournal } from "../../../server/kv/journal.ts";
import { KvReadPositions } from "../../../server/kv/read_positions.ts";
import { marksContract, type OpenReadPositions } from "../../hub/people/read_positions_contract.ts";
import { unreadCounts } from "../../hub/unread_counts.ts";
import { StoreFile } from "../../support/store_file.ts";

/** ReadPositions in a file of their own. */
class FileReadPositions implements OpenReadPositions {
  journal: KvJournal;
  positions: KvReadPositions;
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
    this.journal = new KvJournal(file.store);
    this.positions = new KvReadPositions(file.store);
  }

  async reopen(): Promise<void> {
    await this.#file.reopen();
    this.journal = new KvJournal(this.#file.store);
    this.positions = new KvReadPositions(this.#file.store);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}

marksContract("KvReadPositions", async () => new FileReadPositions(await StoreFile.make()));
unreadCounts("KvReadPositions", async () => new FileReadPositions(await StoreFile.make()));
