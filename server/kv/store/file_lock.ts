/**
 * A lock beside a store's file, so that only one server uses it. Nothing but Deno KV opens the file
 * itself, or SQLite's beside it: to close it again would drop the locks that SQLite has on it.
 *
 * @module
 */

import { setTimeout as sleep } from "node:timers/promises";
import { folderOf, PRIVATE } from "./database.ts";
import { giveToOwner } from "./owner.ts";

/** How long to wait for a server that is about to end, in milliseconds. */
const WAIT_MS = 5_000;
/** How often to look. */
const LOOK_MS = 50;

/** More than is ever noted in a lock. */
const NOTED_MAX_LENGTH = 200;

/** A lock that is held until this is disposed of, or the process ends, however it does. */
export class FileLock implements Disposable {
  readonly #file: Deno.FsFile;
  #owners: readonly string[] = [];

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** The ids of who may have taken the store last; none where nobody noted that. */
  get owners(): readonly string[] {
    return this.#owners;
  }

  /**
   * Locks a file, which is made if it is not there.
   *
   * @throws If somebody else keeps it locked.
   */
  static async take(path: string, waitMs = WAIT_MS): Promise<FileLock> {
    await Deno.mkdir(folderOf(path), { recursive: true, mode: PRIVATE.folder });
    const file = await Deno.open(path, {
      read: true,
      write: true,
      create: true,
      mode: PRIVATE.file,
    });
    await giveToOwner(path);
    const end = performance.now() + waitMs;
    // Deno 2.5 can't try: there, nothing but the fence tells of another server.
    while (file.tryLock !== undefined && !await file.tryLock(true)) {
      if (performance.now() >= end) {
        file.close();
        throw new Error("another server uses it");
      }
      await sleep(LOOK_MS);
    }
    const lock = new FileLock(file);
    const noted = new Uint8Array(NOTED_MAX_LENGTH);
    const length = await file.read(noted) ?? 0;
    lock.#owners = new TextDecoder().decode(noted.subarray(0, length)).split(" ").filter(Boolean);
    return lock;
  }

  /** Notes who may have taken the store last, so that it is known also after a crash. */
  async note(owners: readonly string[]): Promise<void> {
    await this.#file.truncate(0);
    await this.#file.seek(0, Deno.SeekMode.Start);
    await this.#file.write(new TextEncoder().encode(owners.join(" ")));
    await this.#file.syncData();
    this.#owners = owners;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
