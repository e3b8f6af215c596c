/**
 * What a message says where it is told in passing: its words, as its marks are only meant. What is hidden
 * stays so.
 *
 * @module
 */
import { type Block, type Inline, parseMarkup } from "../markup.ts";

/** What stands for a spoiler where nobody asked for it, however long it is. */
export const HIDDEN = "▒▒▒▒";

/** What is left of a text when its marks are only meant: for where it is told in passing. */
export function plainWords(text: string): string {
  return parseMarkup(text).map(wordsOfBlock).join("\n");
}

function wordsOfBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return wordsOf(block.inside);
    case "quote":
      return block.inside.map(wordsOfBlock).join("\n");
    case "code":
      return block.text;
    case "list":
      return block.items.map(({ done, inside }, index) => {
        const mark = done === undefined ? bulletOf(block.start, index) : done ? "☑" : "☐";
        return `${mark} ${inside.map(wordsOfBlock).join("\n")}`;
      }).join("\n");
    case "table":
      return block.rows.map((row) => row.map(wordsOf).join(" | ")).join("\n");
    case "rule":
      return "———";
    default:
      return (block satisfies never);
  }
}

/** What stands before an item, where a list is told in letters. */
export function bulletOf(start: number | undefined, index: number): string {
  return start === undefined ? "•" : `${start + index}.`;
}

function wordsOf(pieces: readonly Inline[]): string {
  return pieces.map((piece) => {
    if (piece.type === "spoiler") return HIDDEN;
    return "text" in piece ? piece.text : wordsOf(piece.inside);
  }).join("");
}

/** What is hidden in a text, for whoever asked for it. */
export function hiddenIn(text: string): string[] {
  return parseMarkup(text).flatMap(hiddenInBlock);
}

function hiddenInBlock(block: Block): string[] {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return block.inside.flatMap(hiddenInPiece);
    case "quote":
      return block.inside.flatMap(hiddenInBlock);
    case "list":
      return block.items.flatMap(({ inside }) => inside.flatMap(hiddenInBlock));
    case "table":
      return block.rows.flatMap((row) => row.flatMap((cell) => cell.flatMap(hiddenInPiece)));
    default:
      return [];
  }
}

function hiddenInPiece(piece: Inline): string[] {
  if (!("inside" in piece)) return [];
  return piece.type === "spoiler" ? [wordsOf(piece.inside)] : piece.inside.flatMap(hiddenInPiece);
}
