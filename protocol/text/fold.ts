/**
 * Texts as a search compares them: what the server finds, and what its clients mark of it.
 *
 * @module
 */

const ASCII = /^[\0-\x7f]*$/;
/** Accents, as they are written apart from their letters. */
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff]+/g;
/**
 * Letters of the alphabets in which people leave accents out when they look for something. In others a
 * mark is a vowel, a tone or another consonant: `が` is not `か`, nor `한` `하`.
 */
const WITH_ACCENTS = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** What is not seen: where a word may be broken, and whether an emoji is a picture. */
const UNSEEN = /[\u00ad\ufe0e\ufe0f]/g;

/** A letter with its marks, and what becomes a mark when its width is folded. */
const LETTERS = /\P{M}[\p{M}\uff9e\uff9f]*|\p{M}+/gu;

/**
 * A text without regard to case, as Unicode folds it, to width and to accents: `Ｔｅａ` is `tea`, `ΣΥΣ`
 * is in `ΣΥΣΤΗΜΑ`, `İSTANBUL` is `istanbul`, `Straße` is `STRASSE`, and `café` is `cafe`.
 */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  // Upper case joins what lower case keeps apart, as in nameKey.
  return bare(text).toLowerCase().toUpperCase().toLowerCase()
    .replaceAll("ς", "σ").replaceAll(UNSEEN, "").normalize("NFC");
}

/** Whether a text is folded at once. Others take some times as long. */
export function isPlain(text: string): boolean {
  return ASCII.test(text);
}

/**
 * A folded text, and for each code unit of it where the letter starts and ends in the text that it is of.
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

function bare(text: string): string {
  return text.normalize("NFKD").replaceAll(
    ACCENTS,
    (accents, at: number, all: string) => WITH_ACCENTS.test(all[at - 1] ?? "") ? "" : accents,
  );
}
