/**
 * What happened to a message, in words.
 *
 * @module
 */

import { plainWords } from "../../../../protocol/markup/plain_words.ts";
import { plainText } from "../../../plain_text.ts";
import type { Line, Revision } from "../../../connection/log.ts";
import { isSame } from "../labels.ts";
import { quoted } from "../quoted.ts";
import { marked, type Paragraph, unmarked } from "./marked.ts";
import type { Style } from "./paint.ts";

/**
 * What somebody did to a message, which was `target` before.
 *
 * @param drawsMarks whether marks in a text are drawn, or stay as they are
 */
export function revised(
  revision: Revision,
  { target, you, style, drawsMarks }: {
    target: Line | undefined;
    you: string | undefined;
    style: Style;
    drawsMarks: boolean;
  },
): Paragraph[] {
  const { from } = revision;
  if (revision.type !== "edited") {
    return unmarked(`${from} ${describe(revision, target, you)}`, style);
  }
  const words = `${from} changed: `;
  if (!drawsMarks) return unmarked(words + revision.text, style);
  const text = marked(revision.text, { style });
  const [first] = text;
  if (first?.before !== "") return [...unmarked(words, style), ...text];
  first.runs.unshift({ text: plainText(words), style });
  return text;
}

function describe(
  revision: Exclude<Revision, { type: "edited" }>,
  target: Line | undefined,
  you: string | undefined,
): string {
  switch (revision.type) {
    case "deleted":
      return `deleted ${deletedWords(revision.from, target, you)}`;
    case "reacted": {
      const verb = revision.on ? "reacted" : "took back";
      return `${verb} ${revision.emoji}${target ? ` to ${quoted(wordsOf(target))}` : ""}`;
    }
    default:
      return revision satisfies never;
  }
}

/** Which message was deleted, for whoever deleted it. Others are not shown its text again. */
function deletedWords(by: string, target: Line | undefined, you: string | undefined): string {
  if (!isSame(by, you) || target?.type !== "said") return "a message";
  const words = quoted(wordsOf(target));
  return isSame(target.from, you) ? words : `what ${target.from} said: ${words}`;
}

/** What a line says in passing, if only by its files. */
export function wordsOf(line: Line): string {
  if (line.type !== "said") return line.text;
  if (line.text !== "") return plainWords(line.text);
  return (line.files ?? []).map(({ name }) => name).join(", ");
}
