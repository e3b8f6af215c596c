/**
 * What is stored of files, in Deno KV, but for their bytes.
 *
 * @module
 */
import type { BlobPlace, Blobs, Staged } from "../../files/blobs.ts";
import type {
  FileStore,
  ListedFile,
  NewFile,
  Old,
  StorageQuota,
  StoredBlob,
  StoredFile,
} from "../../files/file_store.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import { type Store, StoreError } from "../store.ts";
import { Collecting } from "./collecting.ts";
import type { Commit } from "./kv_blobs.ts";

/** How often something is tried that others keep getting in front of. */
const TRIES_MAX = 20;

export class KvFileStore implements FileStore {
  readonly #store: Store;
  readonly #commit: Commit;
  readonly #collecting: Collecting;

  /** `blobs` are all places where bytes may be. */
  constructor(store: Store, commit: Commit, blobs: readonly Blobs[]) {
    this.#store = store;
    this.#commit = commit;
    this.#collecting = new Collecting(store, commit, blobs);
  }

  async find(ids: readonly string[]): Promise<(StoredFile | undefined)[]> {
    const rows = await this.#store.getMany<Stored["file"] | Stored["goneFile"]>(
      ids.flatMap((id) => [keys.file(id), keys.goneFile(id)]),
    );
    return ids.map((_, i) => {
      const [file, gone] = [rows[2 * i]?.value, rows[2 * i + 1]?.value];
      return file && file !== true && !gone ? file : undefined;
    });
  }

  async usage(limit: number): Promise<{ by: string; bytes: number }[]> {
    const selector = { prefix: keys.allStoredBytes };
    const found = await this.#store.list<Stored["storedBytes"]>(selector, { limit });
    return found.map(({ key, value }) => ({ by: String(key[1]), bytes: Number(value) }));
  }

  async usageByRoom(limit: number): Promise<{ rooms: Map<string, number>; more: boolean }> {
    const rooms = new Map<string, number>();
    let counted = 0;
    for await (const { key, value } of this.#store.scan<Stored["roomFile"]>(keys.allRoomFiles)) {
      if (counted++ === limit) return { rooms, more: true };
      const room = String(key[1]);
      rooms.set(room, (rooms.get(room) ?? 0) + value.file.size);
    }
    return { rooms, more: false };
  }

  async blob(hash: string): Promise<StoredBlob | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Stored["blob"]>(keys.blob(hash)));
    return value ?? undefined;
  }

  async stage(key: string, place: BlobPlace, at: number): Promise<Staged> {
    await this.#commit((atomic) => atomic.set(keys.staged(key), { at, place }));
    const { versionstamp } = await this.#store.use((kv) => kv.get(keys.staged(key)));
    if (versionstamp !== null) return { key, place, stamp: versionstamp };
    throw new StoreError("Cannot store file: its upload was given up");
  }

  async giveUp({ key, place, stamp }: Staged): Promise<void> {
    const at = { key: keys.staged(key), versionstamp: stamp };
    await this.#commit((atomic) => atomic.check(at).set(at.key, { at: 0, place, gone: true }));
  }

  async add(added: NewFile, quota: StorageQuota): Promise<"added" | keyof StorageQuota> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const outcome = await this.#tryToAdd(added, quota);
      if (outcome) return outcome;
    }
    throw new StoreError("Cannot store file: other servers keep writing first");
  }

  async stored(by: string): Promise<StorageQuota> {
    const [own, all] = await this.#storedBy(by);
    return { perPerson: own?.value ?? 0, total: all?.value ?? 0 };
  }

  async list(
    room: string,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<(ListedFile & { seq: number })[]> {
    const selector = before === undefined
      ? { prefix: keys.roomFiles(room) }
      : { start: keys.roomFilesFrom(room, 0), end: keys.roomFilesFrom(room, before) };
    const options = { limit, batchSize: limit, reverse: true };
    const rows = await this.#store.list<Stored["roomFile"]>(selector, options);
    return rows.map(({ key, value }) => ({ ...value, seq: Number(key[2]) }));
  }

  catchUp(most: number): Promise<void> {
    return this.#collecting.catchUp(most);
  }

  collectSome(old: Old, isUnderWay: (key: string) => boolean): Promise<boolean> {
    return this.#collecting.step(old, isUnderWay);
  }

  /** Adds a file; `undefined` if somebody changed meanwhile what it depends on. */
  async #tryToAdd(
    { id, file, staged }: NewFile,
    quota: StorageQuota,
  ): Promise<"added" | keyof StorageQuota | undefined> {
    const { hash, size, by, at } = file;
    const blob = await this.#store.use((kv) => kv.get<Stored["blob"]>(keys.blob(hash)));
    const [own, all] = await this.#storedBy(by);
    const [ownBytes, allBytes] = [own?.value ?? 0, all?.value ?? 0];
    if (ownBytes + size > quota.perPerson) return "perPerson";
    if (!blob.value && allBytes + size > quota.total) return "total";
    const value = blob.value ?? { key: staged.key, size, place: staged.place };
    const isAdded = await this.#commit((atomic) => {
      // Written anew also where it is known: who is about to delete it finds that somebody uses it.
      atomic.check(blob, own!).set(keys.blob(hash), value).set(keys.blobUse(hash, id), true)
        .set(keys.file(id), file).set(keys.fileOf(by, id), size)
        .set(keys.looseFile(at, id), true).set(keys.storedBytes(by), ownBytes + size);
      const row = { key: keys.staged(staged.key), versionstamp: staged.stamp };
      if (blob.value) return void atomic.set(row.key, { at: 0, place: staged.place, gone: true });
      atomic.check(all!, row).set(keys.storedBytes(""), allBytes + size).delete(row.key);
    });
    return isAdded ? "added" : undefined;
  }

  #storedBy(by: string): Promise<Deno.KvEntryMaybe<number>[]> {
    return this.#store.getMany<number>([keys.storedBytes(by), keys.storedBytes("")]);
  }
}
