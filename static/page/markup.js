// @ts-check
/**
 * What the marks in a message mean: a small part of Markdown, read into a tree. It is never HTML,
 * and what is not understood stays as it was written.
 *
 * @module
 */

import { MENTION } from "./mention.js";

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

/** Quotes inside quotes, and bold inside italic, up to here. What is deeper is text. */
const DEPTH_MAX = 4;

const FENCE = /^```[\p{L}\p{N}+#.-]*$/u;
const QUOTED = /^>(?: |$)/;

/** What a line may hold besides words, in the order in which it is looked for. */
const MARKS = new RegExp(
  [
    /`(?<code>[^`\n]+)`/u,
    // Without the marks that turn what follows around: an address must not look like another.
    /(?<link>https?:\/\/[^\s<>"\u200e\u200f\u202a-\u202e\u2066-\u2069]+)/u,
    /\*\*(?=[^\s*])(?<bold>[^\n]*?[^\s*])\*\*/u,
    /(?<![\p{L}\p{N}*])\*(?=[^\s*])(?<starred>[^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}_])_(?=[^\s_])(?<underlined>[^_\n]*[^\s_])_(?![\p{L}\p{N}_])/u,
    new RegExp(`(?<mention>${MENTION.source})`),
  ].map(({ source }) => source).join("|"),
  "gu",
);

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
 * @param {number} [depth]
 * @returns {Block[]}
 */
export function parseMarkup(text, depth = 0) {
  const lines = text.split("\n");
  /** @type {Block[]} */
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    const end = blockEnd(lines, at, depth);
    const block = blockOf(lines.slice(at, end), depth);
    if (block.type !== "paragraph" || block.inside.length > 0) blocks.push(block);
    at = end;
  }
  return blocks;
}

/**
 * Where the block ends that begins at a line.
 *
 * @param {string[]} lines
 * @param {number} at
 * @param {number} depth
 */
function blockEnd(lines, at, depth) {
  const kind = kindOf(lines[at], depth);
  if (kind === "fence") {
    const close = lines.indexOf("```", at + 1);
    return close < 0 ? lines.length : close + 1;
  }
  const next = lines.findIndex((line, index) => index > at && kindOf(line, depth) !== kind);
  return next < 0 ? lines.length : next;
}

/**
 * @param {string[]} lines
 * @param {number} depth
 * @returns {Block}
 */
function blockOf(lines, depth) {
  const kind = kindOf(lines[0], depth);
  switch (kind) {
    case "fence": {
      const end = lines.length > 1 && lines.at(-1) === "```" ? -1 : undefined;
      return { type: "code", text: lines.slice(1, end).join("\n") };
    }
    case "quote": {
      const quoted = lines.map((line) => line.replace(/^> ?/, "")).join("\n");
      return { type: "quote", inside: parseMarkup(quoted, depth + 1) };
    }
    case "words":
      // What sets blocks apart is their style.
      return { type: "paragraph", inside: parseInline(lines.join("\n").trim(), depth) };
    default:
      return /** @satisfies {never} */ (kind);
  }
}

/**
 * @param {string | undefined} line
 * @param {number} depth
 * @returns {"fence" | "quote" | "words"}
 */
function kindOf(line = "", depth) {
  if (FENCE.test(line)) return "fence";
  return QUOTED.test(line) && depth < DEPTH_MAX ? "quote" : "words";
}

/**
 * @param {string} text
 * @param {number} depth
 * @returns {Inline[]}
 */
function parseInline(text, depth) {
  /** @type {Inline[]} */
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const piece = pieceOf(match, depth);
    if (piece === undefined) continue;
    if (match.index > end) pieces.push({ type: "text", text: text.slice(end, match.index) });
    pieces.push(piece);
    end = match.index + (piece.type === "link" ? piece.text.length : match[0].length);
  }
  if (end < text.length) pieces.push({ type: "text", text: text.slice(end) });
  return pieces;
}

/**
 * @param {RegExpExecArray} match
 * @param {number} depth
 * @returns {Inline | undefined}
 */
function pieceOf({ groups = {} }, depth) {
  const { code, link, bold, starred, underlined, mention } = groups;
  const italic = starred ?? underlined;
  if (code !== undefined) return { type: "code", text: code };
  if (mention !== undefined) return { type: "mention", text: mention };
  if (link !== undefined) return linkOf(link);
  if (depth >= DEPTH_MAX) return undefined;
  if (bold !== undefined) return { type: "bold", inside: parseInline(bold, depth + 1) };
  if (italic !== undefined) return { type: "italic", inside: parseInline(italic, depth + 1) };
}

/**
 * A link without the punctuation of the sentence that it stands in.
 *
 * @param {string} address
 * @returns {Inline | undefined}
 */
function linkOf(address) {
  let text = address.replace(/[.,;:!?'*_~、。，！？；：」』）】》]+$/u, "");
  while (/[)\]}]$/.test(text) && !isBalanced(text)) text = text.slice(0, -1);
  if (!URL.canParse(text)) return undefined;
  const { href, protocol } = new URL(text);
  return protocol === "http:" || protocol === "https:" ? { type: "link", text, href } : undefined;
}

/** Whether each bracket that ends has begun. @param {string} text */
function isBalanced(text) {
  const count = (/** @type {RegExp} */ brackets) => text.match(brackets)?.length ?? 0;
  return count(/[([{]/g) >= count(/[)\]}]/g);
}
