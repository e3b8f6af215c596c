/**
 * The names of files: what is shown, and what a browser or a terminal would call the file that it saves.
 *
 * @module
 */
import { compose, TextError } from "./text.ts";

/** Code points of a name at most. Where it is longer, its end with the extension is kept. */
export const FILE_NAME_MAX = 100;
/** Code points from the last dot that are taken for an extension, and kept. */
const EXTENSION_MAX = 16;
/** Code units that are looked at: more is cut off before anything is done with it. */
const LOOKED_MAX = 1_000;
/** What a file without any other name is called. */
const NAMELESS = "file";

/**
 * What no name may have: control characters and line breaks; what is not seen, or turns the direction
 * of what follows, so that `gpj.exe` looks like `exe.jpg`.
 */
const UNFIT =
  /[\p{Cc}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u{fff9}-\u{fffb}]/gu;
/** What some file systems take for something else: `_` stands for it. */
const TAKEN = /[<>:"|?*]/g;

/**
 * A file's name as it is kept: without the path, in NFC, and of at most `FILE_NAME_MAX` code points.
 * Whatever is given, there is a name.
 */
export function fileName(given: string): string {
  const path = given.length > LOOKED_MAX ? given.slice(-LOOKED_MAX) : given;
  const last = path.split(/[\\/]/).findLast((part) => part.trim() !== "") ?? "";
  const plain = last.toWellFormed().replace(UNFIT, "").replace(TAKEN, "_")
    .replace(/\s+/gu, " ");
  // Two dots are the folder above, and a first dot hides a file.
  const name = shortened(composed(plain).replace(/^[\s.]+|[\s.]+$/gu, ""));
  return name === "" ? NAMELESS : name;
}

/** A name in NFC; one whose marks would take too long to be put in order goes without them. */
function composed(name: string): string {
  try {
    return compose(name, LOOKED_MAX);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return name.replace(/\p{M}/gu, "");
  }
}

function shortened(name: string): string {
  const points = [...name];
  if (points.length <= FILE_NAME_MAX) return name;
  const dot = points.lastIndexOf(".");
  const extension = dot > 0 && points.length - dot <= EXTENSION_MAX ? points.slice(dot) : [];
  return [...points.slice(0, FILE_NAME_MAX - extension.length), ...extension].join("");
}

/** The path at which a file is read: `/files/ID/NAME`. */
export function filePath(id: string, name: string): string {
  return `/files/${id}/${encodeURIComponent(name)}`;
}
