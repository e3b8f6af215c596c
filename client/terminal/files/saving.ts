/**
 * Writes files of others where somebody wants them, and never over one that is there.
 *
 * @module
 */

import { numbered, safeName } from "./file_names.ts";
import { say } from "../../program/languages.ts";

/** Names that are tried before somebody has to find one. */
const NAMES_MAX = 100;

/** Where a file is to be written: at a path, or in a folder under its own name. */
export type Destination = { path: string } | { folder: string; name: string };

/** A file that was not there before. */
export interface NewFile {
  readonly path: string;
  readonly file: Deno.FsFile;
}

/**
 * Makes a file, so that whatever else comes meanwhile finds it there.
 *
 * @param permits whether it may be written there; somebody may be asked
 * @throws {Error} With a sentence for people.
 */
export function create(to: Destination, permits: (path: string) => boolean): NewFile {
  for (const path of pathsOf(to)) {
    if (!permits(path)) {
      throw new Error(say`it may not be written: run with --allow-write, or allow it when asked`);
    }
    try {
      return { file: Deno.openSync(path, { write: true, createNew: true }), path };
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw new Error(whyNot(path, error));
      if ("path" in to) throw new Error(say`${path} is there already, and was left as it is`);
    }
  }
  throw new Error(say`there are too many of that name: give it another one`);
}

/** Writes into a new file, and tells how much. What was begun and fails is removed. */
export async function fill(
  { file, path }: NewFile,
  pieces: AsyncIterable<Uint8Array>,
): Promise<number> {
  let size = 0;
  try {
    const writer = file.writable.getWriter();
    for await (const piece of pieces) {
      await writer.write(piece);
      size += piece.length;
    }
    await writer.close();
    return size;
  } catch (error) {
    closeQuietly(file);
    await Deno.remove(path);
    throw error;
  }
}

function* pathsOf(to: Destination): Generator<string> {
  if ("path" in to) return yield to.path;
  const name = safeName(to.name);
  const folder = to.folder === "" || /[/\\]$/.test(to.folder) ? to.folder : `${to.folder}/`;
  for (let nth = 1; nth <= NAMES_MAX; nth++) yield folder + numbered(name, nth);
}

function whyNot(path: string, error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return say`there is no folder for ${path}`;
  if (error instanceof Deno.errors.PermissionDenied) return say`${path} may not be written`;
  return error instanceof Error ? error.message : String(error);
}

/** The stream may have closed it. */
function closeQuietly(file: Deno.FsFile): void {
  try {
    file.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
