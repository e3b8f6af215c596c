/**
 * Settings of files.
 *
 * @module
 */
import { FILE_LIMITS, type FileLimits, MEMORY_STORAGE } from "../files/limits.ts";
import { sizeOf, switchOf } from "./values.ts";

export const FILE_FLAGS = [
  "files",
  "max-file",
  "max-storage",
  "max-storage-per-person",
  "guest-files",
] as const;

type Text = (name: typeof FILE_FLAGS[number]) => string | undefined;

/** How large files may be, and how many bytes are kept of them: in memory there is less room. */
export function fileLimitsOf(text: Text, isMemory: boolean): FileLimits {
  const { file, storage, guests } = FILE_LIMITS;
  const { total, perPerson } = isMemory ? MEMORY_STORAGE : storage;
  return {
    file: sizeOf("largest file", text("max-file"), file),
    storage: {
      total: sizeOf("storage", text("max-storage"), total),
      perPerson: sizeOf("storage of a person", text("max-storage-per-person"), perPerson),
    },
    guests: switchOf("guest files", text("guest-files") || (guests ? "on" : "off")),
  };
}
