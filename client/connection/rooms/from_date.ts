/**
 * What was said in a room from a date on.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { AnswerTo, Question } from "../conversation.ts";

type HistoryQuestion = Extract<Question, { type: "history" }>;

/** Entries that are asked for at once: some of them are edits and reactions. */
const PIECE = 50;
/** Pieces that are asked for. Somebody who waits for more would see nothing happen. */
const PIECES_MAX = 20;

/** The beginning of a day here, written as `2026-11-30`, in milliseconds; `undefined` if it is none. */
export function startOfDate(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const isOne = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return isOne ? date.getTime() : undefined;
}

/** What is looked for, with the days of `before:` and `after:` as they begin here. */
export function withLocalDays(q: string): string {
  return q.replaceAll(/(?<!\S)(before|after):(\d{4}-\d\d-\d\d)(?!\S)/gi, (all, operator, date) => {
    const at = startOfDate(date);
    return at === undefined ? all : `${operator}:${new Date(at).toISOString().slice(0, 16)}Z`;
  });
}

/**
 * The first message from a time on that is still there; `undefined` when there is none. Rejects as the
 * question does.
 */
export async function firstSaidFrom(
  room: string,
  at: number,
  ask: (question: HistoryQuestion) => Promise<AnswerTo<HistoryQuestion>>,
): Promise<Said | undefined> {
  let question: HistoryQuestion = { type: "history", room, at: Math.max(0, at), limit: PIECE };
  for (let pieces = 0; pieces < PIECES_MAX; pieces++) {
    const { entries, more } = await ask(question);
    const said = entries.find((entry): entry is Said =>
      entry.type === "said" && !entry.deleted && !entry.blocked
    );
    const after = entries.at(-1)?.seq;
    if (said || !more || after === undefined) return said;
    question = { type: "history", room, after, limit: PIECE };
  }
}
