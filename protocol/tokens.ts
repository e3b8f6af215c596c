/**
 * What stands out in one line of a message: code, addresses, mentions, and the marks of emphasis.
 * One pass from left to right; what a token has taken is not looked at again, so the work grows with
 * the length of the line, whatever is in it.
 *
 * @module
 */
import { LIMITS, type RoomCall } from "../protocol.ts";
import { nameKey } from "./name.ts";

/** A piece of a line, from `start` to `end`. What lies between two tokens is text. */
export type Span = { start: number; end: number };

/** What makes bold, italic or struck out what is between two of it. */
export type Mark = "**" | "*" | "_" | "~~";

export type Token =
  | Span & { type: "code"; text: string }
  | Span & { type: "link" | "mention" }
  | Span & { type: "mark"; mark: Mark; opens: boolean; closes: boolean };

/** Where a token may begin; an address is known by the colon in it. */
const SPECIAL = /[\`@*_~:]/g;

const NAME = /[\p{L}\p{M}\p{N}_-]+/uy;
/** `@room` and `@here` are no longer than this, in whatever letters. */
const CALLS_MAX_LENGTH = 8;
/** More backticks than this are text. */
const TICKS_MAX = 4;
/** What goes on as a name or a word, so that a mention or a mark behind it is none. */
const WORD = /^[\p{L}\p{M}\p{N}]/u;
/** Scripts that are written without spaces: `谢谢@ada` is a mention, while `a@ada` is an address. */
const UNSPACED =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const DOMAIN = /\.[a-z0-9]/iy;

/**
 * What ends an address: a space, what no address holds unescaped, the punctuation of scripts that put
 * no space behind it, and marks that turn the text around, as it must not look like another.
 */
const ADDRESS_END =
  /[\s<>"«»\u061c‘-‟‥…‹›、-〃〈-】〔-〟！（），．：；？［］｛｝～-､\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const SCHEME_LETTER = /[a-z0-9+.-]/i;
/** What ends a sentence, and not an address. */
const TRAILING = ".,;:!?'*_~،؛؟۔।";

export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  const context: Context = { unclosed: new Set(), from: 0, isUnderscored: false, lastStars: "" };
  for (let at = nextSpecial(line, 0); at < line.length; at = nextSpecial(line, at)) {
    const found = tokensAt(line, at, context);
    tokens.push(...found);
    at = found.at(-1)?.end ?? runEnd(line, at);
    if (found.length > 0) context.from = at;
  }
  return tokens;
}

/** What is known of the line so far. */
export interface Context {
  /** Runs of backticks that nothing ahead closes. */
  unclosed: Set<string>;
  /** Where the last token ended. */
  from: number;
  /** Whether an underscore has begun what is set in italic. */
  isUnderscored: boolean;
  /** Which were the last that opened something. */
  lastStars: string;
}

function tokensAt(line: string, at: number, context: Context): Token[] {
  const letter = line[at];
  if (letter === "*" || letter === "_" || letter === "~") return marksAt(line, at, context);
  const token = letter === "`"
    ? codeAt(line, at, context)
    : letter === ":"
    ? addressAt(line, at, context.from)
    : mentionAt(line, at, context.isUnderscored);
  return token === undefined ? [] : [token];
}

function nextSpecial(line: string, from: number) {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(line)?.index ?? line.length;
}

/** Where the run of the character at a place ends. */
function runEnd(line: string, at: number) {
  let end = at + 1;
  while (end < line.length && line[end] === line[at]) end++;
  return end;
}

/** Code ends at the next run of as many backticks. */
function codeAt(line: string, at: number, { unclosed }: Context): Token | undefined {
  const from = runEnd(line, at);
  const ticks = line.slice(at, from);
  if (ticks.length > TICKS_MAX || unclosed.has(ticks)) return undefined;
  const run = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
  run.lastIndex = from;
  const to = run.exec(line)?.index;
  // Without an end ahead there is none for those behind it, either: it is looked for once a length.
  if (to === undefined) unclosed.add(ticks);
  else {
    const inside = line.slice(from, to);
    // As in "`` `a` ``": the spaces only keep the backticks apart.
    const text = ticks.length > 1 ? inside.replace(/^ (.*) $/, "$1") : inside;
    return { type: "code", text, start: at, end: run.lastIndex };
  }
}

/**
 * An address around a colon, without the punctuation of the sentence that it stands in. Of another
 * scheme than http it is no link, and need not be whole; nobody is mentioned in it all the same.
 *
 * @param from what is before this belongs to another token
 */
function addressAt(line: string, colon: number, from: number): Token | undefined {
  if (!line.startsWith("://", colon) || !SCHEME_LETTER.test(line[colon - 1] ?? "")) {
    return undefined;
  }
  const { length } = /https?$/i.exec(line.slice(Math.max(from, colon - 5), colon))?.[0] ?? "";
  return { type: "link", start: colon - length, end: addressEnd(line, colon + 3) };
}

/**
 * Where an address ends: before a bracket that closes without having been opened, too, and before
 * the punctuation of a sentence. Looks no further, as what follows may be another address.
 */
function addressEnd(line: string, from: number) {
  let open = 0;
  let end = from;
  for (; end < line.length; end++) {
    const letter = line[end] ?? "";
    if (ADDRESS_END.test(letter) || line.startsWith("**", end)) break;
    if ("([{".includes(letter)) open++;
    if (")]}".includes(letter) && --open < 0) break;
  }
  while (end > from && TRAILING.includes(line[end - 1] ?? "")) end--;
  return end;
}

/**
 * A mention stands alone: `@ada`, not `ada@example.org`, `@@ada` or `@ada@example.org`.
 *
 * @param isUnderscored whether an underscore before it may begin what is set in italic
 */
function mentionAt(line: string, at: number, isUnderscored: boolean): Token | undefined {
  NAME.lastIndex = at + 1;
  if (!NAME.test(line)) return undefined;
  let end = NAME.lastIndex;
  if (line[end] === "@" && WORD.test(line.slice(end + 1, end + 3))) return undefined;
  // In `_@ada_` it ends the italics and is no part of the name.
  if (isUnderscored && line[end - 1] === "_" && end - at > 2) end--;
  if ([...line.slice(at + 1, end)].length > LIMITS.name) return undefined;
  let start = at;
  while (line[start - 1] === "_" || line[start - 1] === "-") start--;
  const before = letterBefore(line, start);
  DOMAIN.lastIndex = end;
  const isAddress = before === "@" ||
    WORD.test(before) && (!UNSPACED.test(before) || DOMAIN.test(line));
  return isAddress ? undefined : { type: "mention", start: at, end };
}

/** The code point before a place; "" at the beginning. */
function letterBefore(line: string, at: number) {
  return [...line.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
}

/** Marks by the letters that they are made of. */
const MARKS: Readonly<Record<string, readonly Mark[]>> = {
  "*": ["*"],
  "**": ["**"],
  "***": ["**", "*"],
  _: ["_"],
  "~~": ["~~"],
};

/**
 * The marks of emphasis. Two stars stand anywhere, the others at the edge of a word, as `~~` draws out
 * a word in Chinese. Three stars are one of each: the one that was opened last is closed first.
 */
function marksAt(line: string, at: number, context: Context): Token[] {
  const end = runEnd(line, at);
  const written = line.slice(at, end);
  const marks = [...Object.hasOwn(MARKS, written) ? MARKS[written] ?? [] : []];
  const before = letterBefore(line, at);
  const after = line.slice(end, end + 2);
  if (written === "***" && context.lastStars === "*") marks.reverse();
  let start = at;
  return marks.map((mark) => {
    const isAnywhere = mark === "**";
    const opens = /^\S/.test(after) && (isAnywhere || !WORD.test(before));
    const closes = /\S$/.test(before) && (isAnywhere || !WORD.test(after));
    if (mark === "_") context.isUnderscored = context.isUnderscored ? !closes : opens;
    else if (opens && mark !== "~~") context.lastStars = mark;
    return { type: "mark", mark, opens, closes, start, end: start += mark.length };
  });
}

/**
 * Each mark closes the nearest of its kind that is open, and what was opened in between and not closed
 * marks nothing. Each is put away once, so the work grows with their number.
 *
 * @returns by the index of each mark that means something, that of the other
 */
export function pairsOf(tokens: readonly Token[]): Map<number, number> {
  const pairs: Map<number, number> = new Map();
  const stack: { mark: string; index: number }[] = [];
  /** How many of each kind are open. */
  const open: Map<string, number> = new Map();
  tokens.forEach((token, index) => {
    if (token.type !== "mark") return;
    const { mark, opens, closes } = token;
    if (closes && (open.get(mark) ?? 0) > 0) {
      for (let last = stack.pop(); last !== undefined; last = stack.pop()) {
        open.set(last.mark, (open.get(last.mark) ?? 0) - 1);
        if (last.mark !== mark) continue;
        pairs.set(last.index, index).set(index, last.index);
        break;
      }
    } else if (opens) {
      stack.push({ mark, index });
      open.set(mark, (open.get(mark) ?? 0) + 1);
    }
  });
  return pairs;
}

/** How many people one message can mention. */
export const MENTIONED_MAX = 5;

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
