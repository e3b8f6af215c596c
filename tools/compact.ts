/**
 * Makes the file of a store as small as what is in it: a database keeps the room of what was deleted, for
 * what comes next.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { isFile } from "../server/kv/store/database.ts";
import { FileLock } from "../server/kv/store/file_lock.ts";
import { isThere } from "./export.ts";
import { nameOf, runTool } from "./backup/tool.ts";

const USAGE = `Gives the room in the file of a store that deleted rows had back to the disk. The
server has to be stopped. It takes as much room on the disk again meanwhile; if that
fails, the file is as it was.

Usage: deno task compact [flags]

  --store PLACE   where everything is kept, as for deno task start; or set STORE
  --help          print this help

SQLite in Deno does so only where everything is allowed, so this task allows it.
`;

/** How many bytes a file had, and has. */
interface Compacted {
  readonly before: number;
  readonly after: number;
}

/**
 * Rewrites the file. SQLite changes nothing in it before the copy is whole.
 *
 * @throws If there is none, a server uses it, or there is not enough room.
 */
async function compact(place: string | undefined): Promise<Compacted> {
  if (!isFile(place)) throw new Error(`${nameOf(place)} is no file on this machine`);
  if (!await isThere(place)) throw new Error(`there is no store ${place}`);
  // While it is held, no server opens the file.
  using _lock = await lockOf(place);
  const before = await bytesOf(place);
  const database = new DatabaseSync(place);
  try {
    // What was written last may stand beside the file yet.
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.exec("VACUUM");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const [check] = database.prepare("PRAGMA quick_check").all();
    if (check?.quick_check !== "ok") {
      throw new Error(`${place} is damaged: see deno task verify, and restore a backup`);
    }
  } finally {
    database.close();
  }
  return { before, after: await bytesOf(place) };
}

async function lockOf(store: string): Promise<FileLock> {
  try {
    return await FileLock.take(`${store}.lock`, 0);
  } catch (error) {
    if (!(error instanceof Error) || error.message !== "another server uses it") throw error;
    throw new Error(`a server uses the store ${store}: stop it first, and start it again then`);
  }
}

/** With what stands beside it and belongs to it. */
async function bytesOf(store: string): Promise<number> {
  const sizes = await Promise.all(
    [store, `${store}-wal`].map(async (path) =>
      await isThere(path) ? (await Deno.stat(path)).size : 0
    ),
  );
  return sizes.reduce((sum, size) => sum + size);
}

if (import.meta.main) {
  await runTool({
    ...{ verb: "compact", usage: USAGE },
    async run({ place }) {
      const { before, after } = await compact(place);
      const inWords = (bytes: number) => `${bytes.toLocaleString("en")} bytes`;
      console.log(`${nameOf(place)} has ${inWords(after)} now, and had ${inWords(before)}`);
    },
  });
}
