/**
 * How much is free on a disk.
 *
 * @module
 */
import { statfs } from "node:fs/promises";

/**
 * How many bytes may be written where a folder is; `undefined` where nobody can tell: not every system
 * says it, and not every server may ask.
 */
export async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { state } = await Deno.permissions.query({ name: "sys", kind: "statfs" });
    if (state !== "granted") return undefined;
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
