/**
 * A command line, read by the table of commands.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { LIMITS } from "../../../protocol.ts";
import { readAddress, shown } from "../../flags.ts";
import { type CommandSpec, KEY_FILE, optionsOf, type OptionSpec, takesRoom } from "../spec.ts";

/** How long to try while the server can't be reached, in milliseconds. */
const TIMEOUT_MS = 30_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const DAY_MS = 24 * 3_600_000;
/** Timers know no longer time. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** The command line is wrong: a sentence for whoever wrote it. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What a command is called with. */
export interface Call {
  readonly command: string;
  readonly words: readonly string[];
  /** What follows `--`. */
  readonly rest: readonly string[];
  readonly url: string;
  readonly name: string | undefined;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isHelp: boolean;
  /** Infinite where it is to be tried for ever. */
  readonly timeoutMs: number;
  /** The one that was named, as a TextDecoder calls it. */
  readonly encoding: string | undefined;
  has(option: string): boolean;
  values(option: string): readonly string[];
}

/** A variable of the environment, if it is set and may be read. */
export type Variable = (name: string) => string | undefined;

/**
 * Reads what follows a command's name.
 *
 * @throws {UsageError} If it makes no sense.
 */
export function readCall(spec: CommandSpec, args: readonly string[], variable: Variable): Call {
  const parsed = parse(spec, args, optionsOf(spec));
  const given = (name: string): string[] => [parsed[name]].flat().filter(isText);
  const has = (name: string) => parsed[name] === true || given(name).length > 0;
  const isHelp = has("help");
  const rest = (parsed["--"] ?? []).map(String);
  // Behind -- nothing is an option: another program's command line, or words that look like one.
  const own = spec.takes.includes(" -- ") ? [] : rest;
  const written = [...parsed._.map(String), ...own];
  const isByFile = given(KEY_FILE.name).length > 0;
  const words = isByFile
    ? withDot(spec, written)
    : withRoom(spec, written, isHelp ? () => "" : variable);
  const [least, most] = spec.words;
  if (!isHelp && (words.length < least || words.length > most)) throw wrong(spec, "Cannot read it");
  const files = given("file");
  if (files.length > LIMITS.files) {
    throw new UsageError(`At most ${LIMITS.files} files go with a message, not ${files.length}`);
  }
  const address = given("url").at(-1) ?? variable("HUBBUB_URL") ?? "localhost:8000";
  const url = readAddress(address);
  if (url === undefined) {
    throw new UsageError(
      `Cannot read address: must be like https://chat.example, received ${shown(address)}`,
    );
  }
  url.hash = "";
  return {
    ...{ command: spec.name, words, rest, url: url.href },
    name: given("name").at(-1) ?? variable("HUBBUB_NAME"),
    ...{ isHelp, isJson: has("json"), isQuiet: has("quiet") },
    timeoutMs: timeoutOf(given("timeout").at(-1)),
    encoding: encodingOf(given("encoding").at(-1)),
    has,
    values: given,
  };
}

type Parsed = { _: (string | number)[]; "--"?: string[]; [name: string]: unknown };

function parse(spec: CommandSpec, args: readonly string[], options: readonly OptionSpec[]): Parsed {
  let unknown: string | undefined;
  const valued = options.filter(({ value }) => value !== undefined).map(({ name }) => name);
  const parsed: Parsed = parseArgs([...args], {
    string: [...valued, "_"],
    collect: valued,
    boolean: options.filter(({ value }) => value === undefined).map(({ name }) => name),
    alias: Object.fromEntries(options.flatMap(({ name, short }) => short ? [[name, short]] : [])),
    "--": true,
    unknown(argument, key) {
      if (key === undefined) return true;
      unknown ??= argument;
      return false;
    },
  });
  if (unknown !== undefined) throw wrong(spec, `Unknown option ${unknown}`);
  for (const { name, value = "" } of options) {
    const given = [parsed[name]].flat().filter(isText);
    if (given.includes("")) throw new UsageError(`--${name} needs a value`);
    const choices = value.split("|");
    const other = given.find((text) => choices.length > 1 && !choices.includes(text));
    if (other === undefined) continue;
    throw new UsageError(`--${name} must be ${choices.join(" or ")}, received ${other}`);
  }
  return parsed;
}

/**
 * The first word is always the room, so that what is said is never taken for one. A dot in its place, which
 * is the name of no room, or no word at all, is the room of the environment.
 */
function withRoom(spec: CommandSpec, words: string[], variable: Variable): string[] {
  const [first, ...others] = words;
  if (!takesRoom(spec) || first !== undefined && first !== ".") return words;
  const room = variable("HUBBUB_ROOM");
  if (room !== undefined) return [room, ...others];
  throw wrong(spec, "There is no ROOM, and HUBBUB_ROOM is not set, or may not be read");
}

/** Where a file names the room, a word in its place would be taken for what is said, or the reverse. */
function withDot(spec: CommandSpec, [first, ...others]: string[]): string[] {
  if (first === undefined || first === ".") return [".", ...others];
  throw wrong(spec, `--${KEY_FILE.name} names the room, so ROOM is a dot`);
}

function wrong(spec: CommandSpec, what: string): UsageError {
  const written = `hubbub ${spec.name} ${spec.takes}`.trim();
  return new UsageError(`${what}: write ${written}, and see ${spec.name} --help`);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function timeoutOf(text: string | undefined): number {
  if (text === undefined) return TIMEOUT_MS;
  if (text === "never") return Infinity;
  const ms = durationOf(text);
  if (ms !== undefined && ms > TIMER_MAX_MS) {
    throw new UsageError(`--timeout must be at most 24d, or never, received ${text}`);
  }
  if (ms !== undefined) return ms;
  throw new UsageError(`--timeout must be like 30s, 5m or never, received ${text}`);
}

function encodingOf(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : new TextDecoder(text).encoding;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--encoding must be like windows-1252 or shift_jis, received ${text}`);
  }
}

/** `90s`, `5m`, `1h`, `2d` and the like in milliseconds. */
export function durationOf(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit === "d" ? DAY_MS : UNITS[unit] ?? 0);
}

/** When that was: so long before now, or a date. */
export function timeOf(text: string, now: number): number {
  const ago = durationOf(text);
  const at = ago === undefined ? Date.parse(text) : now - ago;
  if (Number.isFinite(at)) return at;
  throw new UsageError(`--since must be like 1h, 2d or 2026-11-29T13:00Z, received ${text}`);
}

/** A whole number of an option, or a word. */
export function countOf(text: string, what: string, least: number): number {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (count >= least) return count;
  throw new UsageError(`${what} must be a whole number from ${least} on, received ${text}`);
}
