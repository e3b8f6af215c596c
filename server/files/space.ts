/**
 * Whether there is room for an upload: among its sender's files, all files, and on the disk.
 *
 * @module
 */
import type { Blobs } from "./blobs.ts";
import { FileError } from "./file_error.ts";
import type { FileStore, StorageQuota } from "./file_store.ts";
import { inWords } from "./info.ts";

/** How often an upload looks at the disk again, in bytes: others write to it, too. */
const LOOK_BYTES = 2 * 1024 * 1024;

export class Space {
  readonly #store: FileStore;
  readonly #blobs: Blobs;
  readonly #quota: StorageQuota;

  /** `blobs` is where new ones go. */
  constructor(store: FileStore, blobs: Blobs, quota: StorageQuota) {
    this.#store = store;
    this.#blobs = blobs;
    this.#quota = quota;
  }

  /**
   * Begins an upload that is said to have so many bytes; what it gives is called with how many there are,
   * and throws likewise.
   *
   * @throws {FileError} If there is no room.
   */
  async begin(by: string, declared: number): Promise<(bytes: number) => Promise<void> | undefined> {
    const { total, perPerson } = this.#quota;
    const [stored, free] = await Promise.all([this.#store.stored(by), this.#blobs.free()]);
    const [own, all] = [perPerson - stored.perPerson, total - stored.total];
    const check = (bytes: number) => {
      if (bytes > own) throw this.exceeded("perPerson");
      if (bytes > all) throw this.exceeded("total");
      if (bytes > (free ?? Infinity)) throw diskFull();
    };
    check(Math.max(declared, 1));
    let looked = 0;
    return (bytes) => {
      check(bytes);
      if (free === undefined || bytes < looked + LOOK_BYTES) return undefined;
      looked = bytes;
      return this.#look();
    };
  }

  /** The refusal of what would be too much. */
  exceeded(quota: keyof StorageQuota): FileError {
    const { total, perPerson } = this.#quota;
    const why = quota === "perPerson"
      ? `your files may have ${inWords(perPerson)} together; delete messages with files first`
      : `the server keeps ${inWords(total)} of files at most; ask its operator for more`;
    return new FileError("quota", why);
  }

  async #look(): Promise<void> {
    if (await this.#blobs.free() === 0) throw diskFull();
  }
}

function diskFull(): FileError {
  return new FileError("quota", "the server's disk is nearly full; ask its operator to make room");
}
