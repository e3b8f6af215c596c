/**
 * The names under which files of others are saved.
 *
 * @module
 */

import { fileName } from "../../../protocol/file_name.ts";

/** Bytes of a name at most: file systems take 255, and a number may have to be added. */
const BYTES_MAX = 200;
/** What Windows takes for a device, whatever stands behind the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name that is nothing but one: no path, no option of a command, no hidden file, and nothing that a
 * terminal obeys. The server has seen to most of that; it is seen to again, as it is somebody else's.
 */
export function safeName(name: string): string {
  const plain = fileName(name).replace(/^[-.~\s]+/, "")
    .replace(DEVICE, "_$1");
  const [, stem = "", extension = ""] = /^(.*?)(\.[^.]{1,16})?$/s.exec(plain) ?? [];
  let letters = [...stem];
  while (bytesOf(letters.join("") + extension) > BYTES_MAX) letters = letters.slice(0, -1);
  return letters.join("") + extension || "file";
}

/** The same name, as the nth of that name: `cat-2.png`. */
export function numbered(name: string, nth: number): string {
  if (nth === 1) return name;
  const [, stem = "", extension = ""] = /^(.+?)((?:\.tar)?\.[^.]+)?$/s.exec(name) ?? [];
  return `${stem}-${nth}${extension}`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
