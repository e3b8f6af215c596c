/**
 * To whom files belong. Tools are run as root, too, by whoever restores a store that a service with a user
 * of its own is to open.
 *
 * @module
 */
import { dirname } from "node:path";

/** What is said where a file is there, and may not be used. */
const FORBIDDEN = /unable to open database file|readonly database|permission denied/i;

/** Gives what root has just made to whom the folder belongs that it is in. Others own what they make. */
export async function giveToOwner(path: string): Promise<void> {
  const [made, folder] = await Promise.all([Deno.stat(path), Deno.stat(dirname(path))]);
  // Windows has neither.
  if (made.uid === 0 && folder.uid) await Deno.chown(path, folder.uid, folder.gid);
}

/** What else is said where a store could not be opened: that one of its files is somebody else's. */
export async function ownerHint(file: string, why: string): Promise<string> {
  const foreign = FORBIDDEN.test(why) ? await foreignFile(file) : undefined;
  return foreign === undefined ? "" : `; ${foreign}`;
}

/** Which of a store's files is another user's than its folder, and what to do about it, if one is. */
export async function foreignFile(file: string): Promise<string | undefined> {
  const folder = await ownerOf(dirname(file));
  for (const path of [file, `${file}-wal`, `${file}-shm`, `${file}.lock`]) {
    const owner = await ownerOf(path);
    if (owner === undefined || folder === undefined || owner === folder) continue;
    return `${path} belongs to user ${owner}, and its folder to user ${folder}: ` +
      `chown ${folder} ${path}`;
  }
  return undefined;
}

async function ownerOf(path: string): Promise<number | null | undefined> {
  try {
    return (await Deno.stat(path)).uid;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return undefined;
    }
    throw error;
  }
}
