/**
 * Marks the words that somebody looked for.
 *
 * @module
 */

import { piecesOf } from "../../../protocol/text/found_words.ts";

/** A piece of the text, with each word marked. */
export function markWords(text: string, words: string): (string | HTMLElement)[] {
  return piecesOf(text, words).map(({ text, isWord }) => {
    if (!isWord) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}
