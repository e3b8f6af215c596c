/**
 * Uploaded files in memory, as the hub asks for them.
 *
 * @module
 */
import type { Uploads } from "../../../hub/files.ts";
import { JournalError } from "../../../hub/log/journal.ts";
import type { FileInfo, FileRef } from "../../../protocol.ts";
import { idsOf } from "../../../protocol/field/files.ts";
import { filePath } from "../../../protocol/file_name.ts";
import type { MemoryJournal } from "./memory_journal.ts";

export class MemoryUploads implements Uploads {
  /** Whether it fails what is asked of it. */
  failing = false;
  readonly #journal: MemoryJournal;
  readonly #files = new Map<string, { by: string; info: FileInfo }>();
  #held = Promise.resolve();

  constructor(journal: MemoryJournal) {
    this.#journal = journal;
  }

  /** Somebody uploads something, and what is known of it. */
  add(by: string, id: string, info: Partial<FileInfo> = {}): void {
    const { name = `${id}.png` } = info;
    const known = { id, url: filePath(id, name), name, type: "image/png", size: 4, ...info };
    this.#files.set(id, { by, info: known });
  }

  /** Lets whoever asks wait, until the end of a scope. */
  hold(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return { [Symbol.dispose]: resolve };
  }

  async find(by: string, id: string, refs: readonly FileRef[]): Promise<FileInfo[] | undefined> {
    await this.#held;
    if (this.failing) throw new JournalError("Cannot reach the store: the test says so");
    const isTheirs = idsOf(refs).every((file) => {
      const owner = this.#journal.ownerOf(file);
      const isFree = owner === undefined || owner.startsWith(`${id} `);
      return isFree && this.#files.get(file)?.by === by;
    });
    if (!isTheirs) return undefined;
    return refs.map(({ id, preview }) => ({
      ...this.#files.get(id)!.info,
      ...(preview !== undefined && { preview: previewOf(this.#files.get(preview)!.info) }),
    }));
  }
}

function previewOf({ url, width = 1, height = 1 }: FileInfo): NonNullable<FileInfo["preview"]> {
  return { url, width, height };
}
