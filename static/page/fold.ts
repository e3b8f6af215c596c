/**
 * Texts as a search compares them: the same as in protocol/fold.ts, which browsers can't load.
 *
 * @module
 */

/** Accents, as they are written apart from their letters. */
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff]+/g;
/** Letters of the alphabets in which people leave accents out when they look for something. */
const WITH_ACCENTS = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** What is not seen: where a word may be broken, and whether an emoji is a picture. */
const UNSEEN = /[\u00ad\ufe0e\ufe0f]/g;
/** A letter with its marks, and what becomes a mark when its width is folded. */
const LETTERS = /\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu;

/** A text without regard to case, width and accents. */
export function fold(text: string): string {
  return bare(text).toLowerCase().toUpperCase().toLowerCase()
    .replaceAll("ς", "σ").replaceAll(UNSEEN, "").normalize("NFC");
}

/**
 * The same, and for each code unit of it where the letter starts and ends in the text that it is of.
 */
export function foldWithPlaces(text: string): { folded: string; starts: number[]; ends: number[] } {
  let folded = "";
  const starts = [];
  const ends = [];
  for (const { 0: letter, index } of text.matchAll(LETTERS)) {
    const part = fold(letter);
    folded += part;
    for (let i = 0; i < part.length; i++) {
      starts.push(index);
      ends.push(index + letter.length);
    }
  }
  return { folded, starts, ends };
}

function bare(text: string) {
  return text.normalize("NFKD").replaceAll(
    ACCENTS,
    (accents, at: number, all: string) => WITH_ACCENTS.test(all[at - 1] ?? "") ? "" : accents,
  );
}
