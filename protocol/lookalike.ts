/**
 * Names that look alike, so that nobody can pass for somebody else.
 *
 * The idea is that of the skeletons of Unicode's UTS #39: each letter becomes the plainest one that it
 * can be taken for. The tables are our own, and shorter: the letters of names, in the alphabets that
 * share shapes with ours.
 *
 * @module
 */
import { nameKey } from "./name.ts";

/**
 * Behind each letter, those whose capital can be taken for it, and whose small letter for another. At
 * the start of a name, where people write capitals, they count as this.
 */
const INITIALS = lettersOf(
  ["h", "η"],
  ["n", "ν"],
  ["u", "ս"],
  ["y", "υ"],
  ["z", "ζ"],
);

/** Likewise those that can be taken for it anywhere: Cyrillic, Greek, Latin, Armenian, Cherokee, Lisu, Coptic … */
const LETTERS = lettersOf(
  ["a", "а α ɑ ᴀ ⲁ ꭺ ꓮ"],
  ["b", "в β ь ƅ ʙ ᏼ ꮟ ⲃ ꓐ"],
  ["c", "с ᴄ ⲥ ꮯ ꓚ ƈ"],
  ["d", "ԁ д ᴅ ꭰ ꮷ ꓓ ꓒ ɖ ɗ"],
  ["e", "е ε є ᴇ ɛ ҽ ⲉ ꭼ ꓰ ҿ"],
  ["f", "ꜰ ꓝ ƒ ք ẝ ϝ"],
  ["g", "ɡ ɢ ց ꮐ ᏻ ꓖ ɠ ᶃ"],
  ["h", "һ н հ ʜ ꮋ ꮒ ⲏ ꓧ ɦ"],
  ["j", "ј ϳ ȷ ᴊ ꭻ ꓙ ʝ"],
  ["k", "к κ ᴋ ꮶ ⲕ ꓗ ĸ қ ƙ ҟ ҝ"],
  // A capital I is a small l; so, where case is no matter, i is one, too.
  ["l", "i і ι ɩ ɪ ꭵ ⲓ"],
  ["l", "1 ӏ ʟ ꮮ ꓡ ǀ ߊ ו ן ا ١ ۱ ᛁ ⵏ 丨 ⵊ ɭ ƚ"],
  ["m", "м ᴍ ꮇ ⲙ ꓟ ɱ"],
  ["n", "η ո ռ ɴ ⲛ ꓠ ɲ ƞ ɳ п"],
  ["o", "0 о ο օ σ ᴏ ⲟ ꓳ ѳ ס ٥ ۵ ه ە ہ ھ ०"],
  ["o", "০ ੦ ૦ ୦ ଠ ௦ ౦ ೦ ൦ ഠ ๐ ໐ ၀ ဝ ჿ ⵔ"],
  ["p", "р ρ ƿ ᴘ ꮲ ⲣ ꓑ þ ϸ"],
  ["q", "ԛ զ գ ʠ"],
  ["r", "г ʀ ꭱ ꮢ ꓣ ⲅ ᴦ ɼ ɽ ꭇ ꭈ"],
  ["s", "ѕ ꜱ ꮥ ꮪ ꓢ ƽ ʂ"],
  ["t", "т τ ᴛ ꭲ ⲧ ꓔ ƭ"],
  ["u", "υ μ ս ᴜ ʊ ꭎ ꭒ ꞟ ц"],
  ["v", "ν ѵ ᴠ ꮩ ꓦ ʋ ט ⱱ"],
  ["w", "ω ԝ ѡ ա ᴡ ɯ ꮃ ꮤ ꓪ ⲱ"],
  ["x", "х χ ⲭ ꓫ ᕁ ᕽ ҳ"],
  ["y", "у γ ү ʏ ɣ ꭹ ꮍ ⲩ ꓬ ყ ƴ ỿ"],
  ["z", "ᴢ ꮓ ꓜ ⲍ ʐ ʑ"],
  ["3", "з ʒ ȝ ӡ ꝫ ⳍ ʓ"],
  ["4", "ꮞ ч"],
  ["6", "б ꮾ ⳓ"],
  ["8", "ȣ ৪ ੪"],
);

/** What is not seen at all, and yet may be in a name: selectors, fillers, joiners. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** A dot on a letter that has one anyway. */
const DOTTED = /([ij])\u0307+/g;

/**
 * What names share of which some spelling looks like one of the other: `ada`, `ADA`, `аdа` with
 * Cyrillic letters. Names with one key have one skeleton. Accents are seen, so `é` is not `e`.
 */
export function nameSkeleton(name: string): string {
  const letters = nameKey(name.replaceAll(INVISIBLE, "")).normalize("NFD")
    .replaceAll(INVISIBLE, "").replaceAll(DOTTED, "$1");
  const [first = "", ...rest] = letters;
  return [INITIALS.get(first) ?? first, ...rest]
    .map((letter) => LETTERS.get(letter) ?? letter).join("")
    .replaceAll("rn", "m").replaceAll("vv", "w").normalize("NFC");
}

/** Letters by those that can be taken for them. */
function lettersOf(...rows: [letter: string, alike: string][]): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(([letter, alike]) => alike.split(" ").map((other) => [other, letter] as const)),
  );
}
