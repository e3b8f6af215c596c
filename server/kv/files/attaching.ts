/**
 * The files of messages that one commit stores or takes away.
 *
 * A file is attached in the commit of its message: so no message names one that is not there, and no file
 * is attached twice. Where a message goes, its files are marked as gone in the same commit; what is stored
 * of them is deleted later.
 *
 * @module
 */
import type { Draft } from "../../../hub/log/journal.ts";
import type { Entry, Said } from "../../../protocol.ts";
import type { ListedFile, StoredFile } from "../../files/file_store.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** A file as it was read, and where it is attached. */
interface Attached {
  readonly row: Deno.KvEntry<StoredFile>;
  readonly id: string;
  readonly value: StoredFile;
}

export class Attaching {
  readonly #store: Store;
  readonly #checksMax: number;
  /** Files as they are, by id. */
  readonly #rows = new Map<string, Deno.KvEntryMaybe<StoredFile>>();
  readonly #attached: Attached[] = [];
  readonly #listed: [Deno.KvKey, ListedFile][] = [];
  readonly #gone: string[] = [];
  readonly #unlisted: Deno.KvKey[] = [];

  /**
   * A commit can check so many files. That is fewer than one message may have where a database takes few
   * checks: of the others, one that its author attaches to two messages in the same moment may be in both.
   */
  constructor(store: Store, checksMax: number) {
    this.#store = store;
    this.#checksMax = checksMax;
  }

  /** Reads what is known of the files of a message that is to be stored. */
  async load(files: readonly string[]): Promise<void> {
    const rows = await this.#store.getMany<Stored["file"]>(files.map(keys.file));
    files.forEach((id, i) => this.#rows.set(id, rows[i]!));
  }

  /** Whether a message may have its files: those of its author that no message has. */
  mayAttach({ files = [], by }: Draft): boolean {
    return files.every((id) => {
      const value = this.#rows.get(id)?.value;
      return value && value.by === by && !value.said && !value.profile &&
        !this.#attached.some((attached) => attached.id === id);
    });
  }

  /** Attaches files to a message, as `mayAttach` allows. `room` is the room's key. */
  attach(room: string, entry: Said, files: readonly string[]): void {
    const { seq, id: message, from, at } = entry;
    const shown = new Map(entry.files?.map((file, n) => [file.id, n]));
    for (const id of files) {
      const row = this.#rows.get(id);
      if (!row || row.versionstamp === null) continue;
      const n = shown.get(id);
      const said = { room, seq, id: message, ...(n !== undefined && { n }) };
      this.#attached.push({ row, id, value: { ...row.value, said } });
    }
    entry.files?.forEach((file, n) => {
      const preview = previewOf(file);
      const listed = { file, from, at, ...(preview !== undefined && { preview }) };
      this.#listed.push([keys.roomFile(room, seq, n), listed]);
    });
  }

  /** Takes away the files of a message that is deleted. `room` is the room's key. */
  detach(room: string, entry: Entry): void {
    if (entry.type !== "said") return;
    entry.files?.forEach((file, n) => {
      this.#gone.push(file.id);
      const preview = previewOf(file);
      if (preview !== undefined) this.#gone.push(preview);
      this.#unlisted.push(keys.roomFile(room, entry.seq, n));
    });
  }

  /** Adds all to a commit, which may be done more than once. */
  commit(atomic: Deno.AtomicOperation): void {
    for (const { row, id, value } of this.#attached) {
      atomic.set(row.key, value).delete(keys.looseFile(value.at, id));
    }
    for (const { row } of this.#attached.slice(0, this.#checksMax)) atomic.check(row);
    for (const [key, listed] of this.#listed) atomic.set(key, listed);
    for (const id of this.#gone) atomic.set(keys.goneFile(id), true);
    for (const key of this.#unlisted) atomic.delete(key);
  }
}

/** The id in the address of a preview, `/files/ID/NAME`. */
function previewOf({ preview }: ListedFile["file"]): string | undefined {
  return preview?.url.split("/").at(-2);
}
