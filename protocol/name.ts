/**
 * The names of people and rooms, for the server and its clients alike: which there are, when two are
 * one, whom a text calls by them, and where the page shows them.
 *
 * @module
 */
import type { LIMITS, LOBBY as Lobby, RoomCall } from "../protocol.ts";

/** As `LIMITS` has it, which the compiler sees to: so the page need not load all of `protocol.ts`. */
const NAME_MAX: typeof LIMITS.name = 32;
/** As `protocol.ts` has it. */
export const LOBBY: typeof Lobby = "lobby";

/** A mark needs a letter before it. */
const NAME = new RegExp(`^(?!\\p{M})[\\p{L}\\p{M}\\p{N}_-]{1,${NAME_MAX}}$`, "u");
/**
 * What nobody sees, though it is a letter or a mark: fillers, selectors, joiners; and blank signs of
 * the Egyptian and the Khitan script. Beside what is seen they would make another name that looks the same.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}\u{16fe4}]/u;

/**
 * Names that are their own keys, as most are. To see that spares 1.5 µs a message, a twentieth of
 * what it costs where 200 talk.
 */
export const PLAIN: RegExp = /^[a-z0-9_-]*$/;

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

/** Whether a room is of a few people only. */
export function isDirect(room: string): boolean {
  return room.startsWith("@");
}

/** Whether the server cannot read what is said in a room: its name derives from its link. */
export function isSealed(room: string): boolean {
  return room.startsWith("~");
}

/** The name of the direct room of people: their keys, sorted, each once. */
export function directRoom(people: readonly string[]): string {
  return `@${[...new Set(people.map(nameKey))].sort().join(",")}`;
}

/** The keys of the people in a direct room; none if the room is open to all. */
export function peopleOf(room: string): string[] {
  return isDirect(room) ? room.slice(1).split(",") : [];
}

/** What makes two spellings of any room's name one. A sealed room's has one. */
export function roomKey(room: string): string {
  if (isSealed(room)) return room;
  return isDirect(room) ? directRoom(peopleOf(room)) : nameKey(room);
}

/** The key of the room that a name leads to: a renamed room is found by what it is called now, too. */
export function keyIn(
  rooms: ReadonlyMap<string, { key: string; settings: { name?: string } }>,
  name: string,
): string {
  const key = roomKey(name);
  if (rooms.has(key)) return key;
  const isCalledSo = ({ settings }: { settings: { name?: string } }) =>
    settings.name !== undefined && roomKey(settings.name) === key;
  return rooms.values().find(isCalledSo)?.key ?? key;
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

/** What a name that is mentioned consists of. */
const MENTIONED = /[\p{L}\p{M}\p{N}_-]+/uy;
/** What goes on as a name or a word, so that a mention or a mark behind it is none. */
export const WORD: RegExp = /^[\p{L}\p{M}\p{N}]/u;
/** Scripts that are written without spaces: `谢谢@ada` is a mention, while `a@ada` is an address. */
const UNSPACED =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const DOMAIN = /\.[a-z0-9]/iy;

/**
 * Where a mention ends that begins at an `@`; `undefined` if that is none. A mention stands alone: `@ada`,
 * not `ada@example.org`, `@@ada` or `@ada@example.org`.
 *
 * @param underscores how many underscores before it may end behind it what is set in italic or bold
 */
export function mentionEnd(line: string, at: number, underscores: number): number | undefined {
  MENTIONED.lastIndex = at + 1;
  if (!MENTIONED.test(line)) return undefined;
  let end = MENTIONED.lastIndex;
  if (line[end] === "@" && WORD.test(line.slice(end + 1, end + 3))) return undefined;
  // In `_@ada_` it ends the italics and is no part of the name.
  for (let left = underscores; left > 0 && line[end - 1] === "_" && end - at > 2; left--) end--;
  if ([...line.slice(at + 1, end)].length > NAME_MAX) return undefined;
  let start = at;
  while (line[start - 1] === "_" || line[start - 1] === "-") start--;
  const before = letterBefore(line, start);
  DOMAIN.lastIndex = end;
  const isAddress = before === "@" ||
    WORD.test(before) && (!UNSPACED.test(before) || DOMAIN.test(line));
  return isAddress ? undefined : end;
}

/** The code point before a place; "" at the beginning. */
export function letterBefore(line: string, at: number): string {
  return [...line.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
}

/** How many people one message can mention. */
export const MENTIONED_MAX = 5;

/** `@room` and `@here` are no longer than this, in whatever letters. */
const CALLS_MAX_LENGTH = 8;

/** Whom a message calls: the first few people whom it mentions, and everybody. */
export class Called {
  /** The keys of their names. */
  readonly people: Set<string> = new Set();
  /** The farthest that `@room` or `@here` in it would go, if its author may call everybody. */
  room: RoomCall | undefined;
  readonly #marksRoom: boolean;

  /** @param marksRoom whether `@room` and `@here` are more than text in it */
  constructor(marksRoom: boolean) {
    this.#marksRoom = marksRoom;
  }

  /** Takes a name behind an `@`, and tells whether it is drawn as a mention. */
  take(name: string): boolean {
    // Nobody can be called so.
    const key = name.length <= CALLS_MAX_LENGTH ? nameKey(name) : "";
    if (key === "room" || key === "here") {
      if (this.room !== "room") this.room = key;
      return this.#marksRoom;
    }
    const { people } = this;
    if (people.size === MENTIONED_MAX) return people.has(key || nameKey(name));
    people.add(key || nameKey(name));
    return true;
  }
}
