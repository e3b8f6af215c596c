// @ts-check
/** @import { Entry } from "../../protocol.ts" */
/** @import { AnswerTo, Question } from "../connection/questions.js" */
/** @import { Reader } from "./reader.js" */

/**
 * What was said before, fetched from the server as it is wanted.
 *
 * @module
 */

import { Stretch } from "./reader.js";

/** How much is fetched at once. */
export const PIECE = 100;

/** How much before a message that someone wants to see is fetched with it. */
const AROUND = 30;

/** @typedef {Extract<Question, { type: "history" }>} HistoryQuestion */

/** @typedef {{ entries: Entry[], more: boolean }} Piece */

/** One piece at a time: who scrolls asks again with every movement. */
export class Past {
  #ask;
  #isBusy = false;

  /** @param {(question: HistoryQuestion) => Promise<AnswerTo<HistoryQuestion>>} ask */
  constructor(ask) {
    this.#ask = ask;
  }

  /**
   * Gives a reader older entries. Says whether there are any now.
   *
   * @param {Reader} reader
   */
  async older(reader) {
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

  /**
   * Gives a reader newer entries, at the cost of the oldest. Says whether there are any now.
   *
   * @param {Reader} reader
   */
  async newer(reader) {
    const { room, stretch } = reader;
    const { last: after } = stretch;
    const piece = await this.#fetch({ type: "history", room: room.name, after, limit: PIECE });
    if (piece?.entries[0]?.seq !== stretch.last + 1 || stretch !== reader.stretch) return false;
    stretch.append(piece.entries);
    return true;
  }

  /**
   * Puts a reader before a message, if it can be had. Somebody waits for it, whatever else is on its way.
   *
   * @param {Reader} reader
   * @param {number} seq
   */
  async goTo(reader, seq) {
    const { room: { name: room } } = reader;
    const after = Math.max(0, seq - AROUND);
    const piece = await this.#try({ type: "history", room, after, limit: PIECE });
    const [first] = piece?.entries ?? [];
    if (piece === undefined || first === undefined) return false;
    reader.stretch = new Stretch(first.seq - 1);
    reader.stretch.append(piece.entries);
    return true;
  }

  /**
   * The message of a number.
   *
   * @param {string} room
   * @param {number} seq
   */
  async message(room, seq) {
    const piece = await this.#try({ type: "history", room, before: seq + 1, limit: 1 });
    const [entry] = piece?.entries ?? [];
    return entry?.type === "said" && entry.seq === seq ? entry : undefined;
  }

  /**
   * @param {HistoryQuestion} question
   * @returns {Promise<Piece | undefined>}
   */
  async #fetch(question) {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    try {
      return await this.#try(question);
    } finally {
      this.#isBusy = false;
    }
  }

  /** @param {HistoryQuestion} question */
  async #try(question) {
    try {
      return await this.#ask(question);
    } catch {
      // There is no connection now, or no right. Whoever still wants it asks again.
      return undefined;
    }
  }
}
