/**
 * Who is named in a message.
 *
 * @module
 */
import { LIMITS } from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";

const MENTION = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}_@-])@([\\p{L}\\p{M}\\p{N}_-]{1,${LIMITS.name}})`,
  "gu",
);
/** How many people one message can call. */
export const CALLED_MAX = 5;

/** The keys of the people that a text names with an `@`, each once, the first few. */
export function mentionsIn(text: string): string[] {
  if (!text.includes("@")) return [];
  const keys = text.matchAll(MENTION).map(([, name = ""]) => nameKey(name));
  return [...new Set(keys)].slice(0, CALLED_MAX);
}
