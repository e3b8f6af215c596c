// @ts-check
/**
 * Where the words are that somebody looked for, in a piece of the text around the first of them.
 *
 * @module
 */

/** How much is shown before the first word, and in all. */
const BEFORE_UNITS = 60;
const SHOWN_UNITS = 240;

/**
 * A piece of the text, with each word marked.
 *
 * @param {string} text
 * @param {string} words
 * @returns {(string | HTMLElement)[]}
 */
export function markWords(text, words) {
  return piecesOf(text, words).map(({ text, isWord }) => {
    if (!isWord) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/**
 * The same, without elements. What differs from the words in more than case, as in width, is found by
 * the server and not marked here.
 *
 * @param {string} text
 * @param {string} words
 * @returns {{ text: string, isWord: boolean }[]}
 */
export function piecesOf(text, words) {
  const escaped = words.split(/\s+/).filter((word) => word !== "")
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`(${escaped.join("|") || "(?!)"})`, "giu");
  const first = text.search(pattern);
  const start = first > BEFORE_UNITS ? first - BEFORE_UNITS / 2 : 0;
  const shown = text.slice(start, start + SHOWN_UNITS).toWellFormed();
  const pieces = shown.split(pattern).map((text, index) => ({ text, isWord: index % 2 === 1 }));
  if (start > 0) pieces.unshift({ text: "…", isWord: false });
  if (start + SHOWN_UNITS < text.length) pieces.push({ text: "…", isWord: false });
  return pieces.filter(({ text }) => text !== "");
}
