/**
 * The names of people and rooms, for the server and its clients alike: which there are, when two are
 * one, and where the page shows them.
 *
 * @module
 */
import { LIMITS, LOBBY } from "../protocol.ts";

/** A mark needs a letter before it. */
const NAME = new RegExp(`^(?!\\p{M})[\\p{L}\\p{M}\\p{N}_-]{1,${LIMITS.name}}$`, "u");
/**
 * What nobody sees, though it is a letter or a mark: fillers, selectors, joiners; and blank signs of
 * the Egyptian and the Khitan script. Beside what is seen they would make another name that looks the same.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}\u{16fe4}]/u;

/**
 * Names that are their own keys, as most are. To see that spares 1.5 µs a message, a twentieth of
 * what it costs where 200 talk.
 */
const PLAIN = /^[a-z0-9_-]*$/;

/**
 * What makes two spellings one name: `Ada`, `ADA` and `ａｄａ` have the same key. Upper case is
 * on the way because it joins letters that lower case keeps apart (σ and ς), and lower case before
 * that because ẞ is its own upper case, while that of ß is SS.
 */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name;
  return name.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}

/** Twelve hues around the colour wheel, each pale and deep: more could not be told apart. */
export const LOOKS = 24;

/**
 * Which of the looks somebody has, by their name: the same for everybody who sees them, on each page
 * and each terminal. FNV-1a spreads even names that differ in one letter.
 */
export function lookOf(name: string): number {
  let sum = 0x811c9dc5;
  for (const unit of nameKey(name)) {
    sum = Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  }
  return (sum >>> 0) % LOOKS;
}

/** Whether a text, which is short, is the name of a person, or of a room that is open to all. */
export function isName(text: string): boolean {
  const name = text.normalize("NFC");
  // One letter may become many in a key, spaces among them: so the key must be a name, too.
  return isSpelled(name) && isSpelled(nameKey(name));
}

function isSpelled(name: string): boolean {
  return NAME.test(name) && !INVISIBLE.test(name);
}

/** Whether it is a name, and its own key: most are, and that is seen at once. */
export function isPlainName(name: string): boolean {
  return name !== "" && name.length <= LIMITS.name && PLAIN.test(name);
}

/** Whether a room is of a few people only. */
export function isDirect(room: string): boolean {
  return room.startsWith("@");
}

/** The name of the direct room of people: their keys, sorted, each once. */
export function directRoom(people: readonly string[]): string {
  return `@${[...new Set(people.map(nameKey))].sort().join(",")}`;
}

/** The keys of the people in a direct room; none if the room is open to all. */
export function peopleOf(room: string): string[] {
  return isDirect(room) ? room.slice(1).split(",") : [];
}

/** What makes two spellings of any room's name one. */
export function roomKey(room: string): string {
  return isDirect(room) ? directRoom(peopleOf(room)) : nameKey(room);
}

/** Letters that are written from right to left, and marks that say so. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;

/** Words that do not turn around what stands beside them, by the marks of Unicode that isolate them. */
export function isolated(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}

/** A room, or a message there by its number. */
export type Spot = { room: string; seq?: number };

/**
 * Where the page shows a room, behind the server's address.
 *
 * @param seq the number of a message there
 */
export function addressOf(room: string, seq?: number): string {
  return `#${encodeURIComponent(room)}${seq === undefined ? "" : `/${seq}`}`;
}

/** What an address names: the lobby, when it names no room. */
export function spotOf(hash: string): Spot {
  const [, name = "", seq] = /^#?([^]*?)(?:\/([1-9]\d{0,14}))?$/.exec(hash) ?? [];
  return { room: decode(name) || LOBBY, ...(seq !== undefined && { seq: Number(seq) }) };
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // Someone wrote a stray "%".
  }
}
