/**
 * A file that several processes write to.
 *
 * @module
 */
import type { Appended, Journal } from "../../../hub/log/journal.ts";
import { KvJournal, type KvJournalOptions } from "../../../server/kv/journal.ts";
import { Store, type StoreOptions } from "../../../server/kv/store.ts";
import { wholeLog } from "../../hub/log/journal_contract.ts";
import { type Saying, saying } from "../hub/log.ts";
import { TempFolder } from "../temp_folder.ts";

/** The room in which everything is said. */
export const ROOM = "lobby";

/** A file with a store and a journal for each process. */
export class SharedFile implements AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();

  readonly folder: TempFolder;

  private constructor(folder: TempFolder) {
    this.folder = folder;

    this.#stack.use(folder);
  }

  static async make(): Promise<SharedFile> {
    return new SharedFile(await TempFolder.make());
  }

  get path(): string {
    return this.folder.file("chat.db");
  }

  async store(options?: StoreOptions): Promise<Store> {
    return this.#stack.use(await Store.open(this.path, options));
  }

  /** A journal of a process of its own, in which there is a lobby. */
  async journal(options?: KvJournalOptions, store?: StoreOptions): Promise<KvJournal> {
    return await this.journalOver(await this.store({ say: () => {}, ...store }), options);
  }

  /** The same over a store. */
  async journalOver(store: Store, options?: KvJournalOptions): Promise<KvJournal> {
    const journal = new KvJournal(store, options);
    await journal.createRoom(ROOM, ROOM);
    return journal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

/** Says things in the lobby one after the other, and gives what became of each. */
export async function say(
  journal: Journal,
  ids: readonly string[],
  who?: Saying,
): Promise<Appended[]> {
  const outcomes: Appended[] = [];
  for (const id of ids) outcomes.push(...await journal.append(ROOM, [saying(ROOM, id, who)]));
  return outcomes;
}

/** What becomes of messages that are stored already, as these entries. */
export function storedAt(...seqs: readonly number[]): Appended[] {
  return seqs.map((seq) => ({ stored: { room: ROOM, seq } }));
}

/** The ids of what is in the lobby. */
export async function idsIn(journal: Journal): Promise<(string | undefined)[]> {
  return (await wholeLog(journal, ROOM)).map((entry) => "id" in entry ? entry.id : undefined);
}
