/**
 * The names of people and rooms: which there are, and when two are one.
 *
 * @module
 */
import { LIMITS, ProtocolError } from "../protocol.ts";
import { compose, TextError } from "./text.ts";

/** A mark needs a letter before it. */
const NAME = new RegExp(`^(?!\\p{M})[\\p{L}\\p{M}\\p{N}_-]{1,${LIMITS.name}}$`, "u");
/**
 * What nobody sees, though it is a letter or a mark: fillers, selectors, joiners; and blank signs of
 * the Egyptian and the Khitan script. Beside what is seen they would make another name that looks the same.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}\u{16fe4}]/u;
/** Code units of a direct room's name at most, with every name in it as long as it can be. */
const DIRECT_MAX_LENGTH = LIMITS.people * (6 * LIMITS.name + 1);

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

/**
 * Reads the name of a person or a room.
 *
 * @throws {ProtocolError} If it is not 1 to 32 code points of letters, marks, numbers, `_` and `-`, all
 * of them to be seen.
 */
export function parseName(value: unknown): string {
  if (typeof value === "string" && isPlainName(value)) return value;
  const name = typeof value === "string" ? composedName(value) : "";
  // One letter may become many in a key, spaces among them: so the key must be a name, too.
  if (isName(name) && isName(nameKey(name))) return name;
  throw ProtocolError.malformed(
    "name",
    `1 to ${LIMITS.name} letters, numbers, "_" or "-"`,
    value,
  );
}

function isPlainName(name: string): boolean {
  return name !== "" && name.length <= LIMITS.name && PLAIN.test(name);
}

function isName(name: string): boolean {
  return NAME.test(name) && !INVISIBLE.test(name);
}

/** A name as it is kept; nothing, if it is none by its length or its marks. */
function composedName(value: string): string {
  try {
    return compose(value, LIMITS.name);
  } catch (error) {
    if (error instanceof TextError) return "";
    throw error;
  }
}

/**
 * Reads the name of a room: of one that is open, or `@ada,bob`, the direct room of two to eight
 * people, in any order.
 *
 * @throws {ProtocolError} If it is neither.
 */
export function parseRoom(value: unknown): string {
  if (typeof value !== "string" || !value.startsWith("@")) return parseName(value);
  if (value.length > DIRECT_MAX_LENGTH) throw notDirect(value);
  const people = value.slice(1).split(",", LIMITS.people + 1).map(parseName);
  const room = directRoom(people);
  if (people.length <= LIMITS.people && peopleOf(room).length >= 2) return room;
  throw notDirect(value);
}

function notDirect(value: string): ProtocolError {
  return ProtocolError.malformed(
    "room",
    `"@" and the names of 2 to ${LIMITS.people} people`,
    value,
  );
}

/**
 * Reads whom something is said to: a name or a list of names.
 *
 * @throws {ProtocolError} If it is neither, or too long a list.
 */
export function parsePeople(value: unknown): string[] {
  const names = Array.isArray(value) ? value : [value];
  // Who says it is one of them, too.
  if (names.length >= 1 && names.length < LIMITS.people) return names.map(parseName);
  throw ProtocolError.malformed("people", `1 to ${LIMITS.people - 1} names`, value);
}

/** The name of the direct room of people: their keys, sorted, each once. */
export function directRoom(people: readonly string[]): string {
  return `@${[...new Set(people.map(nameKey))].sort().join(",")}`;
}

/** The keys of the people in a direct room; none if the room is open to all. */
export function peopleOf(room: string): string[] {
  return room.startsWith("@") ? room.slice(1).split(",") : [];
}
