/**
 * What an event stream tells of one room.
 *
 * @module
 */
import { type SubscribedLog, Subscriber } from "../../../hub/people/member/subscriber.ts";
import { startOf } from "../../../hub/rooms/joining.ts";
import { Close, ProtocolError } from "../../../protocol.ts";
import { isPosition } from "../../../protocol/field.ts";
import type { ServerSentEventMessage } from "../../http/event_stream.ts";
import type { Opening, Subscription } from "./subscription.ts";
import { resetOf, Told } from "./told.ts";

/** An entry of a log, as an id of the stream names it. */
interface Position {
  readonly epoch: string;
  readonly after: number;
}

export class RoomSubscription implements Subscription {
  readonly subscriber: Subscriber;
  readonly #told = new Told();
  readonly #from: Position | undefined;
  #opening: ServerSentEventMessage[] = [];
  #hasLeft = false;

  /** @throws {ProtocolError} If the id is none of a room's stream. */
  constructor({ person, address, lastId, onWake }: Opening) {
    this.#from = lastId === undefined ? undefined : positionOf(lastId);
    const startIn = (log: SubscribedLog) => this.#startIn(log);
    this.subscriber = new Subscriber(person, address, { scope: "joined", startIn, onWake });
  }

  async next(): Promise<readonly ServerSentEventMessage[]> {
    if (this.#opening.length > 0) return this.#opening.splice(0);
    // There is nothing more to tell.
    if (this.#hasLeft) this.subscriber.drop(Close.Normal);
    const delivery = this.#hasLeft ? undefined : this.subscriber.next();
    if (!delivery) return [];
    this.#hasLeft = "left" in delivery;
    return await this.#told.messagesOf(delivery, (epoch, seq) => `${epoch}:${seq}`);
  }

  heartbeat(): Promise<ServerSentEventMessage> {
    return Promise.resolve({ comment: " heartbeat" });
  }

  /** From where they come back, or else from now on. */
  #startIn(log: SubscribedLog): number {
    const { after, reset } = this.#from
      ? startOf(this.#from, log)
      : { after: log.head, reset: false };
    this.#told.start(log.epoch, after);
    this.#opening = [
      ...(reset ? [resetOf(log)] : []),
      // Who is cut off before the first entry has to know where that was.
      { comment: " open", id: `${log.epoch}:${after}` },
    ];
    return after;
  }
}

function positionOf(id: string): Position {
  const [epoch = "", seq = "", ...more] = id.split(":");
  const after = /^\d+$/.test(seq) ? Number(seq) : NaN;
  if (epoch !== "" && isPosition(after) && more.length === 0) return { epoch, after };
  throw ProtocolError.malformed("Last-Event-ID", "EPOCH:SEQ, as the stream has told it", id);
}
