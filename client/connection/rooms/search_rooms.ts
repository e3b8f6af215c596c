/**
 * Looking for what was said in several rooms, one after the other: the server searches one at a time for
 * each person, whoever asks how often.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { askWhenAllowed } from "../ask_when_allowed.ts";
import type { AnswerTo, Question } from "../conversation.ts";
import { withLocalDays } from "./from_date.ts";

type SearchQuestion = Extract<Question, { type: "search" }>;

/** A search through some rooms, which goes on further back each time. */
export class RoomsSearch {
  readonly #q;
  readonly #ask;
  /** Where it goes on in each room that is not through; from the newest where that is not said. */
  #left: { room: string; before?: number }[];

  constructor(
    rooms: readonly string[],
    q: string,
    ask: (question: SearchQuestion) => Promise<AnswerTo<SearchQuestion>>,
  ) {
    this.#q = withLocalDays(q);
    this.#ask = ask;
    this.#left = rooms.map((room) => ({ room }));
  }

  /** Whether all rooms are looked through. */
  get isOver(): boolean {
    return this.#left.length === 0;
  }

  /**
   * Looks on in each room, once, and gives what is found there as it comes. Rejects as the question does:
   * then it goes on where it was.
   *
   * @param limit of each room
   * @param end when to stop, by `performance.now()`
   */
  async *look(limit: number, end: number): AsyncGenerator<readonly Said[]> {
    for (const place of [...this.#left]) {
      if (performance.now() > end) return;
      const asked = { type: "search", q: this.#q, limit, ...place } as const;
      const { entries, before } = await askWhenAllowed(() => this.#ask(asked), end);
      if (before === undefined) this.#left = this.#left.filter((one) => one !== place);
      else place.before = before;
      yield entries;
    }
  }
}
