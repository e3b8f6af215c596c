/**
 * What the lines of a message are: code between fences, quotes, or words. Fences are read as people
 * write them, and each line is looked at a fixed number of times. The server, the page and the terminal
 * use it alike.
 *
 * @module
 */

/** Quotes inside quotes up to here. What is deeper is text. */
export const DEPTH_MAX = 4;

const LINE_END = /\r\n?|\n/;
const QUOTED = /^>(?: |$)/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** What may stand behind a fence that code begins below. */
const LANGUAGE = /^[\p{L}\p{N}_+#.-]*$/u;

/** Lines that belong together. */
export interface Lines {
  readonly type: "code" | "quote" | "words";
  readonly lines: string[];
}

export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

export function blocksOf(lines: string[], depth: number): Lines[] {
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
