/**
 * One small function for each field that a client sends: it returns the value, or throws the
 * refusal.
 *
 * @module
 */
import { type Access, LIMITS, type NotifyLevel, ProtocolError } from "../protocol.ts";
import { qualified } from "./emoji.ts";
import { compose, TextError } from "./text.ts";
import { parseQuery } from "./text/query.ts";

/** An object from outside, of which nothing is known yet. */
export type Fields = Record<string, unknown>;

/** How deep what a client sends may be nested: more than any command is, less than any stack. */
const DEPTH_MAX = 16;
/** The slowest slow mode, in milliseconds. */
const SLOW_MAX_MS = 6 * 60 * 60 * 1000;
/** Characters of an epoch: more than any of ours has. */
const EPOCH_MAX_LENGTH = 64;

export function parseObject(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw ProtocolError.malformed("command", "a JSON object on a line of its own", line);
  }
  if (!isObject(value)) throw ProtocolError.malformed("command", "a JSON object", value);
  if (!isDeeper(value, DEPTH_MAX)) return value;
  throw ProtocolError.malformed("command", `nested at most ${DEPTH_MAX} deep`, line);
}

/** Whether lists and objects stand in each other more than so many deep. */
function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}

export function optional<T>(
  value: unknown,
  read: (value: unknown) => T,
): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

export function refOf(value: unknown): number {
  if (isPosition(value)) return value;
  throw ProtocolError.malformed("ref", "an integer >= 0", value);
}

export function positionOf(value: unknown): number {
  if (isPosition(value)) return value;
  throw ProtocolError.malformed("position", "an integer >= 0", value);
}

export function seqOf(value: unknown): number {
  if (isPosition(value) && value >= 1) return value;
  throw ProtocolError.malformed("number of a message", "an integer >= 1", value);
}

export function switchOf(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw ProtocolError.malformed("switch", "true or false", value);
}

export function durationOf(value: unknown): number {
  if (isPosition(value)) return value;
  throw ProtocolError.malformed("duration", "an integer >= 0, of milliseconds", value);
}

export function accessOf(value: unknown): Access {
  if (value === "open" || value === "listed" || value === "hidden") return value;
  throw ProtocolError.malformed("access", '"open", "listed" or "hidden"', value);
}

export function levelOf(value: unknown): NotifyLevel {
  if (value === "all" || value === "mentions" || value === "nothing") return value;
  throw ProtocolError.malformed("level", '"all", "mentions" or "nothing"', value);
}

export function emojiOf(value: unknown): string {
  const emoji = typeof value === "string" ? qualified(value) : undefined;
  if (emoji !== undefined) return emoji;
  throw ProtocolError.malformed("emoji", "one emoji", value);
}

export function epochOf(value: unknown): string {
  if (typeof value === "string" && value.length <= EPOCH_MAX_LENGTH) return value;
  throw ProtocolError.malformed(
    "epoch",
    `a string of at most ${EPOCH_MAX_LENGTH} characters`,
    value,
  );
}

export function messageIdOf(value: unknown): string {
  if (isMessageId(value)) return value;
  throw ProtocolError.malformed("id", `1 to ${LIMITS.id} printable ASCII characters`, value);
}

export function textOf(value: unknown): string {
  if (typeof value === "string" && value !== "") return wellFormed("text", value, LIMITS.text);
  throw ProtocolError.malformed("text", `1 to ${LIMITS.text} code points`, value);
}

/** A text that may be empty: of a message with files. */
export function textBesideFilesOf(value: unknown): string {
  return value === undefined || value === null || value === "" ? "" : textOf(value);
}

export function topicOf(value: unknown): string {
  if (typeof value === "string") return wellFormed("topic", value, LIMITS.topic);
  throw ProtocolError.malformed("topic", `at most ${LIMITS.topic} code points`, value);
}

/** Why somebody does something, which may be empty. */
export function reasonOf(value: unknown, maxCodePoints: number): string {
  if (typeof value === "string") return wellFormed("reason", value, maxCodePoints);
  throw ProtocolError.malformed("reason", `at most ${maxCodePoints} code points`, value);
}

/** Milliseconds between two messages of one person in a room. */
export function slowOf(value: unknown): number {
  if (isPosition(value) && value <= SLOW_MAX_MS) return value;
  throw ProtocolError.malformed("ms", `an integer from 0 to ${SLOW_MAX_MS}`, value);
}

/** What is searched for: at least a letter of it. */
export function questionOf(value: unknown): string {
  if (typeof value === "string" && value.trim() !== "") {
    const question = wellFormed("question", value, LIMITS.search);
    // What is wrong with it is said at once.
    parseQuery(question);
    return question;
  }
  throw ProtocolError.malformed("question", `1 to ${LIMITS.search} code points`, value);
}

/** A text as it is kept: composed, and no longer than it may be. */
export function wellFormed(what: string, value: string, maxCodePoints: number): string {
  try {
    return compose(value, maxCodePoints);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw new ProtocolError(error.reason, `Cannot read ${what}: must be ${error.message}`);
  }
}

export function limitOf(value: unknown): number {
  if (isPosition(value) && value >= 1 && value <= LIMITS.history) return value;
  throw ProtocolError.malformed("limit", `an integer from 1 to ${LIMITS.history}`, value);
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isMessageId(value: unknown): value is string {
  return typeof value === "string" && /^[\x20-\x7e]{1,64}$/.test(value);
}
