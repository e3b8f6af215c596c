/**
 * What was said before, fetched from the server as it is wanted.
 *
 * @module
 */

import type { Entry, Said } from "../../../../protocol.ts";
import type { AnswerTo, Question } from "../../../../client/connection/conversation.ts";
import { type Reader, type ReaderPast, Stretch } from "./reader.ts";

/** How much is fetched at once. */
export const PIECE = 100;

/** How much before a message that someone wants to see is fetched with it. */
const AROUND = 30;

export type HistoryQuestion = Extract<Question, { type: "history" }>;

export type Piece = { entries: Entry[]; more: boolean };

/** One piece at a time: who scrolls asks again with every movement. */
export class Past implements ReaderPast {
  #ask;
  #isBusy = false;

  constructor(ask: (question: HistoryQuestion) => Promise<AnswerTo<HistoryQuestion>>) {
    this.#ask = ask;
  }

  /** Gives a reader older entries. Says whether there are any now. */
  async older(reader: Reader): Promise<boolean> {
    const { room, stretch } = reader;
    const { first: before } = stretch;
    const piece = await this.#fetch({ type: "history", room: room.name, before, limit: PIECE });
    if (piece === undefined || stretch !== reader.stretch) return false;
    // It may have lost its beginning meanwhile, as the newest came.
    const older = piece.entries.filter(({ seq }) => seq < stretch.first);
    const isNext = older.at(-1)?.seq === stretch.first - 1;
    if (isNext) stretch.prepend(older);
    if (!piece.more) room.first = Math.max(room.first, stretch.first);
    return isNext || !piece.more;
  }

  /** Gives a reader newer entries, at the cost of the oldest. Says whether there are any now. */
  async newer(reader: Reader): Promise<boolean> {
    const { room, stretch } = reader;
    const { last: after } = stretch;
    const piece = await this.#fetch({ type: "history", room: room.name, after, limit: PIECE });
    if (piece?.entries[0]?.seq !== stretch.last + 1 || stretch !== reader.stretch) return false;
    stretch.append(piece.entries);
    return true;
  }

  /**
   * Puts a reader before a message, if it can be had. Somebody waits for it, whatever else is on its way.
   */
  async goTo(reader: Reader, seq: number): Promise<boolean> {
    const { room: { name: room } } = reader;
    const after = Math.max(0, seq - AROUND);
    const piece = await this.#try({ type: "history", room, after, limit: PIECE });
    const [first] = piece?.entries ?? [];
    if (piece === undefined || first === undefined) return false;
    reader.stretch = new Stretch(first.seq - 1);
    reader.stretch.append(piece.entries);
    return true;
  }

  /** The message of a number. */
  async message(room: string, seq: number): Promise<Said | undefined> {
    const piece = await this.#try({ type: "history", room, before: seq + 1, limit: 1 });
    const [entry] = piece?.entries ?? [];
    return entry?.type === "said" && entry.seq === seq ? entry : undefined;
  }

  async #fetch(question: HistoryQuestion): Promise<Piece | undefined> {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    try {
      return await this.#try(question);
    } finally {
      this.#isBusy = false;
    }
  }

  async #try(question: HistoryQuestion) {
    try {
      return await this.#ask(question);
    } catch {
      // Not connected now, or no right. Whoever still wants it asks again.
      return undefined;
    }
  }
}
