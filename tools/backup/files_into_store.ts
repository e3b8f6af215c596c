/**
 * Restores files from the records of a backup, as they come: the bytes of a blob, what they are, and the
 * files that have them.
 *
 * @module
 */
import { createHash, type Hash } from "node:crypto";
import type { Blobs, BlobWriter, Staged } from "../../server/files/blobs.ts";
import { KvBlobs } from "../../server/kv/files/kv_blobs.ts";
import { KvFileStore } from "../../server/kv/files/kv_file_store.ts";
import { keys } from "../../server/kv/keys.ts";
import type { Stored } from "../../server/kv/schema.ts";
import type { Store } from "../../server/kv/store.ts";
import type { BackupRecord } from "./record.ts";
import { BackupError } from "./seal.ts";

/** Rows of blobs that are read at once. */
const BLOBS = 100;

export type FileRecord = Extract<BackupRecord, { type: "chunk" | "blob" | "file" }>;

/** A row that is to be written. */
export interface FileRow {
  readonly key: Deno.KvKey;
  readonly value: unknown;
}

/** Bytes that come. */
interface Coming {
  readonly blob: string;
  readonly staged: Staged;
  readonly writer: BlobWriter;
  readonly hash: Hash;
  next: number;
  size: number;
}

export class FileRestoration {
  readonly #store: Store;
  readonly #blobs: Blobs;
  readonly #files: KvFileStore;
  #coming: Coming | undefined;
  /** The hash of the blob that came last: files that follow have it. */
  #blob: string | undefined;
  /** The bytes of each person's files, and of all blobs under `""`. */
  readonly #stored = new Map<string, number>();

  constructor(store: Store, folder?: Blobs) {
    const commit = async (fill: (atomic: Deno.AtomicOperation) => void) => {
      const { ok } = await store.use((kv) => {
        const atomic = kv.atomic().set(keys.owner, "import");
        fill(atomic);
        return atomic.commit();
      });
      return ok;
    };
    this.#store = store;
    this.#blobs = folder ?? new KvBlobs(store, commit);
    this.#files = new KvFileStore(store, commit, [this.#blobs]);
  }

  /** Whether a record can be next: bytes in order, what they are behind them, and then their files. */
  follows(record: FileRecord): boolean {
    if (record.type === "file") return record.file.hash === this.#blob;
    const coming = this.#coming?.blob === record.blob ? this.#coming : undefined;
    if (record.type === "chunk") return record.n === (coming?.next ?? 0);
    return coming !== undefined || record.size === 0;
  }

  /**
   * Restores a record, and gives the rows for it.
   *
   * @throws {BackupError} If bytes are not those that they were.
   */
  async add(record: FileRecord): Promise<FileRow[]> {
    switch (record.type) {
      case "chunk": {
        const coming = record.n === 0 ? await this.#begin(record.blob) : this.#coming!;
        const bytes = Uint8Array.fromBase64(record.bytes);
        coming.hash.update(bytes);
        coming.size += bytes.length;
        coming.next++;
        await coming.writer.write(bytes);
        return [];
      }
      case "blob":
        return await this.#end(record);
      case "file":
        return this.#rowsOf(record);
      default:
        return record satisfies never;
    }
  }

  /** The rows that count what was restored. */
  counts(): FileRow[] {
    return [...this.#stored].map(([by, value]) => ({ key: keys.storedBytes(by), value }));
  }

  /** Deletes bytes that are not in the store. */
  async undo(): Promise<void> {
    await this.#drop();
    if (this.#blobs.place === "kv") return;
    for await (const { value } of this.#store.scan<Stored["blob"]>(keys.blobs, BLOBS)) {
      while (!await this.#blobs.deleteSome(value.key));
    }
    for await (const { key } of this.#store.scan<unknown>(keys.allStaged, BLOBS)) {
      while (!await this.#blobs.deleteSome(String(key[1])));
    }
  }

  async #begin(blob: string): Promise<Coming> {
    await this.#drop();
    const staged = await this.#files.stage(crypto.randomUUID(), this.#blobs.place, 0);
    const writer = this.#blobs.write(staged);
    return this.#coming = {
      ...{ blob, staged, writer, hash: createHash("sha256"), next: 0, size: 0 },
    };
  }

  /** Bytes without what they are: their files were deleted while the backup was made. */
  async #drop(): Promise<void> {
    await this.#coming?.writer[Symbol.asyncDispose]();
    this.#coming = undefined;
    this.#blob = undefined;
  }

  async #end({ blob, hash, size }: Extract<FileRecord, { type: "blob" }>): Promise<FileRow[]> {
    // One without bytes has no chunks.
    const coming = this.#coming?.blob === blob ? this.#coming : await this.#begin(blob);
    if (coming.hash.digest("hex") !== hash || coming.size !== size) {
      throw new BackupError(`a file of ${size} bytes is damaged: they do not have its hash`);
    }
    const { writer, staged: { key, place } } = coming;
    await writer.end();
    await this.#drop();
    this.#blob = hash;
    this.#count("", size);
    await this.#store.use((kv) =>
      kv.atomic().delete(keys.staged(key)).set(keys.blob(hash), { key, size, place }).commit()
    );
    return [];
  }

  #rowsOf({ id, file, listed }: Extract<FileRecord, { type: "file" }>): FileRow[] {
    const { by, size, hash, said } = file;
    const rows: FileRow[] = [
      { key: keys.file(id), value: file },
      { key: keys.blobUse(hash, id), value: true },
    ];
    if (by !== "") {
      rows.push({ key: keys.fileOf(by, id), value: size });
      this.#count(by, size);
    }
    if (listed && said?.n !== undefined) {
      rows.push({ key: keys.roomFile(said.room, said.seq, said.n), value: listed });
    }
    return rows;
  }

  #count(by: string, bytes: number): void {
    this.#stored.set(by, (this.#stored.get(by) ?? 0) + bytes);
  }
}
