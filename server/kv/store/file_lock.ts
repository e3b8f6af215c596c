/**
 * A lock beside a store's file, so that only one server uses it. Nothing but Deno KV opens the file
 * itself, or SQLite's beside it: to close it again would drop the locks that SQLite has on it.
 *
 * @module
 */

import { setTimeout as sleep } from "node:timers/promises";
import { folderOf, PRIVATE } from "./database.ts";

/** How long to wait for a server that is about to end, in milliseconds. */
const WAIT_MS = 5_000;
/** How often to look. */
const LOOK_MS = 50;

/** A lock that is held until this is disposed of, or the process ends, however it does. */
export class FileLock implements Disposable {
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /**
   * Locks a file, which is made if it is not there.
   *
   * @throws If somebody else keeps it locked.
   */
  static async take(path: string, waitMs = WAIT_MS): Promise<FileLock> {
    await Deno.mkdir(folderOf(path), { recursive: true, mode: PRIVATE.folder });
    const file = await Deno.open(path, { write: true, create: true, mode: PRIVATE.file });
    const end = performance.now() + waitMs;
    // Deno 2.5 can't try: there, nothing but the fence tells of another server.
    while (file.tryLock !== undefined && !await file.tryLock(true)) {
      if (performance.now() >= end) {
        file.close();
        throw new Error("another server uses it");
      }
      await sleep(LOOK_MS);
    }
    return new FileLock(file);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
