// @ts-check
/** @import { Entry } from "../../protocol.ts" */
/** @import { AnswerTo, Question } from "../connection/questions.js" */

/**
 * What was said before, fetched from the server as it is wanted.
 *
 * @module
 */

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
   * The newest entries before one.
   *
   * @param {string} room
   * @param {number} before
   * @returns {Promise<Piece | undefined>} `undefined` when it can't be had now
   */
  before(room, before) {
    return this.#fetch({ type: "history", room, before, limit: PIECE });
  }

  /**
   * The oldest entries after one.
   *
   * @param {string} room
   * @param {number} after
   */
  after(room, after) {
    return this.#fetch({ type: "history", room, after, limit: PIECE });
  }

  /**
   * The entries around one. Somebody waits for them, whatever else is on its way.
   *
   * @param {string} room
   * @param {number} seq
   */
  async around(room, seq) {
    return await this.#try({
      type: "history",
      room,
      after: Math.max(0, seq - AROUND),
      limit: PIECE,
    });
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
