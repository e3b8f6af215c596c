/**
 * Reads what is one person's, in Deno KV.
 *
 * @module
 */
import { restore } from "../../../hub/log/kept_entry.ts";
import type { Entry } from "../../../protocol.ts";
import type { FileStore, StoredFile } from "../../files/file_store.ts";
import type { OwnFile, OwnRecords, Part } from "../../service/archive/own_records.ts";
import { keys } from "../keys.ts";
import type { Store } from "../store.ts";
import type { LogReader } from "./log_reader.ts";

/** Entries that are looked at in one step: some milliseconds of work. */
const ENTRIES = 200;
/** Files that are looked up in one step. */
const FILES = 50;

export class KvOwnRecords implements OwnRecords {
  readonly #store: Store;
  readonly #reader: LogReader;
  readonly #files: Pick<FileStore, "find">;

  constructor(store: Store, reader: LogReader, files: Pick<FileStore, "find">) {
    this.#store = store;
    this.#reader = reader;
    this.#files = files;
  }

  async entries(by: string, room: string, after: number): Promise<Part<Entry>> {
    const kept = await this.#reader.read(room, { after, limit: ENTRIES });
    const items = kept.filter((one) => one.by === by).map((one) => restore(one, undefined));
    const last = kept.at(-1)?.entry.seq;
    return { items, ...(last !== undefined && { next: last }) };
  }

  async files(by: string, after?: string): Promise<Part<OwnFile>> {
    const prefix = keys.filesOf(by);
    const start = after === undefined ? undefined : [...keys.fileOf(by, after), new Uint8Array()];
    const options = { limit: FILES, batchSize: FILES };
    const rows = await this.#store.list({ prefix, ...(start && { start }) }, options);
    const ids = rows.map(({ key }) => String(key[2]));
    const found = await this.#files.find(ids);
    const items: OwnFile[] = [];
    for (const [i, id] of ids.entries()) {
      const file = found[i];
      const isPreview = file?.said && file.said.n === undefined;
      if (file && !isPreview) items.push({ id, file, name: await this.#nameOf(file) });
    }
    const last = ids.at(-1);
    return { items, ...(last !== undefined && ids.length === FILES && { next: last }) };
  }

  /** What a file is called: a message may call it otherwise. */
  async #nameOf({ name, said }: StoredFile): Promise<string> {
    const entry = said && (await this.#reader.kept(said.room, said.seq))?.entry;
    return entry?.type === "said" ? entry.files?.[said?.n ?? 0]?.name ?? name : name;
  }
}
