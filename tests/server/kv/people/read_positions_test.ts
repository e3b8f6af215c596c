import { assertEquals } from "@std/assert";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { KvReadPositions } from "../../../../server/kv/people/read_positions.ts";
import {
  type OpenReadPositions,
  readPositionsContract,
} from "../../../hub/people/read_positions_contract.ts";
import { unreadCounts } from "../../../hub/unread_counts.ts";
import { ALL_OVER_DENOKV } from "../../../support/process/denokv.ts";
import { type AnyStore, RemoteStore } from "../../../support/store/remote_store.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

/** ReadPositions in a file of their own. */
class FileReadPositions implements OpenReadPositions {
  journal: KvJournal;
  positions: KvReadPositions;
  readonly #file: AnyStore;

  constructor(file: AnyStore) {
    this.#file = file;
    this.journal = new KvJournal(file.store);
    this.positions = new KvReadPositions(file.store, this.journal);
  }

  async reopen(): Promise<void> {
    await this.#file.reopen();
    this.journal = new KvJournal(this.#file.store);
    this.positions = new KvReadPositions(this.#file.store, this.journal);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}

readPositionsContract("KvReadPositions", async () => new FileReadPositions(await StoreFile.make()));
unreadCounts("KvReadPositions", async () => new FileReadPositions(await StoreFile.make()));
if (ALL_OVER_DENOKV) {
  readPositionsContract(
    "KvReadPositions over denokv",
    async () => new FileReadPositions(await RemoteStore.make()),
  );
}

Deno.test("What is forgotten of somebody is written between the commits of what people say", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  const { background, heads, reader } = journal;
  let commits = 0;
  const counted = {
    commit: (fill: (atomic: Deno.AtomicOperation) => void) => {
      commits++;
      return background.commit(fill);
    },
  };
  const positions = new KvReadPositions(file.store, { background: counted, heads, reader });
  const ada = { id: "guest:ada", key: "ada" };
  await journal.createRoom("lobby", "lobby");
  await positions.read(ada, "lobby", 0);
  await file.store.write((kv) => kv.set(keys.mention("ada", "lobby"), { seq: 1, by: "bob" }));
  await positions.forget(ada);
  assertEquals(commits, 2);
  const left = await file.store.list({ prefix: [] }, {});
  assertEquals(left.filter(({ key }) => key[0] === "read" || key[0] === "mention"), []);
});
