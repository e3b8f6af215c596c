/**
 * Disks that get full.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { ServerProcess } from "../process/server_process.ts";
import { TempFolder } from "../temp_folder.ts";

/** How much a small disk holds, and how much of it is taken until it is made free, in bytes. */
const DISK_BYTES = { size: 12 << 20, taken: 7 << 20 };
/** How large a file may become under a limit, in blocks of 512 bytes. */
const LIMIT_BLOCKS = 4 << 11;

/** A disk that gets full. */
export interface Disk extends AsyncDisposable {
  readonly folder: string;
  /** What the server has to be run by. */
  readonly under: readonly string[];
  /** Makes room. */
  free(server: ServerProcess): Promise<void>;
}

/** Whether a command does what it should. */
async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args, stderr: "null" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A small file system in memory, if we may make one. */
export async function smallDisk(
  { size, taken } = DISK_BYTES,
): Promise<Disk & { free(): Promise<void> } | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  const folder = await TempFolder.make();
  if (!await succeeds("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder.path)) {
    await folder[Symbol.asyncDispose]();
    return undefined;
  }
  const ballast = folder.file("ballast");
  await Deno.writeFile(ballast, new Uint8Array(taken));
  return {
    folder: folder.path,
    under: [],
    free: () => Deno.remove(ballast),
    async [Symbol.asyncDispose]() {
      assert(await succeeds("umount", folder.path));
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** A limit to how large files may become, which anybody may set for a program and raise again. */
export async function limitedFiles(): Promise<Disk | undefined> {
  if (!await succeeds("prlimit", "--version")) return undefined;
  const folder = await TempFolder.make();
  // The signal that would end the program is ignored: then it is an error, as a full disk is.
  const script = `trap "" XFSZ; ulimit -S -f ${LIMIT_BLOCKS}; exec "$@"`;
  return {
    folder: folder.path,
    under: ["sh", "-c", script, "sh"],
    async free({ pid }) {
      assert(await succeeds("prlimit", "--pid", String(pid), "--fsize=unlimited:unlimited"));
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** Whether this machine lets us make such a disk. */
export async function isPossible(
  make: () => Promise<AsyncDisposable | undefined>,
): Promise<boolean> {
  await using disk = await make();
  return disk !== undefined;
}
