/**
 * Reads the names that clients send, of people and rooms.
 *
 * @module
 */
import { LIMITS, ProtocolError } from "../../protocol.ts";
import { directRoom, isDirect, isName, isSealed, peopleOf, PLAIN } from "../name.ts";
import { compose, TextError } from "../text.ts";

/** Code units of a direct room's name at most, with every name in it as long as it can be. */
const DIRECT_MAX_LENGTH = LIMITS.people * (6 * LIMITS.name + 1);

/** Whether it is a name, and its own key: most are, and that is seen at once. */
function isPlainName(name: string): boolean {
  return name !== "" && name.length <= LIMITS.name && PLAIN.test(name);
}

/** 16 bytes in base64url, whose case counts. */
const SEALED_NAME = /^~[A-Za-z0-9_-]{22}$/;

/**
 * Reads the name of a person or a room.
 *
 * @throws {ProtocolError} If it is not 1 to 32 code points of letters, marks, numbers, `_` and `-`, all
 * of them to be seen.
 */
export function parseName(value: unknown): string {
  if (typeof value === "string" && isPlainName(value)) return value;
  const name = typeof value === "string" ? composedName(value) : "";
  if (isName(name)) return name;
  throw ProtocolError.malformed(
    "name",
    `1 to ${LIMITS.name} letters, numbers, "_" or "-"`,
    value,
  );
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
 * people, in any order; or `~` and 22 letters, which are a sealed room's.
 *
 * @throws {ProtocolError} If it is none of these.
 */
export function parseRoom(value: unknown): string {
  if (typeof value !== "string") return parseName(value);
  if (isSealed(value)) {
    if (SEALED_NAME.test(value)) return value;
    throw ProtocolError.malformed("room", '"~" and 22 letters of base64url', value);
  }
  if (!isDirect(value)) return parseName(value);
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
 * Parses the recipients of a message: a name or a list of names.
 *
 * @throws {ProtocolError} If it is neither, or too long a list.
 */
export function parsePeople(value: unknown): string[] {
  const names = Array.isArray(value) ? value : [value];
  // Who says it is one of them, too.
  if (names.length >= 1 && names.length < LIMITS.people) return names.map(parseName);
  throw ProtocolError.malformed("people", `1 to ${LIMITS.people - 1} names`, value);
}
