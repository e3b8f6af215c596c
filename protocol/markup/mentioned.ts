/**
 * Whom an entry of a log mentions.
 *
 * @module
 */
import type { Entry } from "../../protocol.ts";
import { mentionsIn } from "../markup.ts";

/** The keys of the people whom an entry mentions: a message, or one that was changed. */
export function mentionedBy(entry: Pick<Entry, "type"> & { text?: string }): string[] {
  const isMessage = entry.type === "said" || entry.type === "edited";
  return isMessage ? mentionsIn(entry.text ?? "") : [];
}
