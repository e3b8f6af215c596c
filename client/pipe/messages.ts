// deno-lint-ignore-file no-control-regex -- it is about control characters

/**
 * A line as the messages that it becomes.
 *
 * @module
 */

import { LIMITS } from "../../protocol.ts";

/** What becomes of lines. */
export interface LineRules {
  /** Whether one without anything in it is a message. */
  readonly blank: "keep" | "skip";
  /** What becomes of one that is too long for a message: several messages, or none. */
  readonly long: "split" | "fail";
  /** Whether escape sequences are taken out, which colour text and move the cursor, or left in. */
  readonly escapes: "remove" | "keep";
}

/** What terminals obey, as ECMA-48 spells it: strings with an end, control sequences, and the rest. */
const ESCAPES = new RegExp(
  [
    /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/,
    /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/,
    /\x1b[ -/]*[0-~]/,
  ].map(({ source }) => source).join("|"),
  "g",
);
/** What a message has to have at least, where a line that is kept has nothing. */
const NOTHING = " ";

/** No text has more code points than UTF-16 units, nor less than a fourth of them in its shortest form. */
const UNITS_MAX = 4 * LIMITS.text;
/** How much of a line is read that is split, in UTF-16 units: a stream without line ends has no end. */
const SPLIT_UNITS_MAX = 1024 * 1024;

/** As many code points as fit into a message. */
const MOST = new RegExp(`^[^]{0,${LIMITS.text}}`, "u");

/** How much of a line has to be read to know what becomes of it, in UTF-16 units. */
export function unitsMaxOf({ long }: LineRules): number {
  return long === "split" ? SPLIT_UNITS_MAX : UNITS_MAX;
}

/**
 * The messages that a line becomes; none, where it is skipped.
 *
 * @throws {RangeError} If it is too long.
 */
export function messagesOf(given: string, rules: LineRules): string[] {
  const line = rules.escapes === "remove" ? given.replace(ESCAPES, "") : given;
  if (line.trim() === "") return rules.blank === "keep" ? [line === "" ? NOTHING : line] : [];
  if (given.length >= unitsMaxOf(rules)) {
    const most = rules.long === "split" ? SPLIT_UNITS_MAX : LIMITS.text;
    throw new RangeError(`over ${most} characters`);
  }
  // The longest form that a text can have is three times as long.
  if (3 * line.length <= LIMITS.text) return [line];
  // Counted as the server does, in the form that it keeps.
  const kept = line.normalize("NFC");
  if ([...kept].length <= LIMITS.text) return [line];
  if (rules.long === "fail") throw new RangeError(`over ${LIMITS.text} characters`);
  return [...partsOf(kept)];
}

/** All of a line in parts that fit: each ends after a space, if that leaves half a part or more. */
function* partsOf(line: string): Generator<string> {
  const letters = new Intl.Segmenter().segment(line);
  for (let start = 0; start < line.length;) {
    const [{ length } = ""] = MOST.exec(line.slice(start)) ?? [];
    let end = start + length;
    if (end < line.length) {
      const space = line.lastIndexOf(" ", end - 1) + 1;
      const letter = letters.containing(end)?.index ?? end;
      if (space - start > LIMITS.text / 2) end = space;
      else if (letter > start) end = letter;
    }
    yield line.slice(start, end);
    start = end;
  }
}
