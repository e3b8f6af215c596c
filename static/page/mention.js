// @ts-check
/**
 * Who is named in a message.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";

/** As the server counts mentions: `MENTION` of hub/mention.ts. */
export const MENTION = /(?<![\p{L}\p{M}\p{N}_@-])@([\p{L}\p{M}\p{N}_-]{1,32})/gu;

/**
 * Whether a text calls someone: `@ada`.
 *
 * @param {string} text
 * @param {string} name
 */
export function calls(text, name) {
  const key = nameKey(name);
  return text.matchAll(MENTION).some(([, called = ""]) => nameKey(called) === key);
}
