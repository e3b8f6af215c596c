/**
 * Texts as a search compares them. `static/page/fold.js` does the same for what the page marks; a test
 * holds the two together.
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

function bare(text: string): string {
  return text.normalize("NFKD").replaceAll(
    ACCENTS,
    (accents, at: number, all: string) => WITH_ACCENTS.test(all[at - 1] ?? "") ? "" : accents,
  );
}
