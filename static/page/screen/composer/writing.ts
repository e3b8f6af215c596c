/**
 * What keys do to what is being written: they mark it, and go on with lists. Each gives the text that
 * stands in the place of a part, and what is selected then.
 *
 * @module
 */

/** What is written, and which part of it is selected. */
export interface Written {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Puts a text in the place of what is from `from` to `to`, and selects a part. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const ITEM = /^( *)([-*+]|(\d{1,9})([.)])) (\[[ xX]\] )?/;
const FENCE = /^ {0,3}(\x60{3,}|~{3,})/;
const ADDRESS = /^https?:\/\/\S+$/i;
/** How far an item is put in or out. */
const STEP = "  ";

/** Puts marks around what is selected, or takes them away. */
export function marked({ text, start, end }: Written, mark: string): Edit {
  const chosen = text.slice(start, end);
  const from = start + chosen.length - chosen.trimStart().length;
  const to = Math.max(from, start + chosen.trimEnd().length);
  const words = text.slice(from, to);
  const size = mark.length;
  const isMarked = isAround(text, from, to, mark);
  if (isMarked) {
    return {
      from: from - size,
      to: to + size,
      text: words,
      ...selected(from - size, words.length),
    };
  }
  return { from, to, text: mark + words + mark, ...selected(from + size, words.length) };
}

/** Whether a mark is around a part, and not a longer one: one star is not around **bold**. */
function isAround(text: string, from: number, to: number, mark: string): boolean {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const letter = mark.slice(0, 1);
  const sizes = [
    before.length - before.replace(new RegExp(`\\${letter}+$`), "").length,
    after.length - after.replace(new RegExp(`^\\${letter}+`), "").length,
  ];
  return before.endsWith(mark) && after.startsWith(mark) &&
    sizes.every((size) => size === mark.length || size === 3);
}

function selected(start: number, length: number) {
  return { start, end: start + length };
}

/** Makes a link of what is selected: without an address, that is what is written next. */
export function linked({ text, start, end }: Written, address = ""): Edit {
  const words = text.slice(start, end);
  const made = ADDRESS.test(words) ? `[](${words})` : `[${words}](${address})`;
  const caret = ADDRESS.test(words) ? start + 1 : start + made.length - (address === "" ? 1 : 0);
  return { from: start, to: end, text: made, start: caret, end: caret };
}

/** The address that is to make a link of what is selected, if a text that is pasted is one. */
export function addressFor({ text, start, end }: Written, pasted: string): string | undefined {
  const words = text.slice(start, end);
  const isName = words.trim() !== "" && !/[\n[\]]/.test(words) && !ADDRESS.test(words.trim());
  const address = pasted.trim();
  return isName && ADDRESS.test(address) ? address : undefined;
}

/** Goes on with the list that one writes in, or ends it where an item is empty; `undefined` elsewhere. */
export function nextItem({ text, start, end }: Written): Edit | undefined {
  const [from, to] = lineAround(text, start);
  const [whole, indent = "", mark = "", number, dot = "", task] = ITEM.exec(text.slice(from, to)) ??
    [];
  if (whole === undefined || start !== end || start < from + whole.length) return undefined;
  if (text.slice(from + whole.length, to).trim() === "") {
    return { from, to, text: "", start: from, end: from };
  }
  const bullet = number === undefined ? mark : `${Number(number) + 1}${dot}`;
  const next = `\n${indent}${bullet} ${task === undefined ? "" : "[ ] "}`;
  return { from: start, to: end, text: next, ...selected(start + next.length, 0) };
}

/** Puts the item that one writes in further in, or out; `undefined` where there is none. */
export function indented({ text, start, end }: Written, isOut: boolean): Edit | undefined {
  const [from, to] = lineAround(text, start);
  const [whole, indent = ""] = ITEM.exec(text.slice(from, to)) ?? [];
  if (whole === undefined || end > to || isOut && indent === "") return undefined;
  const changed = isOut ? indent.slice(STEP.length) : indent + STEP;
  const by = changed.length - indent.length;
  const [newStart, newEnd] = [start, end].map((place) => Math.max(from, place + by)) as [
    number,
    number,
  ];
  return { from, to: from + indent.length, text: changed, start: newStart, end: newEnd };
}

/** Whether one writes in a block of code that is not ended yet. */
export function isInCode({ text, start }: Written): boolean {
  let open = "";
  for (const line of text.slice(0, start).split("\n")) {
    const fence = FENCE.exec(line)?.[1] ?? "";
    if (open === "") open = line.trimEnd().indexOf(fence, fence.length) > 0 ? "" : fence;
    else if (fence.startsWith(open) && line.trim() === fence) open = "";
  }
  return open !== "";
}

function lineAround(text: string, at: number): [from: number, to: number] {
  const to = text.indexOf("\n", at);
  return [text.lastIndexOf("\n", at - 1) + 1, to < 0 ? text.length : to];
}
