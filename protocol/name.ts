/**
 * The names of people and rooms: which there are, and when two are one.
 *
 * @module
 */
import { LIMITS } from "../protocol.ts";
import { malformed } from "./field.ts";

const NAME = new RegExp(`^[\\p{L}\\p{M}\\p{N}_-]{1,${LIMITS.name}}$`, "u");

/**
 * What makes two spellings one name: `Ada`, `ADA` and `ａｄａ` have the same key. Upper case is
 * on the way because it joins letters that lower case keeps apart (σ and ς), and lower case before
 * that because ẞ is its own upper case, while that of ß is SS.
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}

/**
 * Reads the name of a person or a room.
 *
 * @throws {ProtocolError} If it is not 1 to 32 code points of letters, marks, numbers, `_` and `-`.
 */
export function parseName(value: unknown): string {
  const name = typeof value === "string" ? value.normalize("NFC") : "";
  // One letter may become many in a key, spaces among them: so the key must be a name, too.
  if (NAME.test(name) && NAME.test(nameKey(name))) return name;
  throw malformed(
    "name",
    `1 to ${LIMITS.name} letters, numbers, "_" or "-"`,
    value,
  );
}
