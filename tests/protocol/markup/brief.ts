/**
 * What is read from a text, in few letters.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { parseMarkup } from "../../../protocol/markup.ts";

type Block = ReturnType<typeof parseMarkup>[number];
type Inline = Extract<Block, { type: "paragraph" }>["inside"][number];

/**
 * A tree in few letters: `b(bold) i(italic) s(struck out) c(code) @(name) a(address) h(hidden)`,
 * `l(name>address)`; `q[quote] p[code block] h1[heading] u[item][item] o7[item] t[cell/cell][cell]`.
 */
export function brief(blocks: Block[]): string {
  return blocks.map((block) => {
    switch (block.type) {
      case "code":
        return `p[${block.text}]`;
      case "quote":
        return `q[${brief(block.inside)}]`;
      case "paragraph":
        return all(block.inside);
      case "heading":
        return `h${block.level}[${all(block.inside)}]`;
      case "rule":
        return "---";
      case "list": {
        const marks: Record<string, string> = { true: "x:", false: "o:" };
        const items = block.items.map(({ done, inside }) =>
          `[${marks[String(done)] ?? ""}${brief(inside)}]`
        );
        return (block.start === undefined ? "u" : `o${block.start}`) + items.join("");
      }
      case "table":
        return `t${block.rows.map((row) => `[${row.map(all).join("/")}]`).join("")}`;
      default:
        return block satisfies never;
    }
  }).join("|");
}

function all(pieces: Inline[]): string {
  return pieces.map(inline).join("");
}

function inline(piece: Inline): string {
  switch (piece.type) {
    case "text":
      return piece.text;
    case "code":
      return `c(${piece.text})`;
    case "mention":
      return `@(${piece.text})`;
    case "link":
      return piece.isNamed ? `l(${all(piece.inside)}>${piece.href})` : `a(${all(piece.inside)})`;
    case "bold":
      return `b(${all(piece.inside)})`;
    case "italic":
      return `i(${all(piece.inside)})`;
    case "strike":
      return `s(${all(piece.inside)})`;
    case "spoiler":
      return `h(${all(piece.inside)})`;
    default:
      return piece satisfies never;
  }
}

/** Each case shows what is read from a text. */
export function reads(cases: [string, string][]): void {
  for (const [text, expected] of cases) assertEquals(brief(parseMarkup(text)), expected, text);
}
