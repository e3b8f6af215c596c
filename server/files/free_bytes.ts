/**
 * How much is free on a disk.
 *
 * @module
 */
import { statfs } from "node:fs/promises";

/** What stays free, in bytes, and on a small disk which part of it: talk needs room, too. */
const RESERVE = { bytes: 128 * 1024 * 1024, share: 1 / 20 } as const;

/**
 * How many bytes files may still take on the disk where a folder is; `undefined` where nobody can tell:
 * not every system says it, and not every server may ask.
 */
export async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { state } = await Deno.permissions.query({ name: "sys", kind: "statfs" });
    if (state !== "granted") return undefined;
    const { bavail, bsize, blocks } = await statfs(folder);
    const reserve = Math.min(RESERVE.bytes, RESERVE.share * blocks * bsize);
    return Math.max(0, bavail * bsize - reserve);
  } catch {
    return undefined;
  }
}
