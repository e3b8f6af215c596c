/**
 * Who is called in one line of a message, as the page draws it: nobody in code or in an address. One
 * pass from left to right, so the work grows with the length of the line, whatever is in it.
 * static/page/tokens.js finds the same calls for the page and the terminal.
 *
 * @module
 */
import { LIMITS } from "../../protocol.ts";

/** Where something may begin that holds or is a call; an address is known by the colon in it. */
const SPECIAL = /[`@_:]/g;

/** More backticks than this are text. */
const TICKS_MAX = 4;
const NAME = /[\p{L}\p{M}\p{N}_-]+/uy;
const WORD = /^[\p{L}\p{M}\p{N}]/u;
/** Scripts that are written without spaces: `谢谢@ada` calls, while `a@ada` is an address. */
const UNSPACED =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const DOMAIN = /\.[a-z0-9]/iy;
const ADDRESS_END =
  /[\s<>"«»\u061c‘-‟‥…‹›、-〃〈-】〔-〟！（），．：；？［］｛｝～-､\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const SCHEME_LETTER = /[a-z0-9+.-]/i;
const TRAILING = ".,;:!?'*_~،؛؟۔।";

/** The names that a line calls, as they are written in it. */
export function callsIn(line: string): string[] {
  const names: string[] = [];
  const unclosed = new Set<string>();
  let isUnderscored = false;
  for (let at = nextSpecial(line, 0); at < line.length; at = nextSpecial(line, at)) {
    let end: number | undefined;
    switch (line[at]) {
      case "`":
        end = codeEnd(line, at, unclosed);
        break;
      case ":":
        end = addressEnd(line, at);
        break;
      case "_":
        isUnderscored = underscoreAfter(line, at, isUnderscored);
        break;
      default:
        end = callEnd(line, at, isUnderscored);
        if (end !== undefined) names.push(line.slice(at + 1, end));
    }
    at = end ?? runEnd(line, at);
  }
  return names;
}

function nextSpecial(line: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(line)?.index ?? line.length;
}

/** Where the run of the character at a place ends. */
function runEnd(line: string, at: number): number {
  let end = at + 1;
  while (end < line.length && line[end] === line[at]) end++;
  return end;
}

/** Code ends with the next run of as many backticks. */
function codeEnd(line: string, at: number, unclosed: Set<string>): number | undefined {
  const from = runEnd(line, at);
  const ticks = line.slice(at, from);
  if (ticks.length > TICKS_MAX || unclosed.has(ticks)) return undefined;
  const run = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
  run.lastIndex = from;
  if (run.test(line)) return run.lastIndex;
  // Without an end ahead there is none for those behind it, either: it is looked for once a length.
  unclosed.add(ticks);
}

/** Where the address ends that a colon is in, of whatever scheme. */
function addressEnd(line: string, colon: number): number | undefined {
  const isAddress = line.startsWith("://", colon) && SCHEME_LETTER.test(line[colon - 1] ?? "");
  if (!isAddress) return undefined;
  const from = colon + 3;
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

/** A call stands alone: `@ada`, not `ada@example.org`, `@@ada` or `@ada@example.org`. */
function callEnd(line: string, at: number, isUnderscored: boolean): number | undefined {
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
  return isAddress ? undefined : end;
}

/** The code point before a place; "" at the beginning. */
function letterBefore(line: string, at: number): string {
  return [...line.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
}

/** Whether italics are open after an underscore, which it begins or ends at the edge of a word. */
function underscoreAfter(line: string, at: number, isUnderscored: boolean): boolean {
  const end = runEnd(line, at);
  if (end - at > 1) return isUnderscored;
  const before = letterBefore(line, at);
  const after = line.slice(end, end + 2);
  if (isUnderscored) return !(/\S$/.test(before) && !WORD.test(after));
  return /^\S/.test(after) && !WORD.test(before);
}
