/**
 * The page's connection where it has keys of private rooms: what came of them is remembered, and looked
 * for here.
 *
 * @module
 */

import type {
  AnswerTo,
  ConnectionEvent,
  Options,
  Question,
} from "../../../../client/connection.ts";
import { isEntry } from "../../../../client/connection/log.ts";
import { SealedConnection } from "../../../../client/sealed/connection.ts";
import type { Said } from "../../../../protocol.ts";
import { compare, fits, parseQuery } from "../../../../protocol/text/query.ts";
import { strings } from "../../../strings.ts";
import type { OwnRoom } from "./own_room.ts";

export class PageConnection extends SealedConnection {
  readonly #rooms: ReadonlyMap<string, OwnRoom>;

  /** @param rooms whose keys this browser has, by name */
  constructor(url: URL, options: Options, rooms: ReadonlyMap<string, OwnRoom>) {
    super(url, options);
    this.#rooms = rooms;
    for (const { key } of rooms.values()) this.know(key);
  }

  /** Whoever has the key of a room may also be the first there. */
  override join(room: string, since?: number | "now" | "if-there"): Promise<void> {
    return super.join(room, since === "if-there" && this.#rooms.has(room) ? undefined : since);
  }

  override async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const own = "room" in question ? this.#rooms.get(question.room) : undefined;
    if (own && question.type === "search") return findIn(own.said, question) as AnswerTo<Q>;
    const answer: AnswerTo<Question> = await super.ask(question);
    if (own && "entries" in answer) answer.entries.forEach((entry) => own.remember(entry));
    return answer as AnswerTo<Q>;
  }

  override [Symbol.asyncIterator](): AsyncIterator<ConnectionEvent, void, void> {
    return this.#remembered(super[Symbol.asyncIterator]());
  }

  async *#remembered(
    events: AsyncIterator<ConnectionEvent, void, void>,
  ): AsyncGenerator<ConnectionEvent, void, void> {
    for await (const event of { [Symbol.asyncIterator]: () => events }) {
      const own = "room" in event ? this.#rooms.get(event.room ?? "") : undefined;
      if (own && event.type === "joined" && event.reset) own.forget();
      if (own && isEntry(event)) own.remember(event);
      // A topic that does not open is not one that was taken away.
      const isUnreadable = event.type === "topic" && event.sealed !== undefined;
      yield isUnreadable ? { ...event, text: strings.unreadable } : event;
    }
  }
}

type SearchQuestion = Extract<Question, { type: "search" }>;

/** How many are found at once, unless it is said. */
const FOUND = 20;

/**
 * The newest messages that have all words, newest first.
 *
 * @param said the newest first
 * @throws {ProtocolError} If it is nothing to look for.
 */
function findIn(
  said: readonly Said[],
  { room, q, before = Infinity, limit = FOUND }: SearchQuestion,
): AnswerTo<SearchQuestion> {
  const query = parseQuery(q);
  const isElsewhere = query.rooms.length > 0 && !query.rooms.includes(room);
  const all = isElsewhere
    ? []
    : said.filter((one) =>
      one.seq < before && !one.deleted && one.sealed === undefined && one.at >= query.after &&
      fits(one, query) && compare(one, query).isFound
    );
  const entries = all.slice(0, limit);
  const last = entries.at(-1)?.seq;
  return {
    ...{ type: "found", room, entries },
    ...(all.length > limit && last !== undefined && { before: last }),
  };
}
