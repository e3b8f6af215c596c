/**
 * Takes one upload: its bytes into a place of their own, while it is found out what they are.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { unlessJournalFails } from "../../hub/log/journal.ts";
import type { Blobs, BlobWriter, Staged } from "./blobs.ts";
import type { Inspected } from "./bytes.ts";
import { edited } from "./bytes/edited.ts";
import type { FileStore } from "./file_store.ts";

/** Looks at bytes as they pass. */
export interface Inspects {
  write(piece: Uint8Array): void;
  end(): Inspected;
}

/** Bytes that have all come. */
export interface Received {
  readonly staged: Staged;
  readonly size: number;
  readonly hash: string;
  readonly inspected: Inspected;
}

export interface ReceivingParts {
  readonly store: FileStore;
  readonly blobs: Blobs;
  readonly inspector: () => Inspects;
  readonly now: () => number;
}

/** What is staged for an upload is given up when this is disposed of, but for what is kept. */
export class Receiving implements AsyncDisposable {
  readonly #parts: ReceivingParts;
  readonly #underWay: Set<string>;
  readonly #staged = new Set<Staged>();

  /** `underWay` has the keys of all that is being written. */
  constructor(parts: ReceivingParts, underWay: Set<string>) {
    this.#parts = parts;
    this.#underWay = underWay;
  }

  /** Takes all bytes, and takes out of them what is personal. */
  async receive(pieces: AsyncIterable<Uint8Array>): Promise<Received> {
    const inspector = this.#parts.inspector();
    const raw = await this.#write(inspect(pieces, inspector));
    const inspected = inspector.end();
    if (inspected.edits.length === 0) return { ...raw, inspected };
    const { staged: { key }, size } = raw;
    const read = this.#parts.blobs.read(key, 0, size);
    return { ...await this.#write(edited(read, inspected.edits)), inspected };
  }

  /** Notes that a file has what was staged. */
  keep(staged: Staged): void {
    this.#staged.delete(staged);
    this.#underWay.delete(staged.key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const staged of this.#staged) {
      this.#underWay.delete(staged.key);
      // Otherwise it is found to belong to nothing, later.
      await unlessJournalFails(this.#parts.store.giveUp(staged));
    }
  }

  async #write(pieces: AsyncIterable<Uint8Array>): Promise<Omit<Received, "inspected">> {
    const { blobs } = this.#parts;
    const staged = await this.#stage();
    await using writer: BlobWriter = blobs.write(staged);
    const hash = createHash("sha256");
    let size = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      await writer.write(piece);
      size += piece.length;
    }
    await writer.end();
    return { staged, size, hash: hash.digest("hex") };
  }

  async #stage(): Promise<Staged> {
    const { store, blobs, now } = this.#parts;
    const key = crypto.randomUUID();
    this.#underWay.add(key);
    try {
      const staged = await store.stage(key, blobs.place, now());
      this.#staged.add(staged);
      return staged;
    } catch (error) {
      this.#underWay.delete(key);
      throw error;
    }
  }
}

async function* inspect(
  pieces: AsyncIterable<Uint8Array>,
  inspector: Inspects,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    inspector.write(piece);
    yield piece;
  }
}
