/**
 * A message where there is only room for a line.
 *
 * @module
 */

import type { FileInfo, Said } from "../../../../../protocol.ts";
import { plainWords } from "../../../../../protocol/markup/plain_words.ts";
import { strings } from "../../../../strings.ts";
import { inShort } from "../../../../strings/more/in_short.ts";

/** How much of a message that is answered is shown. */
const ANSWERED_UNITS = 160;

export function inWords(
  { text, files, sealed }: Pick<Said, "text" | "files" | "sealed">,
): string {
  if (sealed !== undefined) return strings.unreadable;
  return [plainWords(text), filesInWords(files)].filter(Boolean).join(" · ");
}

/** A message above the one that answers it. */
export function answeredInWords(original: Said): string {
  if (original.deleted) return strings.deleted;
  return original.blocked ? strings.blockedHere : inWords(original).slice(0, ANSWERED_UNITS);
}

/** What came with a message, where there is only room for words; "" if nothing did. */
function filesInWords(files: readonly FileInfo[] = []): string {
  const [file, second] = files;
  if (file === undefined) return "";
  if (second !== undefined) return inShort.files(files.length);
  const { type, name, alt } = file;
  return type.startsWith("image/") ? inShort.picture(alt || name) : inShort.file(name);
}
