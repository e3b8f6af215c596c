/**
 * Names that look alike, so that nobody can impersonate somebody else.
 *
 * The idea is that of the skeletons of Unicode's UTS #39: each letter becomes the plainest one that it
 * can be taken for. Which those are is in `lookalike_table.ts`.
 *
 * @module
 */
import { ALIKE, ALIKE_CAPITALS } from "./lookalike_table.ts";
import { nameKey } from "../name.ts";

/** Names in these letters need no table, as most do not. */
const ASCII = /^[a-z0-9_-]*$/;
/** What is not seen at all: selectors, fillers, joiners. Names of today have none, older ones may. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Ways to read one name. Each is looked up when somebody connects with it, and few names have two. */
const READINGS_MAX = 16;
/** A dot on a letter that has one anyway: an i is an l here, as a capital I is. */
const DOTTED = /([jl])\u0307+/g;

/** The letters that look like others, read when the first name needs them. */
let tables: { readonly letters: Letters; readonly capitals: Letters } | undefined;
type Letters = ReadonlyMap<string, string>;

/**
 * What names share of which some spelling looks like one of the other: `ada`, `ADA`, `аdа` with
 * Cyrillic letters. Names with one key have one skeleton. Accents are seen, so `é` is not `e`.
 *
 * A letter whose capital looks like another one than itself counts as that at the start of a name,
 * where people write capitals. `nameSkeletons` has the other way to read it, too.
 */
export function nameSkeleton(name: string): string {
  const key = nameKey(name);
  if (ASCII.test(key)) return plain(key);
  const [first = "", ...rest] = lettersOf(key);
  return joined([capital(first), ...rest.map(small)]);
}

/**
 * All skeletons of a name, that of `nameSkeleton` first: a letter of which it is not known whether it
 * is seen as a capital counts as both. Two names look alike when they share a skeleton.
 */
export function nameSkeletons(name: string): [string, ...string[]] {
  const skeleton = nameSkeleton(name);
  const key = nameKey(name);
  if (ASCII.test(key)) return [skeleton];
  return [skeleton, ...new Set(readings(lettersOf(key)).map(joined).filter((s) => s !== skeleton))];
}

/** All ways to read letters, or of those with too many ways the likelier ones. */
function readings(letters: readonly string[]): string[][] {
  let all: string[][] = [[]];
  for (const letter of letters) {
    const ways = [...new Set([small(letter), capital(letter)])];
    const few = all.length * ways.length <= READINGS_MAX;
    // The first of all has small letters only, the last capitals only: so they stay.
    all = few
      ? ways.flatMap((way) => all.map((reading) => [...reading, way]))
      : all.map((reading, i) => [...reading, ways[i * ways.length / all.length | 0]!]);
  }
  return all;
}

/** The letters of a key, marks apart. */
function lettersOf(key: string): string[] {
  return [...nameKey(key.replaceAll(INVISIBLE, "")).normalize("NFD").replaceAll(INVISIBLE, "")];
}

function small(letter: string): string {
  tables ??= { letters: read(ALIKE), capitals: read(ALIKE_CAPITALS) };
  return tables.letters.get(letter) ?? letter;
}

function capital(letter: string): string {
  const other = small(letter);
  return tables?.capitals.get(letter) ?? other;
}

function joined(letters: readonly string[]): string {
  return plain(letters.join("").normalize("NFD").replaceAll(DOTTED, "$1")).normalize("NFC");
}

/** What is left of plain letters that look alike, alone or side by side. */
function plain(letters: string): string {
  return letters.replaceAll(/[i1]/g, "l").replaceAll("0", "o")
    .replaceAll("rn", "m").replaceAll("vv", "w");
}

/** The letters of a table, each with what it is taken for. */
function read(table: string): Letters {
  return new Map(
    table.trim().split(/\s+/).flatMap((row) => {
      const [alike = "", letters = ""] = row.split("<");
      return Array.from(letters, (letter) => [letter, alike] as const);
    }),
  );
}
