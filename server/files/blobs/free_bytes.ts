/**
 * How much is free on a disk.
 *
 * @module
 */
import * as fs from "node:fs/promises";

const MIB = 1024 * 1024;
/**
 * What stays free, in bytes: on a small disk a part of it, but not less than what the store's log grows to
 * before it is written into the file. Talk needs room, too.
 */
const RESERVE = { least: 16 * MIB, most: 128 * MIB, share: 1 / 20 } as const;

/**
 * How many bytes files may still take on the disk where a folder is; `undefined` where nobody can tell:
 * not every system says it, and not every server may ask.
 */
export async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { state } = await Deno.permissions.query({ name: "sys", kind: "statfs" });
    if (state !== "granted") return undefined;
    // Deno 2.5, which Deno Deploy has, does not have it: then nobody can tell, either.
    const { bavail, bsize, blocks } = await fs.statfs(folder);
    const share = RESERVE.share * blocks * bsize;
    const reserve = Math.max(RESERVE.least, Math.min(RESERVE.most, share));
    return Math.max(0, bavail * bsize - reserve);
  } catch {
    return undefined;
  }
}
