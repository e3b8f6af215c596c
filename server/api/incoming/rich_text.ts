/**
 * Slack's rich text: sections, lists, quotes and code, in our markup.
 *
 * @module
 */
import type { Fields } from "../../../protocol/field.ts";
import { at, bold, lineAt, lines, linked, objectsAt, textAt } from "./json.ts";

/** Lists in lists, and the like, up to here. */
const DEPTH_MAX = 4;
/** Code units of an emoji's code points: the longest of Unicode's, a family or a flag, has some 60. */
const EMOJI_MAX_LENGTH = 100;

export function richText(elements: readonly Fields[], depth = 0): string {
  if (depth > DEPTH_MAX) return "…";
  return lines(...elements.map((element) => partText(element, depth)));
}

function partText(part: Fields, depth: number): string {
  const inside = objectsAt(part, "elements");
  switch (textAt(part, "type")) {
    case "rich_text_list":
      return lines(...inside.map((item, i) => listItem(part, item, i, depth)));
    case "rich_text_quote":
      return words(inside).split("\n").map((line) => `> ${line}`).join("\n");
    case "rich_text_preformatted":
      return `\`\`\`\n${words(inside).replaceAll("```", "'''")}\n\`\`\``;
    case "rich_text_section":
      return words(inside);
    default:
      // It may stand by itself, or be newer than we are.
      return inside.length > 0 ? richText(inside, depth + 1) : wordText(part);
  }
}

function listItem(list: Fields, item: Fields, i: number, depth: number): string {
  const indent = "  ".repeat(Math.max(0, Math.min(Number(at(list, "indent")) || 0, DEPTH_MAX)));
  const mark = textAt(list, "style") === "ordered" ? `${i + 1}.` : "•";
  return `${indent}${mark} ${richText([item], depth + 1)}`;
}

function words(elements: readonly Fields[]): string {
  return elements.map(wordText).join("");
}

function wordText(word: Fields): string {
  const { text = "" } = word;
  const plain = typeof text === "string" ? text : "";
  switch (textAt(word, "type")) {
    case "text":
      return styled(plain, word);
    case "link":
      return linked(plain, textAt(word, "url")) || textAt(word, "url");
    case "emoji":
      return emojiText(word);
    case "user":
      return `@${lineAt(word, "user_id")}`;
    case "usergroup":
      return `@${lineAt(word, "usergroup_id")}`;
    case "channel":
      return `#${lineAt(word, "channel_id")}`;
    case "broadcast":
      return `@${lineAt(word, "range")}`;
    case "date":
      return lineAt(word, "fallback") || lineAt(word, "timestamp");
    case "color":
      return lineAt(word, "value");
    default:
      return plain || `[${lineAt(word, "type").replaceAll("_", " ") || "something"}]`;
  }
}

/** Marks stand close to words, or they are none. */
function styled(text: string, word: Fields): string {
  // No pattern: one for all three parts looks at a long gap again from each space in it.
  const inside = text.trim();
  if (inside === "") return text;
  const start = text.length - text.trimStart().length;
  const before = text.slice(0, start);
  const after = text.slice(start + inside.length);
  const isCode = at(word, "style", "code") === true && !inside.includes("`");
  const isBold = at(word, "style", "bold") === true;
  const isItalic = at(word, "style", "italic") === true;
  const marked = isCode
    ? `\`${inside}\``
    : isBold
    ? bold(inside)
    : isItalic
    ? `_${inside}_`
    : inside;
  return before + marked + after;
}

/** The emoji of its code points, such as `1f44d-1f3fd`; otherwise its name. */
function emojiText(word: Fields): string {
  const unicode = textAt(word, "unicode").slice(0, EMOJI_MAX_LENGTH);
  const codes = unicode.split("-").map((code) => parseInt(code, 16));
  const isEmoji = codes.every((code) => code > 0 && code <= 0x10ffff);
  return isEmoji ? String.fromCodePoint(...codes) : `:${lineAt(word, "name")}:`;
}
