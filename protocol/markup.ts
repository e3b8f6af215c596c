/**
 * What the marks in a message mean: a small part of Markdown, read into a tree. It is never HTML,
 * and what is not understood stays as it was written. It also tells whom a message mentions: those
 * whose `@name` is drawn as a mention, so neither in code nor in an address. The server, the page and
 * the terminal use it alike.
 *
 * @module
 */
import type { Entry, RoomCall } from "../protocol.ts";
import { nameKey } from "./name.ts";
import { Called, type Mark, MENTIONED_MAX, pairsOf, type Token, tokensOf } from "./tokens.ts";

export { MENTIONED_MAX };

export type Inline =
  | { type: "text" | "code" | "mention"; text: string }
  | { type: "link"; text: string; href: string }
  | { type: "bold" | "italic" | "strike"; inside: Inline[] };

export type Block =
  | { type: "paragraph"; inside: Inline[] }
  | { type: "quote"; inside: Block[] }
  | { type: "code"; text: string };

/** What a pair of marks means for what is between them. */
const EMPHASIS = {
  "**": "bold",
  "*": "italic",
  _: "italic",
  "~~": "strike",
} as const satisfies Record<
  Mark,
  Inline["type"]
>;

/** Quotes inside quotes up to here. What is deeper is text. */
const DEPTH_MAX = 4;

const LINE_END = /\r\n?|\n/;
const QUOTED = /^>(?: |$)/;
const FENCE = /^ {0,3}(\`{3,}|~{3,})/;
/** What may stand behind a fence that code begins below. */
const LANGUAGE = /^[\p{L}\p{N}_+#.-]*$/u;

/** Up to eight emoji and nothing else. */
const EMOJI_ONLY = /^(?:\s*\p{RGI_Emoji}){1,8}\s*$/v;
/** Longer is no handful of emoji, and need not be looked at. */
const EMOJI_UNITS_MAX = 120;

export function isEmojiOnly(text: string): boolean {
  return text.length <= EMOJI_UNITS_MAX && EMOJI_ONLY.test(text);
}

/** What is left of a text when its marks are only meant: for where it is told in passing. */
export function plainWords(text: string): string {
  return wordsIn(parseMarkup(text), "\n");
}

function wordsIn(pieces: (Block | Inline)[], between: string): string {
  return pieces.map((piece) =>
    "text" in piece ? piece.text : wordsIn(piece.inside, piece.type === "quote" ? "\n" : "")
  ).join(between);
}

/** Reads a message. Where it `calls` everybody, `@room` and `@here` are mentions, else text. */
export function parseMarkup(text: string, calls?: RoomCall): Block[] {
  return parseLines(linesOf(text), 0, new Called(calls !== undefined));
}

function parseLines(lines: string[], depth: number, called: Called): Block[] {
  return blocksOf(lines, depth).map((block) => blockOf(block, depth, called))
    .filter((block) => block.type !== "paragraph" || block.inside.length > 0);
}

function blockOf({ type, lines }: Lines, depth: number, called: Called): Block {
  switch (type) {
    case "code":
      return { type, text: lines.join("\n") };
    case "quote":
      return { type, inside: parseLines(lines, depth + 1, called) };
    case "words":
      return { type: "paragraph", inside: parseWords(lines, called) };
    default:
      return (type satisfies never);
  }
}

/**
 * What is in the lines of a paragraph, less the empty ones around it: what sets blocks apart is their
 * style. The first line keeps its indentation.
 */
function parseWords(lines: string[], called: Called) {
  const first = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findLastIndex((line) => line.trim() !== "") + 1;
  const pieces: Inline[] = [];
  if (first < 0) return pieces;
  for (let at = first; at < end; at++) {
    if (at > first) add(pieces, "\n");
    const line = lines[at] ?? "";
    parseInline(at + 1 === end ? line.trimEnd() : line, called, pieces);
  }
  return pieces;
}

/** @param pieces where to put what is in it */
function parseInline(line: string, called: Called, pieces: Inline[]) {
  const tokens = tokensOf(line);
  const pairs = pairsOf(tokens);
  /** What the marks that are open hold, innermost last. */
  const open = [pieces];
  let end = 0;
  tokens.forEach((token, index) => {
    const inner = open.at(-1) ?? pieces;
    add(inner, line.slice(end, token.start));
    end = token.end;
    if (token.type !== "mark") return add(inner, pieceOf(token, line, called));
    const pair = pairs.get(index);
    if (pair === undefined) add(inner, token.mark);
    else if (pair < index) open.pop();
    else {
      const emphasis: Inline = { type: EMPHASIS[token.mark], inside: [] };
      inner.push(emphasis);
      open.push(emphasis.inside);
    }
  });
  add(pieces, line.slice(end));
}

function pieceOf(
  token: Exclude<Token, { type: "mark" }>,
  line: string,
  called: Called,
): Inline | string {
  const text = line.slice(token.start, token.end);
  switch (token.type) {
    case "code":
      return { type: "code", text: token.text };
    case "mention":
      return called.take(text.slice(1)) ? { type: "mention", text } : text;
    case "link":
      return /^http/i.test(text) && URL.canParse(text)
        ? { type: "link", text, href: new URL(text).href }
        : text;
    default:
      return (token satisfies never);
  }
}

/** Adds a piece; text to the text before it. */
function add(pieces: Inline[], piece: Inline | string) {
  if (typeof piece !== "string") pieces.push(piece);
  else if (piece !== "") {
    const last = pieces.at(-1);
    if (last?.type === "text") last.text += piece;
    else pieces.push({ type: "text", text: piece });
  }
}

/** The keys of the people whom a text mentions with an `@`, each once, the first few. */
export function mentionsIn(text: string): string[] {
  return [...calledIn(text).people];
}

/** Whether a text calls everybody, as far as its author may: by `@room`, or by `@here` alone. */
export function roomCallIn(text: string): RoomCall | undefined {
  return calledIn(text).room;
}

/** Whether a message calls everybody. An edit may take that back, and adds nothing. */
export function roomCallOf(
  { text, calls }: { text: string; calls?: RoomCall | undefined },
): RoomCall | undefined {
  const now = calls && roomCallIn(text);
  return now === "room" ? calls : now;
}

function calledIn(text: string): Called {
  const called = new Called(true);
  if (text.includes("@")) collectMentions(linesOf(text), 0, called);
  return called;
}

function collectMentions(lines: string[], depth: number, called: Called): void {
  for (const { type, lines: inside } of blocksOf(lines, depth)) {
    if (type === "quote") collectMentions(inside, depth + 1, called);
    if (type !== "words") continue;
    for (const line of inside) {
      for (const { type, start, end } of tokensOf(line)) {
        if (type === "mention") called.take(line.slice(start + 1, end));
      }
    }
  }
}

/** Whether a text mentions somebody: `@ada`. */
export function mentions(text: string, name: string): boolean {
  return mentionsIn(text).includes(nameKey(name));
}

/** The keys of the people whom an entry mentions: a message, or one that was changed. */
export function mentionedBy(entry: Pick<Entry, "type"> & { text?: string }): string[] {
  const isMessage = entry.type === "said" || entry.type === "edited";
  return isMessage ? mentionsIn(entry.text ?? "") : [];
}

/** Lines that belong together. */
interface Lines {
  readonly type: "code" | "quote" | "words";
  readonly lines: string[];
}

function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

function blocksOf(lines: string[], depth: number): Lines[] {
  const known = { isUnclosed: false };
  const blocks: Lines[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    const code = codeAt(lines, at, known);
    const type = code ? "code" : QUOTED.test(line) && depth < DEPTH_MAX ? "quote" : "words";
    const last = blocks.at(-1);
    if (code !== undefined) blocks.push({ type, lines: code.lines });
    else if (type === last?.type) last.lines.push(withoutMark(line, type));
    else blocks.push({ type, lines: [withoutMark(line, type)] });
    at = code?.end ?? at + 1;
  }
  return blocks;
}

function withoutMark(line: string, type: Lines["type"]): string {
  return type === "quote" ? line.slice(line.startsWith("> ") ? 2 : 1) : line;
}

/** The code that begins at a line, and the line behind it. Without an end it goes on to the last line. */
function codeAt(
  lines: string[],
  at: number,
  known: { isUnclosed: boolean },
): { lines: string[]; end: number } | undefined {
  const line = lines[at] ?? "";
  const [whole, fence = ""] = FENCE.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const rest = line.slice(whole.length).trimEnd();
  const alone = oneLine(rest, fence);
  if (alone !== undefined) return { lines: [alone], end: at + 1 };
  if (rest.includes(fence)) return undefined;
  const isOpen = LANGUAGE.test(rest.trimStart());
  // Words behind a fence are code if it ends at all: "```let a = 1;\nlet b = 2;```". It is looked for
  // once, and for fences of one kind, so that many that never end cost no more than one.
  if (!isOpen && (fence !== "```" || known.isUnclosed)) return undefined;
  let close = at + 1;
  while (close < lines.length && !isEnd(lines[close] ?? "", fence)) close++;
  if (!isOpen && close === lines.length) {
    known.isUnclosed = true;
    return undefined;
  }
  const last = beforeFence(lines[close] ?? "", fence);
  const code = lines.slice(at + 1, close);
  if (last.trim() !== "") code.push(last);
  if (!isOpen) code.unshift(rest);
  return { lines: code, end: close + 1 };
}

/** The code of "```code```". */
function oneLine(rest: string, fence: string): string | undefined {
  const inside = beforeFence(rest, fence);
  const isCode = inside.length < rest.length && inside.trim() !== "" && !inside.includes(fence);
  return fence.startsWith("`") && isCode ? inside : undefined;
}

/** A line without the fence that it ends with. */
function beforeFence(line: string, fence: string): string {
  const trimmed = line.trimEnd();
  const size = trailing(trimmed, fence.slice(0, 1));
  return size >= fence.length ? trimmed.slice(0, trimmed.length - size) : line;
}

/** How often a line ends with a mark. */
function trailing(line: string, mark: string): number {
  let start = line.length;
  while (start > 0 && line[start - 1] === mark) start--;
  return line.length - start;
}

/** Whether a line ends a fence. Backticks may stand behind the last of the code. */
function isEnd(line: string, fence: string): boolean {
  const before = beforeFence(line, fence);
  if (before === line) return false;
  return fence.startsWith("`") ? !before.includes("```") : before.trim() === "";
}
