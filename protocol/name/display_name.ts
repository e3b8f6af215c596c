/**
 * Display names: what may be one, and which names one can be taken for.
 *
 * @module
 */
import { ProtocolError } from "../../protocol.ts";
import { isName } from "../name.ts";
import { compose, TextError } from "../text.ts";
import { nameSkeletons } from "./lookalike.ts";
import { PROFILE_LIMITS } from "./profile_limits.ts";

/** What may stand between the words of a display name. */
const BETWEEN_WORDS = /[ .'’]+/;
/** What may stand between words there, or in a name. Without it, one reads the same. */
const SEPARATORS = /[ .'’_-]+/;
const SPACES = /\p{White_Space}+/gu;
/** More marks on one letter than any language puts there would be painted over the lines around it. */
const TOO_MANY_MARKS = /\p{M}{5}/u;
/** What joins words where a name has no space. */
const JOINTS = ["", "-", "_"] as const;
/** Between so many words and no more, all ways to join them are looked at. */
const MIXED_MAX = 4;

/**
 * Reads a display name, in NFKC and with single spaces.
 *
 * @throws {ProtocolError} If it is not 1 to 32 code points of words, each of which could be a name,
 * between spaces, dots and apostrophes.
 */
export function parseDisplayName(value: unknown): string {
  const display = typeof value === "string" ? composed(value) : "";
  const words = display.split(BETWEEN_WORDS).filter((word) => word !== "");
  const isRead = words.length > 0 && words.every(isName) && !BETWEEN_WORDS.test(display[0]!) &&
    /[\p{L}\p{N}]/u.test(display) && !TOO_MANY_MARKS.test(display.normalize("NFD")) &&
    [...display].length <= PROFILE_LIMITS.display;
  if (isRead) return display;
  const must =
    `1 to ${PROFILE_LIMITS.display} letters, numbers, spaces, "-", "_", ".", "'", beginning with a letter or number`;
  throw ProtocolError.malformed("display name", must, value);
}

function composed(value: string): string {
  try {
    return compose(value, PROFILE_LIMITS.display).normalize("NFKC").replaceAll(SPACES, " ").trim();
  } catch (error) {
    if (error instanceof TextError) return "";
    throw error;
  }
}

/** What display names share that look alike, for one and for each name: words count, not what joins them. */
export function displayKeys(name: string): [string, ...string[]] {
  return nameSkeletons(bare(name));
}

/** A display name without what stands between its words. */
export function bare(name: string): string {
  return name.split(SEPARATORS).join("");
}

/** The names that a display name reads like: its words, joined in the ways in which names join them. */
export function namesLike(display: string): string[] {
  const words = display.split(SEPARATORS).filter((word) => word !== "");
  if (words.length > MIXED_MAX) return JOINTS.map((joint) => words.join(joint));
  return words.slice(1).reduce(
    (names, word) => names.flatMap((name) => JOINTS.map((joint) => `${name}${joint}${word}`)),
    words.slice(0, 1),
  );
}
