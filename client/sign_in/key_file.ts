/**
 * A file with the link of a private room: what stands there is in no list of processes.
 *
 * @module
 */

import { say } from "../program/languages.ts";
import { parseLink } from "../sealed/link.ts";

/** Other people's permissions, of which there must be none. */
const OTHERS = 0o077;
/** More than any link has: whatever else was named is not read whole. */
const BYTES_MAX = 4_096;
/** Windows has no such modes: there a user's folder is theirs alone. */
const hasModes = Deno.build.os !== "windows";

/** The link can't be read: a sentence that says why, and what to do. */
export class KeyFileError extends Error {
  override name = "KeyFileError";
}

/**
 * The link that a file has.
 *
 * @throws {KeyFileError} If it has none, can't be read, or others can read it, too.
 */
export async function readKeyFile(path: string): Promise<string> {
  try {
    using file = await Deno.open(path);
    const { isFile, mode } = await file.stat();
    // What a shell makes of `<(pass show room)` is no file, and nobody else's.
    if (hasModes && isFile && ((mode ?? 0) & OTHERS) !== 0) {
      throw new KeyFileError(
        say`The link in ${path} was not used, as others can read it: chmod 600 it first`,
      );
    }
    const link = await textOf(file.readable);
    if (parseLink(link) !== undefined) return link;
    throw new KeyFileError(
      say`There is no link of a private room in ${path}: they are like https://HOST/#!SECRET`,
    );
  } catch (error) {
    const isFiles = error instanceof Deno.errors.NotCapable ||
      error instanceof Error && "code" in error;
    if (!isFiles) throw error;
    throw new KeyFileError(say`The link in ${path} can't be read: ${error.message}`, {
      cause: error,
    });
  }
}

async function textOf(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const piece of bytes.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.length > BYTES_MAX) break;
  }
  return text.trim();
}
