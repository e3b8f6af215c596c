import type { Appended, Draft } from "../../../../hub/log/journal.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { journalContract, type OpenJournal } from "../../../hub/log/journal_contract.ts";
import { ALL_OVER_DENOKV } from "../../../support/process/denokv.ts";
import { type AnyStore, RemoteStore } from "../../../support/store/remote_store.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

type Open = (file: AnyStore) => KvJournal;

/** A journal of which nothing stays in the log of commits. */
class CompactingJournal extends KvJournal {
  override async append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    const appended = await super.append(room, drafts);
    await this.compactor.all();
    return appended;
  }
}

/** A journal that compacts its log again and again while others append. */
class RestlessJournal extends KvJournal {
  #compacting = Promise.resolve();

  override append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    this.#compacting = this.#compacting.then(() => this.compactor.all());
    return super.append(room, drafts);
  }

  /** Resolves when nothing is under way. */
  override async *rooms(): ReturnType<KvJournal["rooms"]> {
    await this.#compacting;
    yield* super.rooms();
  }
}

/** A journal in a file of its own. */
class FileJournal implements OpenJournal {
  journal: KvJournal;
  readonly #file: AnyStore;
  readonly #open: Open;

  constructor(file: AnyStore, open: Open) {
    this.#file = file;
    this.#open = open;
    this.journal = open(file);
  }

  dump(): Promise<string> {
    return this.#file.dump();
  }

  async reopen(): Promise<void> {
    await Array.fromAsync(this.journal.rooms());
    await this.#file.reopen();
    this.journal = this.#open(this.#file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Array.fromAsync(this.journal.rooms());
    await this.#file[Symbol.asyncDispose]();
  }
}

const KINDS: Readonly<Record<string, Open>> = {
  "KvJournal": ({ store }) => new KvJournal(store),
  "KvJournal that compacts each commit": ({ store }) => new CompactingJournal(store),
  "KvJournal that compacts while it appends": ({ store }) => new RestlessJournal(store),
};

for (const [name, open] of Object.entries(KINDS)) {
  journalContract(name, async () => new FileJournal(await StoreFile.make(), open));
}

journalContract("KvJournal over a store that is shared", async () => {
  const file = await StoreFile.make({ shared: true });
  return new FileJournal(file, ({ store }) => new KvJournal(store));
});

journalContract("KvJournal over a store that is shared and takes few checks", async () => {
  const file = await StoreFile.make({ shared: true, checksMax: 10 });
  return new FileJournal(file, ({ store }) => new KvJournal(store));
});

if (ALL_OVER_DENOKV) {
  journalContract("KvJournal over denokv", async () => {
    return new FileJournal(await RemoteStore.make(), ({ store }) => new KvJournal(store));
  });
}
