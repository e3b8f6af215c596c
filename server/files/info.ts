/**
 * What is told of files.
 *
 * @module
 */
import type { FileInfo, FileRef } from "../../protocol.ts";
import { filePath } from "../../protocol/file_name.ts";
import type { StoredFile } from "./file_store.ts";

/** What is told of a file that was uploaded. */
export function infoOf(id: string, file: StoredFile): FileInfo {
  const { name, type, size, width, height, duration } = file;
  return {
    ...{ id, url: filePath(id, name), name, type, size },
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(duration !== undefined && { duration }),
  };
}

/** What a message tells of a file, which is named there; `preview` is the upload that is its preview. */
export function namedInfo(
  ref: FileRef,
  file: StoredFile,
  preview: StoredFile | undefined,
): FileInfo {
  const { id, name = file.name, alt, preview: previewId } = ref;
  const { width, height } = preview ?? {};
  const shown = previewId !== undefined && preview && width && height
    ? { preview: { url: filePath(previewId, preview.name), width, height } }
    : {};
  return { ...infoOf(id, { ...file, name }), ...(alt !== undefined && { alt }), ...shown };
}

/** A number of bytes, for people. */
export function inWords(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let amount = bytes;
  for (; amount >= 1024 && unit < units.length - 1; unit++) amount /= 1024;
  return `${Number.isInteger(amount) ? amount : amount.toFixed(1)} ${units[unit]}`;
}
