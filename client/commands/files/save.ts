/**
 * `save`: the files of a message, written where somebody wants them.
 *
 * @module
 */

import type { FileInfo, Said } from "../../../protocol.ts";
import { RefusedError } from "../../connection.ts";
import { SealedTransfers } from "../../sealed/transfers.ts";
import { isFolder, located } from "../../terminal/files/places.ts";
import { create, type Destination, fill, type NewFile } from "../../terminal/files/saving.ts";
import { Interruption } from "../on/interruption.ts";
import type { Output } from "../output.ts";
import { waitsWithin } from "../server/patience.ts";
import { messageAt, placeOf } from "../server/private_room.ts";
import type { Server } from "../server.ts";
import { type Call, countOf, UsageError } from "../spec/call.ts";

/** What stands for standard output in the place of a path. */
const STDOUT = "-";

/** A file can't be written where it should be: a sentence for whoever wants it. */
export class NotSavedError extends Error {
  override name = "NotSavedError";
}

/** Saves a message's files, or one of them. What is not whole in the end goes away. */
export async function save(call: Call, server: Server, output: Output): Promise<void> {
  const [written = "", number = "", path] = call.words;
  const seq = countOf(number, "The number of a message", 1);
  const nth = call.values("nth").at(-1);
  const wanted = nth === undefined ? undefined : countOf(nth, "--nth", 1);
  const files = chosen(await messageOf(server, written, seq), wanted);
  const transfers = new SealedTransfers(server.url, () => server.token, {
    waitsMs: waitsWithin(call.timeoutMs),
  });
  if (path === STDOUT) {
    if (files.length > 1) throw severalFiles(files, "");
    for (const file of files) await output.bytes(transfers.download(file));
    return;
  }
  const place = located({ text: path ?? "", isHome: false }, isPermitted);
  const isFolderGiven = path === undefined || isFolder(place, isPermitted);
  if (!isFolderGiven && files.length > 1) throw severalFiles(files, "name a folder, or ");
  using interruption = new Interruption();
  for (const file of files) {
    const to = isFolderGiven ? { folder: place, name: file.name } : { path: place };
    const made = make(file, to);
    await write(file, made, transfers.download(file, interruption.signal));
    await output.line([made.path], { path: made.path, ...file });
  }
}

/** The message of a number, as it is now. */
async function messageOf(server: Server, written: string, seq: number): Promise<Said> {
  const place = await placeOf(server, written);
  const said = await messageAt(server, place, seq);
  if (said?.sealed !== undefined && place.sealed) {
    throw new RefusedError("malformed", `Message ${seq} can't be read: it does not open`);
  }
  if (said !== undefined) return said;
  throw new RefusedError("no-such-message", `There is no message ${seq} in ${place.room}`);
}

function chosen({ seq, files = [] }: Said, nth: number | undefined): FileInfo[] {
  if (files.length === 0) throw new RefusedError("no-such-file", `Message ${seq} has no files`);
  if (nth === undefined) return files;
  const file = files[nth - 1];
  if (file !== undefined) return [file];
  throw new RefusedError("no-such-file", `Message ${seq} has only ${files.length} files`);
}

function severalFiles({ length }: readonly FileInfo[], or: string): UsageError {
  return new UsageError(`The message has ${length} files: ${or}choose one with --nth N`);
}

/** What is there is left as it is, and so is all that is not in the folder, whatever the name says. */
function make(file: FileInfo, to: Destination): NewFile {
  try {
    return create(to, (path) => isPermitted({ name: "write", path }));
  } catch (error) {
    throw notSaved(file, error);
  }
}

async function write(
  file: FileInfo,
  made: NewFile,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  try {
    await fill(made, pieces);
  } catch (error) {
    // The disk is full, for example. What came from the server tells itself what it is.
    const isOfDisk = error instanceof Error && "code" in error;
    throw isOfDisk ? notSaved(file, error) : error;
  }
}

function notSaved({ name }: FileInfo, error: unknown): NotSavedError {
  const why = error instanceof Error ? error.message : String(error);
  return new NotSavedError(`Not saved, ${why}: ${name}`, { cause: error });
}

/** Whoever sits at a terminal is asked, for just this path. */
function isPermitted(what: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.requestSync(what).state === "granted";
}
