/**
 * What Tab puts in the place of the word before the cursor.
 *
 * @module
 */

import { isDirect, nameKey } from "../../../protocol/name.ts";
import { EMOJI_BY_NAME } from "../../../protocol/emoji/names.ts";
import { ABOUT_ROOMS, ALIASES, COMMANDS } from "./table.ts";

/** Other names that are short need no help. */
const COMMAND_NAMES = [
  ...COMMANDS.map(({ name }) => name),
  ...Object.keys(ALIASES).filter((name) => name.length > 3),
];
/** Longer words are no names, whatever stands before them. */
const WORD_MAX = 100;
/** What calls everybody, once it is begun: it is no name that somebody looks for. */
const CALLS = ["room", "here"];
/** A call where it may stand, as in `(@ada`: compiled for the first word, as that is slow. */
const callIn = (word: string) =>
  /(?<![[\p{L}\p{M}\p{N}@]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]])@([\p{L}\p{M}\p{N}_\-]*)$/v
    .exec(word);
const ROOM = /(?<![\p{L}\p{M}\p{N}#])#([\p{L}\p{M}\p{N}_-]*)$/u;
/** An emoji's name, but not the minutes of a time. */
const EMOJI = /(?<![\p{L}\p{M}\p{N}:]):([\w+-]+):?$/u;

/** What may complete, and what it completes, as `node:readline` wants it. */
type Completion = [candidates: string[], word: string];

/**
 * What could complete the word before the cursor: a command, `bob: ` at the beginning of a line, `@bob`,
 * `#ops`, or an emoji by its name.
 *
 * @param names of people who may be meant
 * @param rooms that may be
 */
export function complete(
  line: string,
  names: Iterable<string>,
  rooms: readonly string[] = [],
): Completion {
  const word = line.split(/\s/).at(-1) ?? "";
  if (word === "" || word.length > WORD_MAX) return [[], word];
  if (word === line && word.startsWith("/")) {
    return [startingWith(word, COMMAND_NAMES).map((name) => `${name} `), word];
  }
  const open = rooms.filter((room) => !isDirect(room));
  return called(word, names) ?? room(word, open) ?? emoji(word) ?? [
    startingWith(word, [...names]).map((name) => word === line ? `${name}: ` : `${name} `)
      .concat(namesRooms(line) ? startingWith(word, open).map((name) => `${name} `) : []),
    word,
  ];
}

function called(word: string, names: Iterable<string>): Completion | undefined {
  const [mark, begun = ""] = callIn(word) ?? [];
  if (mark === undefined) return undefined;
  const candidates = [...names, ...begun === "" ? [] : CALLS];
  return [startingWith(begun, candidates).map((name) => `@${name} `), mark];
}

function room(word: string, rooms: readonly string[]): Completion | undefined {
  const [mark, begun = ""] = ROOM.exec(word) ?? [];
  return mark === undefined
    ? undefined
    : [startingWith(begun, rooms).map((name) => `#${name} `), mark];
}

/** The emoji of that name; else the names that begin so, until there is only one. */
function emoji(word: string): Completion | undefined {
  const [mark, written] = EMOJI.exec(word) ?? [];
  if (mark === undefined || written === undefined) return undefined;
  const begun = written.toLowerCase();
  const named = EMOJI_BY_NAME.get(begun);
  if (named !== undefined) return [[`${named} `], mark];
  const hits = [...EMOJI_BY_NAME].filter(([name]) => name.startsWith(begun));
  const [only] = hits;
  if (only !== undefined && hits.every(([_, one]) => one === only[1])) {
    return [[`${only[1]} `], mark];
  }
  return [hits.map(([name]) => `:${name}:`), mark];
}

/** Those that begin so, in whatever case and width; each once. */
function startingWith(begun: string, candidates: readonly string[]): string[] {
  const key = nameKey(begun);
  return [...new Set(candidates.filter((candidate) => nameKey(candidate).startsWith(key)))];
}

/** Whether the name of a room may follow. */
export function isAboutRooms(line: string): boolean {
  return line.includes("#") || namesRooms(line);
}

/** Whether it is a command behind which rooms are named without a mark. */
function namesRooms(line: string): boolean {
  return ABOUT_ROOMS.has(/^(\S+)\s/.exec(line)?.[1] ?? "");
}
