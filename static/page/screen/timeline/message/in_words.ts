/**
 * A message where there is only room for a line.
 *
 * @module
 */

import type { Said } from "../../../../../protocol.ts";
import { plainWords } from "../../../../../protocol/markup/plain_words.ts";
import { filesInWords, strings } from "../../../../strings.ts";

/** How much of a message that is answered is shown. */
const ANSWERED_UNITS = 160;

export function inWords({ text, files }: Pick<Said, "text" | "files">): string {
  return [plainWords(text), filesInWords(files)].filter(Boolean).join(" · ");
}

/** A message above the one that answers it. */
export function answeredInWords(original: Said): string {
  if (original.deleted) return strings.deleted;
  return original.blocked ? strings.blockedHere : inWords(original).slice(0, ANSWERED_UNITS);
}
