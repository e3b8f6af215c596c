/**
 * The bytes of files in Deno KV, in chunks.
 *
 * What is written takes its turn with the commits of what people say, some chunks at a time: so a
 * message waits for one such commit at most.
 *
 * @module
 */
import type { Blobs, BlobWriter, Staged } from "../../files/blobs.ts";
import { TalkPace } from "../../files/blobs/talk_pace.ts";
import { freeNow } from "../../limits/free_now.ts";
import { FairGate } from "../../limits/fair_gate.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import { type Store, StoreError } from "../store.ts";

/** The bytes of a chunk; the last of a blob has what is left. Deno KV takes 64 KiB. */
export const CHUNK_BYTES = 60 * 1024;
/** Chunks in a commit; while people talk, who wait for it, fewer. */
const COMMIT_CHUNKS = 8;
const TALK_CHUNKS = 1;
/** Chunks that are read at once: as many keys as `Deno.Kv.getMany` takes. */
const READ_CHUNKS = 10;
/**
 * Reads of chunks that are under way at once. More are no faster, and whatever else is asked of the store
 * waits for all of them: also what people say. How many wait is bounded by how many downloads there are.
 */
const READS_AT_ONCE = 2;
/** Chunks that one step deletes. To know which there are, it has to read them. */
const DELETE_CHUNKS = 16;

/** Commits between what people say; `false` if something that it checks is not true. */
export type Commit = (fill: (atomic: Deno.AtomicOperation) => void) => Promise<boolean>;

export class KvBlobs implements Blobs {
  readonly place = "kv";
  readonly #store: Store;
  readonly #commit: Commit;
  readonly #reads = new FairGate(READS_AT_ONCE, { each: Infinity, all: Infinity });
  readonly #pace: TalkPace;

  constructor(store: Store, commit: Commit, pace = new TalkPace()) {
    this.#store = store;
    this.#commit = commit;
    this.#pace = pace;
  }

  write(staged: Staged): BlobWriter {
    return new ChunkWriter(staged, this.#commit, this.#pace);
  }

  async *read(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    const last = Math.ceil(end / CHUNK_BYTES);
    for (let n = Math.floor(start / CHUNK_BYTES); n < last; n += READ_CHUNKS) {
      const length = Math.min(READ_CHUNKS, last - n);
      const wanted = Array.from({ length }, (_, i) => keys.chunk(key, n + i));
      const chunks = await this.#chunksOf(key, wanted);
      for (const [i, { value }] of chunks.entries()) {
        if (!value) throw new StoreError(`Cannot read file: chunk ${n + i} of ${key} is missing`);
        const before = (n + i) * CHUNK_BYTES;
        yield value.subarray(Math.max(0, start - before), Math.min(value.length, end - before));
      }
    }
  }

  /** Waits for its turn, but not for those who read the same bytes again and again. */
  async #chunksOf(
    key: string,
    wanted: readonly Deno.KvKey[],
  ): Promise<Deno.KvEntryMaybe<Stored["chunk"]>[]> {
    using _turn = await this.#reads.enter(key);
    return await this.#store.getMany<Stored["chunk"]>(wanted);
  }

  async deleteSome(key: string): Promise<boolean> {
    const options = { limit: DELETE_CHUNKS, batchSize: DELETE_CHUNKS };
    const chunks = await this.#store.list<Stored["chunk"]>({ prefix: keys.chunks(key) }, options);
    for (const { value } of chunks) if (value instanceof Uint8Array) freeNow(value);
    if (chunks.length === 0) return true;
    await this.#commit((atomic) => {
      for (const chunk of chunks) atomic.delete(chunk.key);
    });
    return chunks.length < DELETE_CHUNKS;
  }

  free(): Promise<number | undefined> {
    return this.#store.free();
  }
}

/** Fills commits while those before are written. */
class ChunkWriter implements BlobWriter {
  readonly #staged: Staged;
  readonly #commit: Commit;
  readonly #pace: TalkPace;
  /** What is not written yet: chunks, of which the last may not be full. */
  #chunks: Uint8Array[] = [];
  /** How full the last one is. */
  #filled = CHUNK_BYTES;
  /** How many are written. */
  #written = 0;
  #writing: Promise<void> | undefined;

  constructor(staged: Staged, commit: Commit, pace: TalkPace) {
    this.#staged = staged;
    this.#commit = commit;
    this.#pace = pace;
  }

  async write(piece: Uint8Array): Promise<void> {
    for (let at = 0; at < piece.length;) {
      if (this.#filled === CHUNK_BYTES) {
        if (this.#chunks.length === COMMIT_CHUNKS) await this.#flush();
        this.#chunks.push(new Uint8Array(CHUNK_BYTES));
        this.#filled = 0;
      }
      const some = piece.subarray(at, at + CHUNK_BYTES - this.#filled);
      this.#chunks.at(-1)!.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
    }
  }

  async end(): Promise<void> {
    const last = this.#chunks.pop();
    if (last) this.#chunks.push(last.subarray(0, this.#filled));
    await this.#flush();
    await this.#writing;
  }

  /** Nothing is written any more when this is done. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#chunks = [];
    try {
      await this.#writing;
    } catch (error) {
      // It has been told to whoever wrote, or nobody wants it any more.
      if (!(error instanceof StoreError)) throw error;
    }
  }

  /** Begins to write what is there, when what was there before is written. */
  async #flush(): Promise<void> {
    await this.#writing;
    const chunks = this.#chunks;
    this.#chunks = [];
    if (chunks.length === 0) return;
    const writing = this.#write(chunks);
    // Whoever writes next is told.
    writing.catch(() => undefined);
    this.#writing = writing;
  }

  async #write(chunks: Uint8Array[]): Promise<void> {
    const { key, stamp } = this.#staged;
    while (chunks.length > 0) {
      const some = chunks.splice(0, this.#pace.isTalk ? TALK_CHUNKS : COMMIT_CHUNKS);
      const first = this.#written;
      const isWritten = await this.#pace.step(() =>
        this.#commit((atomic) => {
          atomic.check({ key: keys.staged(key), versionstamp: stamp });
          some.forEach((chunk, i) => atomic.set(keys.chunk(key, first + i), chunk));
        })
      );
      if (!isWritten) throw new StoreError("Cannot store file: its upload was given up");
      this.#written += some.length;
      for (const chunk of some) freeNow(chunk);
    }
  }
}
