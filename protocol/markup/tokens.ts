/**
 * What stands out in one line of a message: code, links, mentions, what is escaped, and the marks of
 * emphasis. One pass from left to right; what a token has taken is not looked at again, so the work
 * grows with the length of the line, whatever is in it.
 *
 * @module
 */
import { letterBefore, mentionEnd, WORD } from "../name.ts";

/** A piece of a line, from `start` to `end`. What lies between two tokens is text. */
export type Span = { start: number; end: number };

/** What makes bold, italic, struck out or hidden what is between two of it. */
export type Mark = "**" | "__" | "*" | "_" | "~~" | "||";

/** The bracket that begins the name of a link, and what ends it: `](https://chat.example)`. */
export type Opening = Span & { type: "open"; closing: Closing | undefined };
export type Closing = Span & { type: "close"; href: string };
export type Marking = Span & { type: "mark"; mark: Mark; opens: boolean; closes: boolean };

export type Token =
  | Span & { type: "code" | "link" | "text"; text: string }
  | Span & { type: "mention" }
  /** What sets apart the cells of a table's row. */
  | Span & { type: "cell" }
  | Opening
  | Closing
  | Marking;

/** Where a token may begin; an address is known by the colon in it. */
const SPECIAL = /[\x60@*_~:\\[\]|]/g;

/** A backtick, which in a string would look like the start of a template to who takes comments out. */
const TICK = "\x60";
/** More backticks than this are text. */
const TICKS_MAX = 4;

/** What would mean something: it is itself behind a backslash. Elsewhere a backslash is one. */
const ESCAPABLE = /[\\\x60*_~|[\](){}#+\-.!<>@:]/;

/**
 * What ends an address: a space, what no address holds unescaped, the punctuation of scripts that put
 * no space behind it, and marks that turn the text around, as it must not look like another.
 */
const ADDRESS_END =
  /[\s<>"|«»\u061c‘-‟‥…‹›、-〃〈-】〔-〟！（），．：；？［］｛｝～-､\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const SCHEME_LETTER = /[a-z0-9+.-]/i;
/** What ends a sentence, and not an address. */
const TRAILING = ".,;:!?'*_~،؛؟۔।";
/** Where a link by a name may lead. */
const HREF = /^(?:https?:\/\/|mailto:)[^/]/i;
/** Words behind the address of a link, which nobody sees who does not point at it. */
const TITLE = /\s+"[^"\]]*"\s*(?=\))/y;
/** A name without anything to see leads nobody anywhere. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** What is known of the line so far. */
interface Context {
  /** Whether it is the row of a table. */
  readonly isRow: boolean;
  /** Where its words begin, and end. */
  readonly first: number;
  readonly last: number;
  /** Runs of backticks that nothing ahead closes. */
  readonly unclosed: Set<string>;
  /** Brackets that may begin the name of a link. */
  brackets: Opening[];
  /** Where the last token ended. */
  from: number;
  /** How many underscores have begun what is set in italic or bold. */
  underscores: number;
  /** Which mark of each letter was the last that opened something. */
  readonly opened: Map<string | undefined, Mark>;
}

/** @param isRow whether a line in it sets the cells of a table apart */
export function tokensOf(line: string, { isRow = false }: { isRow?: boolean } = {}): Token[] {
  const tokens: Token[] = [];
  const context: Context = {
    ...{ isRow, unclosed: new Set(), brackets: [], from: 0, underscores: 0, opened: new Map() },
    first: line.length - line.trimStart().length,
    last: line.trimEnd().length,
  };
  for (let at = nextSpecial(line, 0); at < line.length; at = nextSpecial(line, at)) {
    const found = tokensAt(line, at, context);
    tokens.push(...found);
    at = found.at(-1)?.end ?? runEnd(line, at);
    if (found.length > 0) context.from = at;
  }
  return tokens;
}

function tokensAt(line: string, at: number, context: Context): Token[] {
  switch (line[at]) {
    case "|":
      return context.isRow ? [cellAt(at, context)] : marksAt(line, at, context);
    case "*":
    case "_":
    case "~":
      return marksAt(line, at, context);
    case "[":
      return [openingAt(line, at, context)];
    case "]":
      return [closingAt(line, at, context)];
  }
  const token = otherAt(line, at, context);
  return token === undefined ? [] : [token];
}

function otherAt(line: string, at: number, context: Context): Token | undefined {
  switch (line[at]) {
    case TICK:
      return codeAt(line, at, context);
    case "\\":
      return escapeAt(line, at);
    case ":":
      return addressAt(line, at, context.from);
  }
  const end = mentionEnd(line, at, context.underscores);
  return end === undefined ? undefined : { type: "mention", start: at, end };
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

function cellAt(at: number, context: Context): Token {
  context.brackets = [];
  context.underscores = 0;
  return { type: "cell", start: at, end: at + 1 };
}

function escapeAt(line: string, at: number): Token | undefined {
  const text = line[at + 1] ?? "";
  if (!ESCAPABLE.test(text)) return undefined;
  // ¯\_(ツ)_/¯ has an arm.
  const isArm = line[at - 1] === "¯";
  return { type: "text", text: isArm ? `\\${text}` : text, start: at, end: at + 2 };
}

/** Code ends at the next run of as many backticks. */
function codeAt(line: string, at: number, { unclosed, isRow }: Context): Token | undefined {
  const from = runEnd(line, at);
  const ticks = line.slice(at, from);
  if (ticks.length > TICKS_MAX || unclosed.has(ticks)) return undefined;
  const run = new RegExp(`(?<!${TICK})${ticks}(?!${TICK})`, "g");
  run.lastIndex = from;
  const to = run.exec(line)?.index;
  // Without an end ahead there is none for those behind it, either: it is looked for once a length.
  if (to === undefined) unclosed.add(ticks);
  else {
    const inside = line.slice(from, to);
    // As in "`` `a` ``": the spaces only keep the backticks apart.
    const text = ticks.length > 1 ? inside.replace(/^ (.*) $/, "$1") : inside;
    const shown = isRow ? text.replaceAll("\\|", "|") : text;
    return { type: "code", text: shown, start: at, end: run.lastIndex };
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
  const [start, end] = [colon - length, addressEnd(line, colon + 3)];
  const text = line.slice(start, end);
  // Written so, angle brackets belong to the address.
  const isBracketed = length > 0 && start > from && line[start - 1] === "<" && line[end] === ">";
  if (isBracketed) return { type: "link", text, start: start - 1, end: end + 1 };
  return { type: "link", text, start, end };
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

/** A picture is a link to it: a page loads nothing from elsewhere. */
function openingAt(line: string, at: number, { brackets, from }: Context): Token {
  const start = at > from && line[at - 1] === "!" ? at - 1 : at;
  const opening: Opening = { type: "open", closing: undefined, start, end: at + 1 };
  brackets.push(opening);
  return opening;
}

/** Around a link there is no other: brackets that are open then begin none. */
function closingAt(line: string, at: number, context: Context): Token {
  const opening = context.brackets.pop();
  const found = opening && destinationAt(line, at + 1);
  if (!found || !VISIBLE.test(line.slice(opening.end, at))) {
    return { type: "text", text: "]", start: at, end: at + 1 };
  }
  context.brackets = [];
  return opening.closing = { type: "close", start: at, ...found };
}

/** Where a link leads. It is looked for no further than the next that may be one. */
function destinationAt(line: string, at: number): { href: string; end: number } | undefined {
  if (line[at] !== "(") return undefined;
  let end = at + 1;
  for (let open = 0; end < line.length; end++) {
    const letter = line[end] ?? "";
    if (letter <= " " || letter === ")" && open-- === 0) break;
    if (letter === "<" || line.startsWith("](", end)) return undefined;
    if (letter === "(") open++;
    if (letter === "\\") end++;
  }
  const address = line.slice(at + 1, end).replaceAll(/\\([()])/g, "$1");
  TITLE.lastIndex = end;
  if (TITLE.test(line)) end = TITLE.lastIndex;
  if (line[end] !== ")" || !HREF.test(address) || !URL.canParse(address)) return undefined;
  return { href: new URL(address).href, end: end + 1 };
}

/** Marks by the letters that they are made of. */
const MARKS: Readonly<Record<string, readonly Mark[]>> = {
  "*": ["*"],
  "**": ["**"],
  "***": ["**", "*"],
  _: ["_"],
  __: ["__"],
  ___: ["__", "_"],
  "~~": ["~~"],
  "||": ["||"],
};

/**
 * The marks of emphasis. Two stars and two lines stand anywhere, the others at the edge of a word, as
 * `~~` draws out a word in Chinese. Three are one of each: the one that was opened last is closed first.
 */
function marksAt(line: string, at: number, context: Context): Token[] {
  const end = runEnd(line, at);
  const written = line.slice(at, end);
  const marks = [...Object.hasOwn(MARKS, written) ? MARKS[written] ?? [] : []];
  const before = letterBefore(line, at);
  const after = line.slice(end, end + 2);
  if (marks.length > 1 && context.opened.get(written[0]) === marks[1]) marks.reverse();
  // What hides may have spaces inside of it at both ends of a line: "|| who did it ||".
  const hides = written === "||";
  let start = at;
  return marks.map((mark) => {
    const isAnywhere = mark === "**" || hides;
    const opens = hides && at === context.first ||
      /^\S/.test(after) && (isAnywhere || !WORD.test(before));
    const closes = hides && end === context.last ||
      /\S$/.test(before) && (isAnywhere || !WORD.test(after));
    if (mark.startsWith("_")) underline(context, mark.length, { opens, closes });
    if (opens) context.opened.set(mark[0], mark);
    return { type: "mark", mark, opens, closes, start, end: start += mark.length };
  });
}

function underline(
  context: Context,
  size: number,
  { opens, closes }: { opens: boolean; closes: boolean },
) {
  if (context.underscores >= size && closes) context.underscores -= size;
  else if (opens) context.underscores += size;
}
