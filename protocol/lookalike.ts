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

/** Behind each letter, what can be taken for it as it is written, though not once its case is folded. */
const AS_WRITTEN = lettersOf(
  ["c", "ϲ Ϲ"],
  ["h", "Η Ⲏ"],
  ["l", "I І Ι Ӏ Ⲓ Ɩ ꓲ Ꮖ"],
  ["m", "Μ Ⲙ"],
  ["n", "Ν Ⲛ"],
  ["u", "Ս ꓴ"],
  ["y", "Υ Ү Ⲩ"],
  ["z", "Ζ Ⲍ"],
  ["s", "Տ"],
  ["o", "Օ Ѳ"],
);

/** What can be taken for it in any case: Cyrillic, Greek, Latin, Armenian, Cherokee, Lisu, Coptic … */
const LETTERS = lettersOf(
  ["a", "а α ɑ ᴀ ⲁ ꭺ ꓮ"],
  ["b", "в β ь ƅ ʙ ᏼ ꮟ ⲃ ꓐ"],
  ["c", "с ᴄ ⲥ ꮯ ꓚ ƈ"],
  ["d", "ԁ д ᴅ ꭰ ꮷ ꓓ ꓒ ɖ ɗ"],
  ["e", "е ε є ᴇ ɛ ҽ ⲉ ꭼ ꓰ ҿ"],
  ["f", "ꜰ ꓝ ƒ ք ẝ ϝ"],
  ["g", "ɡ ɢ ց ꮐ ᏻ ꓖ ɠ ᶃ"],
  ["h", "һ н հ ʜ ꮋ ꮒ ⲏ ꓧ ɦ"],
  ["i", "і ι ɩ ɪ ꭵ ⲓ"],
  ["j", "ј ϳ ȷ ᴊ ꭻ ꓙ ʝ"],
  ["k", "к κ ᴋ ꮶ ⲕ ꓗ ĸ қ ƙ ҟ ҝ"],
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
/** A dot on a letter that has one anyway, or is small when it has. */
const DOTTED = /([ij])\u0307+/gi;

/**
 * What names share that look alike: `ada`, `ADA` and `аdа` with Cyrillic letters. Accents are seen, so
 * `é` is another letter than `e`. Names with the same key are the same name, and yet may differ in
 * this: a capital I looks like another letter than a small one. So whoever compares names compares
 * both.
 */
export function nameSkeleton(name: string): string {
  const seen = replaceLetters(name, AS_WRITTEN).normalize("NFKC").replaceAll(INVISIBLE, "")
    .normalize("NFD")
    .replaceAll(DOTTED, (_, letter: string) => letter.toLowerCase());
  const folded = nameKey(replaceLetters(seen, AS_WRITTEN)).normalize("NFD");
  return replaceLetters(folded, LETTERS)
    .replaceAll("rn", "m").replaceAll("vv", "w").normalize("NFC");
}

function replaceLetters(text: string, letters: ReadonlyMap<string, string>): string {
  return Array.from(text, (letter) => letters.get(letter) ?? letter).join("");
}

/** Letters by those that can be taken for them. */
function lettersOf(...rows: [letter: string, alike: string][]): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(([letter, alike]) => alike.split(" ").map((other) => [other, letter] as const)),
  );
}
