/**
 * A room that one is in, or the direct room of a few people.
 *
 * @module
 */

import type { Entry, Event, Said } from "../../protocol.ts";
import { isDirect } from "../../protocol/name.ts";
import type { Question } from "../connection/conversation.ts";
import type { Place } from "../connection/outbox.ts";
import { RefusedError } from "./errors.ts";
import type { Feed } from "./feed.ts";
import { Message, type SayOptions, type Speaker } from "./message.ts";
import type { CallOptions } from "./waiting.ts";

/** Entries of one page, which are as many as a server gives. */
const PAGE_ENTRIES = 200;

/** Which messages are read. */
export interface HistoryOptions extends CallOptions {
  /** A message, or its number: what is older comes. Unless said, the newest comes first. */
  before?: Message | number | undefined;
}

/** What a room needs of its chat. */
export interface RoomParts {
  readonly name: string;
  readonly place: Place;
  readonly speaker: Speaker;
  /** Asks until there is an answer, across cuts and `too-fast`. */
  readonly ask: (
    question: Extract<Question, { type: "history" }>,
    signal?: AbortSignal,
  ) => Promise<Extract<Event, { type: "history" }>>;
  readonly feed: () => Feed;
  /** Called when whoever reads asks for the next message: they are done with this one. */
  readonly onRead: (seq: number) => void;
  readonly leave: () => void;
}

/** A room that one is in, or the direct room of a few people. */
export class Room {
  readonly #parts: RoomParts;

  /** @internal Rooms come from chats. */
  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** Its name, as the server spells it. */
  get name(): string {
    return this.#parts.name;
  }

  /**
   * Says something, across cuts and once. Resolves with the message as soon as it is stored; who says
   * faster than that waits for their turn, and what they say is stored in the order in which they said it.
   *
   * @throws {RefusedError} If the server does not want it.
   * @throws {CutError} If the connection ends for good before it is stored.
   */
  say(text: string, options: SayOptions = {}): Promise<Message> {
    return this.#parts.speaker.say(this.#parts.place, text, options);
  }

  /**
   * What others say, from where the room was joined: each message once and in order, across cuts and
   * however slowly it is read. There is one reader at a time; a later one goes on where it stopped.
   *
   * @throws {CutError} If one is sent out of the room, or the connection ends for good.
   */
  async *messages({ signal }: CallOptions = {}): AsyncGenerator<Message, void, void> {
    const askAfter = (after: number) => this.#page({ after }, signal);
    for await (const said of this.#parts.feed().read(askAfter, signal)) {
      yield new Message(this.#parts.speaker, said);
      this.#parts.onRead(said.seq);
    }
  }

  /**
   * What was said before, newest first, page after page. It waits by itself where the server wants it
   * slower, and goes on after cuts.
   */
  async *history(
    { before, signal }: HistoryOptions = {},
  ): AsyncGenerator<Message, void, void> {
    let end = before instanceof Message ? before.seq : before;
    while (true) {
      const { entries, more } = await this.#page(end === undefined ? {} : { before: end }, signal);
      for (const said of entries.toReversed().filter(isMessage)) {
        yield new Message(this.#parts.speaker, said);
      }
      end = entries[0]?.seq;
      if (!more || end === undefined) return;
    }
  }

  /** Leaves it. What came before is still read, then `messages` ends. */
  leave(): void {
    this.#parts.leave();
  }

  async #page(
    range: { after?: number; before?: number },
    signal: AbortSignal | undefined,
  ): Promise<{ entries: Entry[]; more: boolean }> {
    const { name: room } = this.#parts;
    try {
      return await this.#parts.ask(
        { type: "history", room, limit: PAGE_ENTRIES, ...range },
        signal,
      );
    } catch (error) {
      // A direct room is made when something is said there.
      const isNone = error instanceof RefusedError && error.reason === "no-such-room";
      if (isNone && isDirect(room)) return { entries: [], more: false };
      throw error;
    }
  }
}

function isMessage(entry: Entry): entry is Said {
  return entry.type === "said" && !entry.deleted && !entry.blocked;
}
