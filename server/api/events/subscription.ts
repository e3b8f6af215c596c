/**
 * What an event stream tells, whatever it follows.
 *
 * @module
 */
import type { Person } from "../../../hub/people/member.ts";
import type { Subscriber } from "../../../hub/people/member/subscriber.ts";
import type { ServerSentEventMessage } from "../../http/event_stream.ts";

/** What a subscription starts with. */
export interface Opening {
  readonly person: Person;
  readonly address: string;
  /** After which message the reader wants to go on. */
  readonly lastId: string | undefined;
  /** Called when there may be something to tell. */
  readonly onWake: () => void;
}

/** What a stream tells. */
export interface Subscription {
  readonly subscriber: Subscriber;
  /** The next messages; none when there is nothing now. */
  next(): Promise<readonly ServerSentEventMessage[]>;
  /** What is told when there was nothing for a while. */
  heartbeat(): Promise<ServerSentEventMessage>;
}
