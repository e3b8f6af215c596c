/**
 * What the marks in a message mean: a small part of Markdown, read into a tree. It is never HTML,
 * and what is not understood stays as it was written.
 *
 * It also tells who is called: the people whose `@name` is drawn as a call, so neither in code nor in an
 * address. hub/mention.ts counts the same ones, which tests/support/calls.ts holds both to.
 *
 * @module
 */

import type { Lines } from "../../protocol/blocks.ts";
import type { Token } from "./tokens.ts";
import { nameKey } from "../../client/connection/names.ts";
import { blocksOf, linesOf } from "../../protocol/blocks.ts";
import { pairsOf, tokensOf } from "./tokens.ts";

export type Inline =
  | { type: "text" | "code" | "mention"; text: string }
  | { type: "link"; text: string; href: string }
  | { type: "bold" | "italic"; inside: Inline[] };

export type Block =
  | { type: "paragraph"; inside: Inline[] }
  | { type: "quote"; inside: Block[] }
  | { type: "code"; text: string };

/** How many people one message can call. The server counts no more, so no more are drawn. */
const CALLED_MAX = 5;

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

/** @param called where to put the keys of those whom it calls */
export function parseMarkup(text: string, called: Set<string> = new Set()): Block[] {
  return parseLines(linesOf(text), 0, called);
}

function parseLines(lines: string[], depth: number, called: Set<string>): Block[] {
  return blocksOf(lines, depth).map((block) => blockOf(block, depth, called))
    .filter((block) => block.type !== "paragraph" || block.inside.length > 0);
}

function blockOf({ type, lines }: Lines, depth: number, called: Set<string>): Block {
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
function parseWords(lines: string[], called: Set<string>) {
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
function parseInline(line: string, called: Set<string>, pieces: Inline[]) {
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
      const emphasis: Inline = { type: token.mark === "**" ? "bold" : "italic", inside: [] };
      inner.push(emphasis);
      open.push(emphasis.inside);
    }
  });
  add(pieces, line.slice(end));
}

function pieceOf(
  token: Exclude<Token, { type: "mark" }>,
  line: string,
  called: Set<string>,
): Inline | string {
  const text = line.slice(token.start, token.end);
  switch (token.type) {
    case "code":
      return { type: "code", text: token.text };
    case "call":
      return isCalled(nameKey(text.slice(1)), called) ? { type: "mention", text } : text;
    case "link":
      return /^http/i.test(text) && URL.canParse(text)
        ? { type: "link", text, href: new URL(text).href }
        : text;
    default:
      return (token satisfies never);
  }
}

function isCalled(key: string, called: Set<string>) {
  if (called.size < CALLED_MAX) called.add(key);
  return called.has(key);
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

/** Whether a text calls someone: `@ada`. */
export function calls(text: string, name: string): boolean {
  return calledIn(text).has(nameKey(name));
}

/** The keys of the people that a text calls, the first few. */
export function calledIn(text: string): Set<string> {
  const called: Set<string> = new Set();
  if (text.includes("@")) parseMarkup(text, called);
  return called;
}
