// @ts-check
/** @import { Lines } from "./blocks.js" */
/** @import { Token } from "./tokens.js" */

/**
 * What the marks in a message mean: a small part of Markdown, read into a tree. It is never HTML,
 * and what is not understood stays as it was written.
 *
 * It also tells who is called: the people whose `@name` is drawn as a call, so neither in code nor in an
 * address. hub/mention.ts counts the same ones, which tests/support/calls.ts holds both to.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";
import { blocksOf, linesOf } from "./blocks.js";
import { pairsOf, tokensOf } from "./tokens.js";

/**
 * @typedef {{ type: "text" | "code" | "mention", text: string }
 *   | { type: "link", text: string, href: string }
 *   | { type: "bold" | "italic", inside: Inline[] }} Inline
 */

/**
 * @typedef {{ type: "paragraph", inside: Inline[] }
 *   | { type: "quote", inside: Block[] }
 *   | { type: "code", text: string }} Block
 */

/** How many people one message can call. The server counts no more, so no more are drawn. */
const CALLED_MAX = 5;

/** Up to eight emoji and nothing else. */
const EMOJI_ONLY = /^(?:\s*\p{RGI_Emoji}){1,8}\s*$/v;
/** Longer is no handful of emoji, and need not be looked at. */
const EMOJI_UNITS_MAX = 120;

/** @param {string} text */
export function isEmojiOnly(text) {
  return text.length <= EMOJI_UNITS_MAX && EMOJI_ONLY.test(text);
}

/**
 * What is left of a text when its marks are only meant: for where it is told in passing.
 *
 * @param {string} text
 */
export function plainWords(text) {
  return wordsIn(parseMarkup(text), "\n");
}

/**
 * @param {(Block | Inline)[]} pieces
 * @param {string} between
 * @returns {string}
 */
function wordsIn(pieces, between) {
  return pieces.map((piece) =>
    "text" in piece ? piece.text : wordsIn(piece.inside, piece.type === "quote" ? "\n" : "")
  ).join(between);
}

/**
 * @param {string} text
 * @param {Set<string>} [called] where to put the keys of those whom it calls
 * @returns {Block[]}
 */
export function parseMarkup(text, called = new Set()) {
  return parseLines(linesOf(text), 0, called);
}

/**
 * @param {string[]} lines
 * @param {number} depth
 * @param {Set<string>} called
 * @returns {Block[]}
 */
function parseLines(lines, depth, called) {
  return blocksOf(lines, depth).map((block) => blockOf(block, depth, called))
    .filter((block) => block.type !== "paragraph" || block.inside.length > 0);
}

/**
 * @param {Lines} block
 * @param {number} depth
 * @param {Set<string>} called
 * @returns {Block}
 */
function blockOf({ type, lines }, depth, called) {
  switch (type) {
    case "code":
      return { type, text: lines.join("\n") };
    case "quote":
      return { type, inside: parseLines(lines, depth + 1, called) };
    case "words":
      return { type: "paragraph", inside: parseWords(lines, called) };
    default:
      return /** @satisfies {never} */ (type);
  }
}

/**
 * What is in the lines of a paragraph, less the empty ones around it: what sets blocks apart is their
 * style. The first line keeps its indentation.
 *
 * @param {string[]} lines
 * @param {Set<string>} called
 */
function parseWords(lines, called) {
  const first = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findLastIndex((line) => line.trim() !== "") + 1;
  /** @type {Inline[]} */
  const pieces = [];
  if (first < 0) return pieces;
  for (let at = first; at < end; at++) {
    if (at > first) add(pieces, "\n");
    const line = lines[at] ?? "";
    parseInline(at + 1 === end ? line.trimEnd() : line, called, pieces);
  }
  return pieces;
}

/**
 * @param {string} line
 * @param {Set<string>} called
 * @param {Inline[]} pieces where to put what is in it
 */
function parseInline(line, called, pieces) {
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
      /** @type {Inline} */
      const emphasis = { type: token.mark === "**" ? "bold" : "italic", inside: [] };
      inner.push(emphasis);
      open.push(emphasis.inside);
    }
  });
  add(pieces, line.slice(end));
}

/**
 * @param {Exclude<Token, { type: "mark" }>} token
 * @param {string} line
 * @param {Set<string>} called
 * @returns {Inline | string}
 */
function pieceOf(token, line, called) {
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
      return /** @satisfies {never} */ (token);
  }
}

/**
 * @param {string} key
 * @param {Set<string>} called
 */
function isCalled(key, called) {
  if (called.size < CALLED_MAX) called.add(key);
  return called.has(key);
}

/**
 * Adds a piece; text to the text before it.
 *
 * @param {Inline[]} pieces
 * @param {Inline | string} piece
 */
function add(pieces, piece) {
  if (typeof piece !== "string") pieces.push(piece);
  else if (piece !== "") {
    const last = pieces.at(-1);
    if (last?.type === "text") last.text += piece;
    else pieces.push({ type: "text", text: piece });
  }
}

/**
 * Whether a text calls someone: `@ada`.
 *
 * @param {string} text
 * @param {string} name
 */
export function calls(text, name) {
  return calledIn(text).has(nameKey(name));
}

/**
 * The keys of the people that a text calls, the first few.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function calledIn(text) {
  /** @type {Set<string>} */
  const called = new Set();
  if (text.includes("@")) parseMarkup(text, called);
  return called;
}
