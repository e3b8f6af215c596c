/**
 * What somebody looks for: words, and operators that say more; and whether a message is that. The server
 * finds by it, and so do clients where it cannot; they mark the words.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const { words, not, from, has } = parseQuery('from:ada "green tea" -milk has:link');
 * assertEquals([words, not, from, has], [["green tea"], ["milk"], ["ada"], ["link"]]);
 * ```
 *
 * @module
 */
import { type FileInfo, ProtocolError, quote, type Said } from "../../protocol.ts";
import { nameKey, roomKey } from "../name.ts";
import { fold, isPlain } from "./fold.ts";

/** What a message may have: an address, a file, a picture, code, a reaction. */
export const HAS = ["link", "file", "image", "code", "reaction"] as const;
/** One of what a message may have. */
export type Has = typeof HAS[number];

/** What is looked for. All of it has to be so. */
export interface Query {
  /** Words and phrases, folded, each once. */
  readonly words: readonly string[];
  /** Those that must not be there. */
  readonly not: readonly string[];
  /** The keys of names, one of whom said it; of anybody if there are none. */
  readonly from: readonly string[];
  /** The keys of rooms, in one of which it was said; in any if there are none. */
  readonly rooms: readonly string[];
  readonly has: readonly Has[];
  /** It was said before that, and no earlier than that, in milliseconds since 1970. */
  readonly before: number;
  readonly after: number;
}

/** A word, a phrase in quotes, an operator with either; each excluded by a `-`. */
const PARTS = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * Reads what is looked for. An operator that is none is a word.
 *
 * @throws {ProtocolError} If there is a date that is none, or nothing to look for.
 */
export function parseQuery(q: string): Query {
  const parts = [...q.matchAll(PARTS)].map(readPart);
  const valuesOf = (kind: Part["kind"]) => [
    ...new Set(parts.filter((part) => part.kind === kind).map(({ value }) => value)),
  ];
  const times = (kind: "before" | "after") => valuesOf(kind).map((date) => timeOf(kind, date));
  const query = {
    words: valuesOf("word").filter((word) => word !== ""),
    not: valuesOf("not").filter((word) => word !== ""),
    from: valuesOf("from").map(nameKey),
    rooms: valuesOf("in").map((room) => roomKey(room)),
    has: HAS.filter((one) => valuesOf("has").includes(one)),
    before: Math.min(Infinity, ...times("before")),
    after: Math.max(0, ...times("after")),
  };
  if (parts.length > 0) return query;
  throw ProtocolError.malformed("question", "words, or an operator such as from:NAME", q);
}

/** Rooms that are looked through: of more, those in which something happened last. */
export const SEARCHED_MAX = 50;

/**
 * The rooms that are meant: those that a query names by `in:`, or else the given ones.
 *
 * @param rooms names, those first in which something happened last
 */
export function roomsIn(q: string, rooms: readonly string[]): string[] {
  const named = namedIn(q);
  if (named.length === 0) return rooms.slice(0, SEARCHED_MAX);
  const known = (key: string) => rooms.find((room) => roomKey(room) === key);
  return named.map((key) => known(key) ?? key).slice(0, SEARCHED_MAX);
}

function namedIn(q: string): readonly string[] {
  try {
    return q.trim() === "" ? [] : parseQuery(q).rooms;
  } catch (error) {
    // Whoever searches with it is told what is wrong.
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

/** One part of a query: what it is, and with what. */
interface Part {
  readonly kind: "word" | "not" | "from" | "in" | "has" | "before" | "after";
  readonly value: string;
}

function readPart([all, minus, name = "", phrase, plain = ""]: RegExpMatchArray): Part {
  const value = phrase ?? plain;
  const kind = name.toLowerCase();
  if (minus === "" && value !== "") {
    if (kind === "from") return { kind, value: value.replace(/^@/, "") };
    if (kind === "in") return { kind, value: value.replace(/^#/, "") };
    if (kind === "before" || kind === "after") return { kind, value };
    if (kind === "has" && HAS.some((one) => one === value.toLowerCase())) {
      return { kind, value: value.toLowerCase() };
    }
  }
  // A lone minus is a word, as in "a - b"; so is what only looks like an operator.
  const word = name === "" && phrase !== undefined ? phrase : all.slice(minus?.length ?? 0);
  if (word === "") return { kind: "word", value: fold(all) };
  return { kind: minus === "-" ? "not" : "word", value: fold(word).trim() };
}

/** A day, which begins in UTC; or a time with its zone, as clients make of a day where they are. */
function timeOf(operator: "before" | "after", text: string): number {
  const [, , month, day, time] = DATE.exec(text) ?? [];
  const at = month === undefined ? NaN : Date.parse(time ? text : `${text}T00:00Z`);
  const isOne = time !== undefined || new Date(at).getUTCDate() === Number(day);
  if (!Number.isNaN(at) && isOne) return at;
  const why = `${operator}: takes a date such as 2026-11-30, received ${quote(text)}`;
  throw new ProtocolError("malformed", `Cannot search: ${why}`);
}

/** How much longer a code unit takes that is not ASCII, at most. */
const FOLDING_WORK = 4;

/** Whether a message is by whom, of when and with what it has to be: what is known without its words. */
export function fits(said: Said, { from, has, before }: Query): boolean {
  if (said.at >= before) return false;
  if (from.length > 0 && !from.includes(nameKey(said.from))) return false;
  return has.every((what) => HAVING[what](said));
}

const HAVING: Readonly<Record<Has, (said: Said) => boolean>> = {
  link: ({ text }) => /https?:\/\/[^\s]/i.test(text),
  file: ({ files }) => files !== undefined,
  image: ({ files }) => files?.some(({ type }) => type.startsWith("image/")) ?? false,
  code: ({ text }) => text.includes("`"),
  reaction: ({ reactions }) => reactions !== undefined && Object.keys(reactions).length > 0,
};

/**
 * Whether a message, what is told of its files, or its author's name has all words and none that is
 * excluded, and what it took to know.
 */
export function compare(
  { from, text, files }: Said,
  { words, not }: Query,
): { isFound: boolean; work: number } {
  const told = files ? `${text} ${wordsOfFiles(files)}` : text;
  const folded = fold(`${from} ${told}`);
  let work = (told.length + folded.length) * (isPlain(told) ? 1 : FOLDING_WORK);
  const has = (word: string) => {
    work += folded.length / 4;
    return folded.includes(word);
  };
  const isFound = words.every(has) && !not.some(has);
  return { isFound, work };
}

/** What people are told of files in words. */
function wordsOfFiles(files: readonly FileInfo[]): string {
  return files.map(({ name, alt = "" }) => `${name} ${alt}`).join(" ");
}
