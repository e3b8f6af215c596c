/**
 * What happened to a message, in words.
 *
 * @module
 */

import type { Dismissal } from "../../../../protocol.ts";
import { plainWords } from "../../../../protocol/markup/plain_words.ts";
import { plainText } from "../../../plain_text.ts";
import type { Line, Revision } from "../../../connection/log.ts";
import { isSame } from "../labels.ts";
import { quoted } from "../quoted.ts";
import { marked, type Paragraph, unmarked } from "./marked.ts";
import type { Style } from "./paint.ts";
import { say } from "../../../program/languages.ts";

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
  if (revision.type !== "edited") return unmarked(describe(revision, target, you), style);
  const words = say`${revision.from} changed: `;
  if (revision.sealed !== undefined) return unmarked(words + unreadable(), style);
  if (!drawsMarks) return unmarked(words + revision.text, style);
  const text = marked(revision.text, { style });
  const [first] = text;
  if (first?.before !== "") return [...unmarked(words, style), ...text];
  first.runs.unshift({ text: plainText(words), style });
  return text;
}

/** What stands for what does not open, in a private room. */
export function unreadable(): string {
  return say`[can't be read: it was changed on its way, or sealed by another key]`;
}

function describe(
  revision: Exclude<Revision, { type: "edited" }>,
  target: Line | undefined,
  you: string | undefined,
): string {
  const { from } = revision;
  switch (revision.type) {
    case "deleted":
      return deletion(from, target, you);
    case "reacted": {
      const { emoji, on } = revision;
      if (!target) return on ? say`${from} reacted ${emoji}` : say`${from} took back ${emoji}`;
      const words = quoted(wordsOf(target));
      return on
        ? say`${from} reacted ${emoji} to ${words}`
        : say`${from} took back ${emoji} to ${words}`;
    }
    default:
      return revision satisfies never;
  }
}

/** Which message was deleted, for whoever deleted it. Others are not shown its text again. */
function deletion(from: string, target: Line | undefined, you: string | undefined): string {
  if (!isSame(from, you) || target?.type !== "said") return say`${from} deleted a message`;
  const words = quoted(wordsOf(target));
  return isSame(target.from, you)
    ? say`${from} deleted ${words}`
    : say`${from} deleted what ${target.from} said: ${words}`;
}

/** Why we are in a room no more. */
export function dismissed(reason: Dismissal, room: string): string {
  switch (reason) {
    case "kicked":
      return say`You were removed from ${room}`;
    case "banned":
      return say`You were banned from ${room}`;
    case "uninvited":
      return say`You are not invited to ${room} any more`;
    case "closed":
      return say`${room} was closed`;
    default:
      return reason satisfies never;
  }
}

/** What a line says in passing, if only by its files. */
export function wordsOf(line: Line): string {
  if ("sealed" in line && line.sealed !== undefined) return unreadable();
  if (line.type !== "said") return line.text;
  if (line.text !== "") return plainWords(line.text);
  return (line.files ?? []).map(({ name }) => name).join(", ");
}
