/**
 * Deletes what is left of files, a step at a time: uploads that no message has for too long, files whose
 * messages are gone, bytes that no file has, and those of uploads that were broken off.
 *
 * Each step can be broken off, and leaves rows by which the next one finds the rest.
 *
 * @module
 */
import type { Blobs } from "../../files/blobs.ts";
import type { Old, StoredFile } from "../../files/file_store.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";
import type { Commit } from "./kv_blobs.ts";

/** Files that one step looks at. */
const STEP_FILES = 20;

export class Collecting {
  readonly #store: Store;
  readonly #commit: Commit;
  readonly #blobs: ReadonlyMap<string, Blobs>;
  #catchingUp: Promise<void> | undefined;

  constructor(store: Store, commit: Commit, blobs: readonly Blobs[]) {
    this.#store = store;
    this.#commit = commit;
    this.#blobs = new Map(blobs.map((place) => [place.place, place]));
  }

  /** Does some of what is to be done; `false` when nothing is. */
  async step(old: Old, isUnderWay: (key: string) => boolean): Promise<boolean> {
    return await this.#loose(old.loose) || await this.#gone() ||
      await this.#staged(old.staged, isUnderWay);
  }

  /**
   * Deletes bytes that were given up, until those of so many uploads at most are left. It takes no rest:
   * whoever asks has to wait.
   */
  catchUp(most: number): Promise<void> {
    return this.#catchingUp ??= this.#catchUp(most).finally(() => this.#catchingUp = undefined);
  }

  async #catchUp(most: number): Promise<void> {
    const left: Deno.KvEntry<Stored["staged"]>[] = [];
    for await (const row of this.#store.scan<Stored["staged"]>(keys.allStaged)) {
      if (row.value.gone && this.#blobs.has(row.value.place)) left.push(row);
    }
    // The first ones are those that the collector begins with.
    for (const { key, value: { place } } of left.slice(most)) {
      while (!await this.#blobs.get(place)!.deleteSome(String(key[1])));
      await this.#commit((atomic) => atomic.delete(key));
    }
  }

  /** Uploads that no message has: they are gone, unless one takes them at the last moment. */
  async #loose(before: number): Promise<boolean> {
    const selector = { start: keys.looseFilesFrom(0), end: keys.looseFilesFrom(before) };
    const options = { limit: STEP_FILES, batchSize: STEP_FILES };
    const rows = await this.#store.list<true>(selector, options);
    for (const { key } of rows) {
      const isDone = await this.#delete(
        String(key[2]),
        ({ said, profile }) => said === undefined && !profile,
      );
      // Where a message has it, only this is left over; where it is still there, this tells of it.
      if (isDone) await this.#commit((atomic) => atomic.delete(key));
    }
    return rows.length > 0;
  }

  /** Files that are gone, and the bytes that none has any more. */
  async #gone(): Promise<boolean> {
    const options = { limit: STEP_FILES, batchSize: STEP_FILES };
    const rows = await this.#store.list<true>({ prefix: keys.goneFiles }, options);
    for (const { key } of rows) await this.#delete(String(key[1]));
    return rows.length > 0;
  }

  /**
   * Deletes what is stored of a file, if it may; `false` if somebody changed meanwhile what that depends
   * on, also another file of theirs: then the next step is to do it.
   */
  async #delete(
    id: string,
    mayDelete: (file: StoredFile) => boolean = () => true,
  ): Promise<boolean> {
    const file = await this.#store.use((kv) => kv.get<Stored["file"]>(keys.file(id)));
    if (!file.value) return await this.#commit((atomic) => atomic.delete(keys.goneFile(id)));
    if (!mayDelete(file.value)) return true;
    const { hash, by } = file.value;
    const [blob, uses] = await Promise.all([
      this.#store.use((kv) => kv.get<Stored["blob"]>(keys.blob(hash))),
      this.#store.list<true>({ prefix: keys.blobUses(hash) }, { limit: 2, batchSize: 2 }),
    ]);
    const isLast = uses.every(({ key }) => key[2] === id);
    const [own, all] = await this.#store.getMany<number>([
      keys.storedBytes(by),
      keys.storedBytes(""),
    ]);
    return await this.#commit((atomic) => {
      atomic.check(file, blob).delete(keys.blobUse(hash, id));
      this.#deleteRows(atomic, id, file.value);
      if (by !== "" && own?.value) take(atomic, own, file.value.size);
      if (!blob.value) return;
      if (!isLast) return void atomic.set(blob.key, blob.value);
      const { key, place, size } = blob.value;
      take(atomic, all!, size);
      atomic.delete(blob.key).set(keys.staged(key), { at: 0, place, gone: true });
    });
  }

  #deleteRows(atomic: Deno.AtomicOperation, id: string, { by, at, said }: StoredFile): void {
    atomic.delete(keys.file(id)).delete(keys.goneFile(id)).delete(keys.looseFile(at, id));
    if (by !== "") atomic.delete(keys.fileOf(by, id));
    if (said?.n !== undefined) atomic.delete(keys.roomFile(said.room, said.seq, said.n));
  }

  /** Bytes that nothing refers to, but what is being written. */
  async #staged(before: number, isUnderWay: (key: string) => boolean): Promise<boolean> {
    for await (const row of this.#store.scan<Stored["staged"]>(keys.allStaged)) {
      const key = String(row.key[1]);
      const { at, place, gone } = row.value;
      const blobs = this.#blobs.get(place);
      const isFree = gone || !isUnderWay(key) && (!this.#store.shared || at < before);
      if (!isFree || !blobs) continue;
      // Whoever still writes finds that it was given up.
      if (!gone) {
        await this.#commit((atomic) => atomic.check(row).set(row.key, { at, place, gone: true }));
      } else if (await blobs.deleteSome(key)) {
        await this.#commit((atomic) => atomic.delete(row.key));
      }
      return true;
    }
    return false;
  }
}

/** Takes bytes from what is stored together. */
function take(
  atomic: Deno.AtomicOperation,
  stored: Deno.KvEntryMaybe<number>,
  bytes: number,
): void {
  const left = (stored.value ?? 0) - bytes;
  atomic.check(stored);
  if (left > 0) atomic.set(stored.key, left);
  else atomic.delete(stored.key);
}
