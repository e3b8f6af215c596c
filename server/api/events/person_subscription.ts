/**
 * What an event stream tells of all rooms of a person.
 *
 * @module
 */
import { type SubscribedLog, Subscriber } from "../../../hub/people/member/subscriber.ts";
import { startOf } from "../../../hub/rooms/joining.ts";
import type { RoomSummary } from "../../../protocol.ts";
import type { ServerSentEventMessage } from "../../http/event_stream.ts";
import type { Bookmark } from "./bookmark.ts";
import type { Opening, Subscription } from "./subscription.ts";
import { resetOf, Told } from "./told.ts";

/** Newest entries that come of a room which became theirs while nobody listened. */
const RECENT = 50;

export class PersonSubscription implements Subscription {
  readonly subscriber: Subscriber;
  readonly #bookmark: Bookmark;
  readonly #told = new Told();
  /** Whether it goes on from a bookmark, or begins anew. */
  readonly #isResumed: boolean;
  /** Logs that are followed, by epoch: where each was started must not change while others are joined. */
  readonly #started = new Map<string, number>();
  /** Up to where rooms are read, by name. */
  readonly #read = new Map<string, number>();
  #opening: ServerSentEventMessage[] = [];
  #isOpen = false;

  /** `bookmark` has no positions yet where there is none to go on from. */
  constructor(
    { person, address, lastId, onWake }: Opening,
    bookmark: Bookmark,
    isResumed: boolean,
  ) {
    this.#bookmark = bookmark;
    this.#isResumed = isResumed;
    const startIn = (log: SubscribedLog) => this.#startIn(log);
    this.subscriber = new Subscriber(person, address, { scope: "all", startIn, onWake });
    if (lastId !== undefined && !isResumed) this.#opening.push(expired());
  }

  /** Notes which rooms they have, and how far they have read there. */
  expect(rooms: readonly RoomSummary[]): void {
    for (const { room, read } of rooms) this.#read.set(room, read);
  }

  /** Begins to tell what happens from where the rooms were started, all of which are joined now. */
  async open(): Promise<void> {
    // What is not theirs any more is not resumed later either.
    this.#bookmark.retain(new Set(this.#started.keys()));
    this.#opening.push({ comment: " open", id: await this.#bookmark.toText() });
    this.#started.clear();
    this.#read.clear();
    this.#isOpen = true;
  }

  async next(): Promise<readonly ServerSentEventMessage[]> {
    if (this.#opening.length > 0) return this.#opening.splice(0);
    const delivery = this.subscriber.next();
    if (!delivery) return [];
    return await this.#told.messagesOf(delivery, (epoch, seq) => {
      this.#bookmark.advance(epoch, seq);
      return this.#bookmark.toText();
    });
  }

  /** With an id: the one before may have become too old meanwhile. */
  async heartbeat(): Promise<ServerSentEventMessage> {
    return { comment: " heartbeat", id: await this.#bookmark.toText() };
  }

  #startIn(log: SubscribedLog): number {
    const { epoch, head } = log;
    // One that becomes theirs while they listen: what was said before is no news.
    const after = this.#isOpen ? head : this.#started.get(epoch) ?? this.#firstStart(log);
    this.#started.set(epoch, after);
    this.#bookmark.advance(epoch, after);
    this.#told.start(epoch, after);
    return after;
  }

  #firstStart(log: SubscribedLog): number {
    const { epoch, name, first, head, people } = log;
    if (!this.#isResumed) return head;
    const known = this.#bookmark.seqOf(epoch);
    if (known !== undefined) {
      const { after, reset } = startOf({ after: known, epoch }, log);
      if (reset) this.#opening.push(resetOf(log));
      return after;
    }
    // It became theirs meanwhile: what they have not read of it, of a large one the newest.
    const read = this.#read.get(name) ?? 0;
    const least = read > 0 || people.length > 0 ? read : head - RECENT;
    return Math.min(head, Math.max(first - 1, least));
  }
}

/** Tells that an id is none, or too old, and what to do about it. */
function expired(): ServerSentEventMessage {
  const message =
    "Cannot resume: the id is unknown or too old. This stream goes on from now; read " +
    "what was missed of each room after the last entry that came of it";
  const data = {
    type: "reset",
    message,
    rooms: "/api/rooms",
    read: "/api/rooms/ROOM/messages?after=SEQ",
  };
  return { event: "reset", data: JSON.stringify(data) };
}
