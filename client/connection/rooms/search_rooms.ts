/**
 * Looking for what was said in several rooms, one after the other: the server searches one at a time for
 * each person, whoever asks how often.
 *
 * @module
 */

import { ProtocolError, type Said } from "../../../protocol.ts";
import { roomKey } from "../../../protocol/name.ts";
import { parseQuery } from "../../../protocol/text/query.ts";
import { askWhenAllowed } from "../ask_when_allowed.ts";
import type { AnswerTo, Question } from "../conversation.ts";
import { withLocalDays } from "./from_date.ts";

/** Rooms that are looked through: of more, those in which something happened last. */
export const ROOMS_MAX = 50;

type SearchQuestion = Extract<Question, { type: "search" }>;

/** The rooms that are meant: those that a query names by `in:`, or else the given ones. */
export function roomsIn(q: string, rooms: readonly string[]): string[] {
  const named = namedIn(q);
  if (named.length === 0) return rooms.slice(0, ROOMS_MAX);
  const known = (key: string) => rooms.find((room) => roomKey(room) === key);
  return named.map((key) => known(key) ?? key).slice(0, ROOMS_MAX);
}

function namedIn(q: string): readonly string[] {
  try {
    return q.trim() === "" ? [] : parseQuery(q).rooms;
  } catch (error) {
    // What is wrong with it, the server says.
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

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
