/**
 * Looks at the store, the folder of files, and the disk.
 *
 * @module
 */
import { dirname } from "node:path";
import { freeBytes } from "../../server/files/blobs/free_bytes.ts";
import { FORMAT, formatOf } from "../../server/kv/migrations.ts";
import { Store } from "../../server/kv/store.ts";
import { isFile, MEMORY } from "../../server/kv/store/database.ts";
import { foreignFile } from "../../server/kv/store/owner.ts";
import type { Settings } from "../../server/settings.ts";
import { Examined, type Finding, messageOf } from "./finding.ts";

/** Free bytes below which a disk is to be looked at. */
const FREE_BYTES = 1024 ** 3;
/** What others may not do with what is private. */
const OTHERS = 0o077;

const store = new Examined("store");
const disk = new Examined("disk");
const files = new Examined("files");

/** Looks at where everything is kept. Nothing is made or changed. */
export async function* examineStore({ store: place, folder }: Settings): AsyncIterable<Finding> {
  const database = "memory" in place ? MEMORY : place.database;
  if (database === MEMORY) {
    return yield store.look("in memory: it is forgotten when the server stops");
  }
  if (!isFile(database)) yield await examineFormat(database);
  else if (!await exists(database)) {
    yield store.ok(`${database} is not there yet: the first start makes it`);
    yield* examineDisk(dirname(database));
  } else {
    yield* examineModes([database, `${database}-wal`, `${database}.lock`]);
    const foreign = await foreignFile(database);
    if (foreign !== undefined) yield store.fail(`${foreign}, or its server can't open it`);
    yield await examineFormat(database);
    yield* examineDisk(dirname(database));
  }
  if (folder) yield await examineFolder(folder);
}

async function* examineModes(paths: readonly string[]): AsyncIterable<Finding> {
  const open: string[] = [];
  for (const path of paths) {
    const mode = await exists(path) ? (await Deno.stat(path)).mode : null;
    if (mode !== null && (mode & OTHERS) !== 0) open.push(path);
  }
  if (open.length === 0) return yield store.ok("nobody else on this machine can read it");
  yield store.look(`others on this machine can read it: chmod 600 ${open.join(" ")}`);
}

/** What a start would do with it, without doing it. */
async function examineFormat(database: string | undefined): Promise<Finding> {
  try {
    await using opened = await Store.open(database, { migrate: false, say: () => {} });
    const format = await opened.use((kv) => formatOf(kv));
    const name = database ?? "the app's database";
    if (format === FORMAT) return store.ok(`${name} has format ${format}, as this version`);
    return store.look(
      `${name} has format ${format}: the next start brings it to ${FORMAT} for good. ` +
        "Make a backup before: deno task backup DIR",
    );
  } catch (error) {
    return store.fail(`${messageOf(error)} (docs/operations.md tells what to do)`);
  }
}

async function* examineDisk(folder: string): AsyncIterable<Finding> {
  const free = await freeBytes(await exists(folder) ? folder : "/");
  if (free === undefined) return;
  const told = `${(free / 1024 ** 3).toFixed(1)} GiB are free`;
  if (free >= FREE_BYTES) yield disk.ok(told);
  else yield disk.look(`only ${told}: nothing can be said when there is nothing left`);
}

async function examineFolder(folder: string): Promise<Finding> {
  if (!await exists(folder)) {
    return files.ok(`${folder} is not there yet: the first start makes it`);
  }
  const { isDirectory, mode } = await Deno.stat(folder);
  if (!isDirectory) return files.fail(`${folder} is no folder: name another with --files`);
  if (mode !== null && (mode & OTHERS) !== 0) {
    return files.look(`others on this machine can read them: chmod 700 ${folder}`);
  }
  return files.ok(`${folder} can be read by nobody else`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
