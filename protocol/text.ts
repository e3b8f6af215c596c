/**
 * The only way that text from outside is composed: how long it is, and what it would cost, is looked
 * at first.
 *
 * @module
 */

/**
 * Code units of a text for each code point that it may have. No letter is more of them when its marks
 * are written apart, so what has more is too long in any case, and nothing else is refused by it.
 */
const UNITS_OF_ONE = 6;
/**
 * ReadPositions in a row: as many as a Stream-Safe Text of Unicode has (UAX #15). To put n of them in order
 * takes n² steps, and no language needs more than a few.
 */
export const MARKS_MAX = 30;
/** The last two are letters by themselves, and marks when a name or a search folds them. */
const TOO_MANY_MARKS = new RegExp(`[\\p{M}\\uff9e\\uff9f]{${MARKS_MAX + 1}}`, "u");
/** These are composed already, as most of what is said is. */
const COMPOSED = /^[\0-\xff]*$/;

/** Why a text can't be taken. The message says what it must be. */
export class TextError extends Error {
  override name = "TextError";

  readonly reason: "too-long" | "malformed";

  constructor(reason: "too-long" | "malformed", message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * A text as it is kept: in NFC, and without lone surrogates, which have no place in UTF-8. It takes
 * steps in proportion to the most that may be kept, whatever was sent.
 *
 * @throws {TextError} If it has more code points, or too many marks in a row.
 */
export function compose(text: string, maxCodePoints: number): string {
  if (text.length <= maxCodePoints && COMPOSED.test(text)) return text;
  refuseCostly(text, maxCodePoints);
  const composed = text.toWellFormed().normalize("NFC");
  if (composed.length <= maxCodePoints) return composed;
  const count = codePoints(composed);
  if (count <= maxCodePoints) return composed;
  throw new TextError("too-long", `at most ${maxCodePoints} code points, received ${count}`);
}

/** @throws {TextError} If a text would take too long to be composed. */
function refuseCostly(text: string, maxCodePoints: number): void {
  if (text.length > maxCodePoints * UNITS_OF_ONE) {
    throw new TextError(
      "too-long",
      `at most ${maxCodePoints} code points, received ${text.length} code units`,
    );
  }
  if (TOO_MANY_MARKS.test(text)) {
    throw new TextError("malformed", `a text with at most ${MARKS_MAX} marks on one letter`);
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
