import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { nameSkeleton, nameSkeletons } from "../../../protocol/name/lookalike.ts";
import { nameKey } from "../../../protocol/name.ts";

/** Names that somebody may take for the first of them. */
const ALIKE: string[][] = [
  // Cyrillic, Greek, Latin, Cherokee, Lisu, Coptic, wide, mathematical.
  ["ada", "аda", "adа", "аdа", "аԁа", "ɑda", "Ada", "ADA", "АDА", "АДА", "ΑDΑ", "ꓮꓓꓮ", "ⲁda"],
  ["ada", "ａｄａ", "ＡＤＡ", "𝐚𝐝𝐚", "𝒜𝒹𝒶", "𝕒𝕕𝕒", "ᴀᴅᴀ", "ᎪᎠᎪ"],
  // A joiner, a space of no width, marks of direction, selectors, fillers.
  ["ada", "a\u034fda", "a\u200bda", "\u202eada", "\u200fada\u200e", "ada\ufe0f", "ada\u{e0100}"],
  ["ada", "ada\u3164", "\u115fada", "ad\uffa0a", "ad\u180ba", "ada\u17b4", "a\u00adda"],
  ["alice", "AIice", "aIice", "a1ice", "aӏice", "аlісе", "Аӏice", "αlice"],
  ["bob", "b0b", "Вob", "bоb", "bοb", "ЬОЬ", "b٥b", "bօb", "вов"],
  ["nick", "Νick", "пick", "ռick", "nıck", "nicκ"],
  ["modern", "modem", "mоdеm"],
  ["wim", "vvim", "ԝіm"],
  ["joe_3", "јое_3", "јое_з", "Ϳoe_3", "joe_𝟛"],
  ["straße", "STRASSE", "ѕtrasse"],
  ["josé", "jose\u0301", "јоsé", "JOSÉ"],
  ["ida", "İda", "i\u0307da", "іda"],
];

/** Names that nobody takes for one another. */
const UNLIKE = [
  ...["ada", "ado", "áda", "adaa", "a-da", "a_da", "ada-", "dada"],
  ...["lea", "ale", "ian", "nan", "van", "bill", "ball", "joe", "jo"],
  ...["e", "é", "è", "ë", "ø", "o", "ö"],
  ...["中文", "中丈", "日本", "日木", "余", "佘", "陈", "陳", "一", "二", "ー", "ひと", "ヒト"],
  ...["한글", "기", "ㄱ", "Ольга", "Игорь", "Νίκος", "Ελένη", "דוד", "שרה", "محمد", "สม", "अमर"],
];

Deno.test("Names that look alike have one skeleton", () => {
  for (const [name = "", ...others] of ALIKE) {
    for (const other of others) {
      assertEquals(nameSkeleton(other), nameSkeleton(name), `${codePoints(other)} for ${name}`);
    }
  }
});

Deno.test("Names that do not look alike have skeletons of their own", () => {
  for (const [i, name] of UNLIKE.entries()) {
    for (const other of UNLIKE.slice(i + 1)) {
      assertNotEquals(nameSkeleton(other), nameSkeleton(name), `${other} for ${name}`);
    }
  }
});

Deno.test("A skeleton is its own, and that of every spelling of its name", () => {
  for (const name of [...ALIKE.flat(), ...UNLIKE]) {
    const skeleton = nameSkeleton(name);
    assertEquals(nameSkeleton(skeleton), skeleton, codePoints(name));
    for (const spelling of [nameKey(name), name.toUpperCase(), name.toLowerCase()]) {
      if (nameKey(spelling) !== nameKey(name)) continue;
      assertEquals(nameSkeleton(spelling), skeleton, codePoints(name));
    }
  }
});

Deno.test("Letters that Unicode calls confusable are taken for one another", async () => {
  const pairs = await Deno.readTextFile(new URL("lookalike_pairs.txt", import.meta.url));
  let count = 0;
  for (const line of pairs.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [letter = "", others = ""] = line.split(": ");
    for (const other of others.split(" ")) {
      const [name, alike] = [letter, other].map((hex) => `da${fromHex(hex)}b`) as [string, string];
      assert(looksLike(name, alike), `${alike} (${other}) for ${name}`);
      count++;
    }
  }
  assert(count >= 900, `${count} pairs`);
});

Deno.test("Names that came in beside claimed ones do not come in any more", () => {
  const seen = { oscar: "osϲar", bill: "biꓲꓲ", Oscar: "𐊒scar", ada: "ꬰda" };
  for (const [name, alike] of Object.entries(seen)) assert(looksLike(alike, name), alike);
});

Deno.test("A name in capitals looks like what its capitals look like", () => {
  // Greek capitals, each of whose small letters is like another Latin letter, or like none.
  assert(looksLike("ΗΕLΕΝ", "Helen"));
  assert(looksLike("ΤΟΥ", "toy"));
  assert(looksLike("ΤΟΥ", "tou"));
  assert(looksLike("ϲaνe", "cave"));
  assert(!looksLike("van", "nan"));
  // Each of these letters can be read in two ways: all are not tried.
  assert(nameSkeletons("ν".repeat(32)).length <= 17);
  assert(looksLike("Ν".repeat(32), "n".repeat(32)));
  assert(looksLike("ν".repeat(32), "v".repeat(32)));
});

function looksLike(name: string, other: string): boolean {
  const skeletons = nameSkeletons(other);
  return nameSkeletons(name).some((skeleton) => skeletons.includes(skeleton));
}

function fromHex(codePoints: string): string {
  return String.fromCodePoint(...codePoints.split("+").map((hex) => parseInt(hex, 16)));
}

/** A name as code points, for who reads of a failure. */
function codePoints(name: string): string {
  return Array.from(name, (letter) => letter.codePointAt(0)!.toString(16)).join(" ");
}
