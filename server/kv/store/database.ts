/**
 * Opening a Deno KV database, so that nobody else reads its file, and what is none of ours is left
 * alone.
 *
 * @module
 */
import { keys } from "../keys.ts";
import { formatOf, migrate, type MigrationContext } from "../migrations.ts";
import { inTime } from "./failures.ts";
import { giveToOwner } from "./owner.ts";

/** A folder that we make is its owner's alone, and so is a file. What is there keeps its mode. */
export const PRIVATE = { folder: 0o700, file: 0o600 } as const;
/** What a file of SQLite begins with. */
const SQLITE = "SQLite format 3\0";

/** The place of a database in memory. Each time it is opened it is another one. */
export const MEMORY = ":memory:";

interface BringingUp extends MigrationContext {
  /** How long the database may take for one operation, in milliseconds. */
  readonly answerMs: number;
  /** `false` where a tool reads or writes a store in the format that it has. */
  readonly migrate?: boolean;
}

export function isFile(place: string | undefined): place is string {
  return place !== undefined && place !== MEMORY && !isRemote(place);
}

/** Whether a database is reached by an address. */
export function isRemote(place: string | undefined): place is string {
  return place !== undefined && /^https?:/.test(place);
}

/** How many keys one commit may check. */
export function checksMaxOf(place: string | undefined): number {
  // `denokv` takes no more, and others behind an address, or assigned to an app, may not either.
  return isFile(place) || place === MEMORY ? 100 : 10;
}

/**
 * Opens a database, as `Store.open` takes it. A file that is not there is made.
 *
 * @throws If it is not whole, or newer than we know.
 */
export async function openDatabase(place: string | undefined): Promise<Deno.Kv> {
  if (isFile(place)) await makeFile(place);
  const kv = await Deno.openKv(place);
  return await unlessRefused(kv, () => refuseHalf(kv));
}

/** @throws If a file can't be a store, which is then left as it is. */
export async function refuseForeign(path: string): Promise<void> {
  using file = await Deno.open(path);
  const start = new Uint8Array(SQLITE.length);
  await file.read(start);
  const isStore = new TextDecoder().decode(start) === SQLITE;
  if (!isStore) throw new Error("the file in its place is no store");
}

/**
 * Opens the file that is in the place of one that was open.
 *
 * @throws If it is no store of ours.
 */
export async function openInPlace(path: string): Promise<Deno.Kv> {
  const kv = await Deno.openKv(path);
  return await unlessRefused(kv, async () => {
    await refuseHalf(kv);
    const [first] = await Array.fromAsync(kv.list({ prefix: [] }, { limit: 1 }));
    if (!first) throw new Error("the store in its place is empty");
  });
}

/** Brings a database to our format. It is closed when it can't be. */
export async function bringUp(
  kv: Deno.Kv,
  { answerMs, migrate: isWanted = true, ...context }: BringingUp,
): Promise<void> {
  if (!isWanted) return;
  try {
    await migrate(kv, { ...context, inTime: (doing) => inTime(doing, answerMs) });
  } catch (error) {
    kv.close();
    throw error;
  }
}

/** Makes an empty file, unless there is one. SQLite gives the files beside it the same mode. */
async function makeFile(path: string): Promise<void> {
  await Deno.mkdir(folderOf(path), { recursive: true, mode: PRIVATE.folder });
  try {
    (await Deno.open(path, { write: true, createNew: true, mode: PRIVATE.file })).close();
    await giveToOwner(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

async function unlessRefused(kv: Deno.Kv, look: () => Promise<void>): Promise<Deno.Kv> {
  try {
    await look();
    return kv;
  } catch (error) {
    kv.close();
    throw error;
  }
}

/** @throws If what is there is being imported, was not to the end, or is newer than we know. */
async function refuseHalf(kv: Deno.Kv): Promise<void> {
  const { value } = await kv.get<true>(keys.importing);
  if (value !== null) {
    throw new Error("an import into it is under way, or was broken off; then delete it");
  }
  await formatOf(kv);
}

export function folderOf(path: string): string {
  return path.replace(/[^/\\]*$/, "") || ".";
}
