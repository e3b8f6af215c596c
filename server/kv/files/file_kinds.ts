/**
 * What is stored of files, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { isObject, isPosition } from "../../../protocol/field.ts";
import type { ListedFile, StoredBlob, StoredFile } from "../../files/file_store.ts";
import { isFileInfo, isText, isTrue } from "../checks.ts";
import type { Kind } from "../schema.ts";

const WITH_FILE = { with: "file" } as const;
const UNATTACHED = { none: "what no message names is not in a backup" } as const;

export const FILE_KINDS = {
  /** A file, under its id. */
  file: { at: "file", is: isStoredFile, backup: { made: "file" } },
  /** How large a file is, under who uploaded it. */
  fileOf: { at: "fileOf", is: isPosition, backup: WITH_FILE },
  /** A file of a room's list, under the number of its message, and which of its files it is. */
  roomFile: { at: "roomFile", is: isListedFile, backup: WITH_FILE },
  /** That no message has a file yet, under when it was uploaded. */
  looseFile: { at: "looseFile", is: isTrue, backup: UNATTACHED },
  /** That a file is gone, and what is stored of it is to be deleted. */
  goneFile: { at: "goneFile", is: isTrue, backup: { none: "it is not in a backup any more" } },
  /** How many bytes a person's files have, or all blobs. */
  storedBytes: { at: "storedBytes", is: isPosition, backup: WITH_FILE },
  /** Where the bytes are that have a hash. */
  blob: { at: "blob", is: isStoredBlob, backup: WITH_FILE },
  /** That a file has these bytes, under their hash. */
  blobUse: { at: "blobUse", is: isTrue, backup: WITH_FILE },
  /** That bytes are being written, or are to be deleted: nothing refers to them. */
  staged: { at: "staged", is: isStagedRow, backup: UNATTACHED },
  /** A piece of a blob. */
  chunk: { at: "chunk", is: isBytes, backup: WITH_FILE },
} as const satisfies Record<string, Kind>;

/** Bytes that nothing refers to. */
export interface StagedRow {
  readonly at: number;
  readonly place: StoredBlob["place"];
  /** Whether they are to be deleted, whoever wrote them. */
  readonly gone?: true;
}

export function isStoredFile(value: unknown): value is StoredFile {
  if (!isObject(value)) return false;
  const { name, type, size, hash, by, at, said } = value;
  return [name, type, hash, by].every(isText) && [size, at].every(isPosition) &&
    [value.width, value.height, value.duration].every(isNumberOrAbsent) &&
    (said === undefined || isFilePlace(said)) &&
    (value.profile === undefined || value.profile === true);
}

export function isListedFile(value: unknown): value is ListedFile {
  if (!isObject(value)) return false;
  const { file, from, at, preview } = value;
  return isFileInfo(file) && isText(from) && isPosition(at) &&
    (preview === undefined || isText(preview));
}

export function isStoredBlob(value: unknown): value is StoredBlob {
  return isObject(value) && isText(value.key) && isPosition(value.size) && isPlace(value.place);
}

function isFilePlace(value: unknown): boolean {
  return isObject(value) && [value.room, value.id].every(isText) && isPosition(value.seq) &&
    (value.n === undefined || isPosition(value.n));
}

function isStagedRow(value: unknown): value is StagedRow {
  return isObject(value) && isPosition(value.at) && isPlace(value.place);
}

function isPlace(value: unknown): value is StoredBlob["place"] {
  return value === "kv" || value === "folder";
}

function isNumberOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === "number";
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
