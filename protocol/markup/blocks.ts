/**
 * Which lines of a message belong together: code, quotes, lists, tables, headings, rules, and words.
 * Each line is looked at once for each list and quote that it is in, of which there are a few at most.
 *
 * @module
 */
import { tokensOf } from "./tokens.ts";

/** Lines that belong together, without the marks at their beginnings. */
export type Lines =
  | { type: "code"; lines: string[]; language: string | undefined }
  | { type: "quote" | "words"; lines: string[] }
  | { type: "heading"; level: number; words: string }
  | { type: "rule" }
  | { type: "list"; start: number | undefined; items: Item[] }
  | { type: "table"; aligned: Alignment[]; lines: string[] };

/** What stands behind the mark of an item, and what is indented below it. */
export interface Item {
  /** Of a task: whether it is done. */
  readonly done: boolean | undefined;
  readonly lines: string[];
}

/** Where the words of a column stand; `undefined` as everywhere else. */
export type Alignment = "left" | "center" | "right" | undefined;

/** Lists and quotes inside each other up to here. What is deeper is text. */
const DEPTH_MAX = 6;
/** Columns of a table at most. With more it is text. */
const COLUMNS_MAX = 24;

/** A backtick, which in a string would look like the start of a template to who takes comments out. */
const TICK = "\x60";
const TICKS = TICK.repeat(3);
const QUOTED = /^>(?: |$)/;
const FENCE = /^ {0,3}(\x60{3,}|~{3,})/;
/** What may stand behind a fence that code begins below. */
const LANGUAGE = /^[\p{L}\p{N}_+#.-]*$/u;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(?=\S)/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const ITEM = /^( *)([-*+]|(\d{1,9})([.)]))(?:( {1,4})(?=\S)| *$)/;
const TASK = /^\[([ xX])\] +(?=\S)/;
/** An item is inside of another if it is indented so much more than that. */
const NESTED_BY = 2;
const DELIMITERS = /^ {0,3}[|:-][|:\- \t]*$/;
const DELIMITER = /^:?-+:?$/;

export function blocksOf(lines: readonly string[], depth: number): Lines[] {
  const known: Known = { isUnclosed: false };
  const blocks: Lines[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    const last = blocks.at(-1);
    const found = foundAt(lines, at, { depth, known, isBehind: last?.type === "words" });
    if (found !== undefined) {
      blocks.push(found.block);
      at = found.end ?? at + 1;
      continue;
    }
    const type = QUOTED.test(line) && depth < DEPTH_MAX ? "quote" : "words";
    const words = type === "quote" ? line.slice(line.startsWith("> ") ? 2 : 1) : line;
    if (last?.type === type) last.lines.push(words);
    else blocks.push({ type, lines: [words] });
    at++;
  }
  return blocks;
}

/** Lines that were found, and the line behind them, if that is not the next. */
type Found = { block: Lines; end?: number };
/** Whether a fence was found already that nothing ahead ends. */
type Known = { isUnclosed: boolean };

/** By its first letter most lines are words, and that is all that is looked at. */
function foundAt(
  lines: readonly string[],
  at: number,
  { depth, known, isBehind }: { depth: number; known: Known; isBehind: boolean },
): Found | undefined {
  const line = lines[at] ?? "";
  const first = line.trimStart()[0] ?? "";
  if (first === "") return undefined;
  if (first === TICK || first === "~") return codeAt(lines, at, known);
  const found = "#-*_".includes(first) ? lineAt(line) : undefined;
  const mayBeList = depth < DEPTH_MAX && (first <= "9" && first >= "0" || "-*+".includes(first));
  return found ?? (mayBeList ? listAt(lines, at, isBehind) : undefined) ?? tableAt(lines, at);
}

/** What is a line by itself. */
function lineAt(line: string): Found | undefined {
  if (RULE.test(line)) return { block: { type: "rule" } };
  const [mark, { length: level } = ""] = HEADING.exec(line) ?? [];
  if (mark === undefined) return undefined;
  const words = line.slice(mark.length).trimEnd();
  // Marks may close it, too.
  const bare = words.slice(0, words.length - trailing(words, "#"));
  return { block: { type: "heading", level, words: /\s$/.test(bare) ? bare.trimEnd() : words } };
}

/** The beginning of an item. */
interface Bullet {
  indent: number;
  /** Where its words begin. */
  content: number;
  /** What items of one list have in common. */
  kind: string;
  number: string | undefined;
  isEmpty: boolean;
}

function bulletOf(line: string): Bullet | undefined {
  const [all, indent = "", mark = "", number, end = "", space] = ITEM.exec(line) ?? [];
  if (all === undefined || RULE.test(line)) return undefined;
  const isEmpty = space === undefined;
  const content = indent.length + mark.length + (isEmpty ? 1 : space.length);
  return { indent: indent.length, content, kind: end || mark, number, isEmpty };
}

/**
 * The list that begins at a line, behind words or not. Words below an item belong to it if they are indented, as lines
 * break where they were written to; what is not ends the list.
 */
function listAt(lines: readonly string[], at: number, isBehind: boolean): Found | undefined {
  const first = bulletOf(spaced(lines[at] ?? ""));
  if (first === undefined || first.isEmpty || first.indent > 3) return undefined;
  // "I was born in\n1980. It was cold": only a first item begins a list behind words.
  const isFirst = first.number === undefined || Number(first.number) === 1;
  if (isBehind && !isFirst && lines[at - 1]?.trim() !== "") return undefined;
  const items: string[][] = [];
  let bullet = first;
  /** By how much lines below an item are indented, as far as the first of them is. */
  let inset: number | undefined;
  let end = at;
  while (end < lines.length) {
    const next = nextWritten(lines, end);
    const line = spaced(lines[next] ?? "");
    const indent = line.length - line.trimStart().length;
    const found = indent < bullet.indent + NESTED_BY ? bulletOf(line) : undefined;
    const isInside = indent >= bullet.indent + NESTED_BY && items.length > 0;
    if (line.trim() === "" || !isInside && found?.kind !== first.kind) break;
    if (found !== undefined) {
      bullet = found;
      inset = undefined;
      items.push([line.slice(found.content)]);
    } else {
      inset ??= Math.min(indent, bullet.content);
      items.at(-1)?.push(...lines.slice(end, next), line.slice(Math.min(indent, inset)));
    }
    end = next + 1;
  }
  const start = first.number === undefined ? undefined : Number(first.number);
  return { block: { type: "list", start, items: items.map(itemOf) }, end };
}

function itemOf(lines: string[]): Item {
  const [first = "", ...rest] = lines;
  const [task, mark] = TASK.exec(first) ?? [];
  if (task === undefined) return { done: undefined, lines };
  return { done: mark !== " ", lines: [first.slice(task.length), ...rest] };
}

/** The next line with anything in it, or the end. */
function nextWritten(lines: readonly string[], from: number) {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === "") at++;
  return at;
}

/** A line that begins with spaces in the place of tabs. */
function spaced(line: string) {
  return /^ *\t/.test(line) ? line.replace(/^[ \t]+/, (s) => s.replaceAll("\t", "    ")) : line;
}

/** The table whose head a line is, if what is below it says so. */
function tableAt(lines: readonly string[], at: number): Found | undefined {
  const [head = "", below = ""] = [lines[at], lines[at + 1]];
  if (!below.includes("-") || !DELIMITERS.test(below)) return undefined;
  if (!below.includes("|") || !head.includes("|")) return undefined;
  const delimiters = below.trim().replace(/^\|/, "").replace(/\|$/, "").split("|");
  const columns = rangesOf(head, tokensOf(head, { isRow: true })).length;
  const aligned = delimiters.map(alignmentOf);
  if (aligned.length !== columns || columns > COLUMNS_MAX || aligned.includes("none")) {
    return undefined;
  }
  let end = at + 2;
  while (end < lines.length && isRow(lines[end] ?? "")) end++;
  const rows = [head, ...lines.slice(at + 2, end)];
  const known = aligned.map((one) => one === "none" ? undefined : one);
  return { block: { type: "table", aligned: known, lines: rows }, end };
}

function isRow(line: string) {
  return line.includes("|") && !QUOTED.test(line) && !FENCE.test(line);
}

function alignmentOf(delimiter: string): Alignment | "none" {
  const mark = delimiter.trim();
  if (!DELIMITER.test(mark)) return "none";
  if (mark.endsWith(":")) return mark.startsWith(":") ? "center" : "right";
  return mark.startsWith(":") ? "left" : undefined;
}

/**
 * From where to where the cells of a row go, without the spaces around their words.
 *
 * @param columns the last of so many goes to the end of the line
 */
export function rangesOf(
  line: string,
  tokens: readonly { type: string; start: number; end: number }[],
  columns = Infinity,
): [from: number, to: number][] {
  let from = line.length - line.trimStart().length;
  let last = line.trimEnd().length;
  const lines = tokens.filter(({ type }) => type === "cell");
  // A line at either end of a row sets nothing apart.
  if (lines[0]?.start === from) from = lines.shift()?.end ?? from;
  if (lines.at(-1)?.end === last) last = lines.pop()?.start ?? last;
  const ranges: [number, number][] = [];
  for (const { start, end } of lines.slice(0, columns - 1)) {
    ranges.push([from, start]);
    from = end;
  }
  ranges.push([from, last]);
  return ranges.map(([from, to]) => {
    const cell = line.slice(from, to);
    const begin = from + cell.length - cell.trimStart().length;
    return [begin, Math.max(begin, from + cell.trimEnd().length)];
  });
}

/** The code that begins at a line. Without an end it goes on to the last line. */
function codeAt(
  lines: readonly string[],
  at: number,
  known: Known,
): Found | undefined {
  const line = lines[at] ?? "";
  const [whole, fence = ""] = FENCE.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const rest = line.slice(whole.length).trimEnd();
  const alone = oneLine(rest, fence);
  if (alone !== undefined) return { block: { type: "code", lines: [alone], language: undefined } };
  if (rest.includes(fence)) return undefined;
  const info = rest.trimStart();
  const isOpen = LANGUAGE.test(info);
  // Words behind a fence are code if it ends at all: "```let a = 1;\nlet b = 2;```". It is looked for
  // once, and for fences of one kind, so that many that never end cost no more than one.
  if (!isOpen && (fence !== TICKS || known.isUnclosed)) return undefined;
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
  const language = isOpen && info !== "" ? info : undefined;
  return { block: { type: "code", lines: code, language }, end: close + 1 };
}

/** The code of "```code```". */
function oneLine(rest: string, fence: string): string | undefined {
  const inside = beforeFence(rest, fence);
  const isCode = inside.length < rest.length && inside.trim() !== "" && !inside.includes(fence);
  return fence.startsWith(TICK) && isCode ? inside : undefined;
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
  return fence.startsWith(TICK) ? !before.includes(TICKS) : before.trim() === "";
}
