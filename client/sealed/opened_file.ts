/**
 * Files of a sealed room as its members see them: what the message says of each, and where its sealed
 * bytes are.
 *
 * @module
 */
import type { FileInfo } from "../../protocol.ts";
import { filePath } from "../../protocol/file_name.ts";
import type { SealedFile } from "./content.ts";

/** What every file in a sealed room is called on the server. */
export const SEALED_NAME = "sealed";

/** A file whose bytes have to be opened. All but `url` is what its sender says of it. */
export interface OpenedFile extends FileInfo {
  /** What opens it. */
  readonly key: string;
}

/** What a message says of a file that was sealed and uploaded. */
export type SealedRef = Omit<SealedFile, "preview">;

/** Whether a file's bytes are sealed. */
export function isOpenedFile<T extends object>(file: T): file is T & OpenedFile {
  return "key" in file && typeof file.key === "string";
}

/** Whether a file that is to be said was sealed before it was uploaded. */
export function isSealedRef(ref: { readonly id: string }): ref is SealedRef {
  return "key" in ref && "size" in ref && "type" in ref && "name" in ref;
}

/** What a message says of its files. Its words are sealed: where they are read follows from their ids. */
export function openedFiles(files: readonly SealedFile[]): OpenedFile[] {
  return files.map(({ preview: _, ...file }) => ({ ...file, url: filePath(file.id, SEALED_NAME) }));
}

/** What is sealed of a file: these fields and no others. */
export function sealedRefOf(
  { id, name, type, size, key, width, height, duration, alt }: SealedRef,
): SealedRef {
  return {
    ...{ id, name, type, size, key },
    ...(width && height && { width, height }),
    ...(duration && { duration }),
    ...(alt && { alt }),
  };
}
