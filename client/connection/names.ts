/**
 * What may be a name, and when two names are one: the same as in protocol/name.ts, which browsers can't
 * load. The server decides; this saves a person the way there and back. And how a name of whatever script
 * stands in a sentence.
 *
 * @module
 */

/**
 * What makes two spellings of a name one.
 *
 * @param name of a person, or of a room that is open to all
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}

/** What makes two spellings of any room's name one. */
export function roomKey(room: string): string {
  return isDirect(room) ? directRoom(peopleOf(room)) : nameKey(room);
}

/** Whether a room is of a few people only. */
export function isDirect(room: string): boolean {
  return room.startsWith("@");
}

/** The name of the direct room of people, in any order. */
export function directRoom(people: readonly string[]): string {
  return `@${[...new Set(people.map(nameKey))].sort().join(",")}`;
}

/** The people of a direct room, as they are in its name; none if the room is open to all. */
export function peopleOf(room: string): string[] {
  return isDirect(room) ? room.slice(1).split(",") : [];
}

/** Letters that are written from right to left, and marks that say so. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;

/**
 * Words that do not turn around what stands beside them, by the marks of Unicode that isolate them.
 */
export function isolated(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}

const NAME = /^[\p{L}\p{M}\p{N}_-]{1,32}$/u;

export function isName(text: string): boolean {
  return NAME.test(text.normalize("NFC"));
}
