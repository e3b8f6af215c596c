/**
 * The messages of an event stream, for what its reader follows.
 *
 * @module
 */
import type { Delivery, SubscribedLog } from "../../../hub/people/member/subscriber.ts";
import type { ServerSentEventMessage } from "../../http/event_stream.ts";

/** Names where a reader is after an entry of a log, for `Last-Event-ID`. */
export type IdOf = (epoch: string, seq: number) => string | Promise<string>;

/** Tells that what comes next does not continue what came before, and from where it does. */
export function resetOf(
  { name, epoch, first, head }: Pick<SubscribedLog, "name" | "epoch" | "first" | "head">,
): ServerSentEventMessage {
  const message = "Cannot resume: what follows this id is not kept any more, or is another log";
  const read = `/api/rooms/${encodeURIComponent(name)}/messages?after=${Math.max(0, first - 1)}`;
  const data = { type: "reset", room: name, epoch, first, head, message, read };
  return { event: "reset", data: JSON.stringify(data) };
}

/** What was told of each log. */
export class Told {
  /** The numbers of the last entries, by epoch: as many as rooms are followed. */
  readonly #last = new Map<string, number>();

  /** Notes from where a log is told. */
  start(epoch: string, after: number): void {
    this.#last.set(epoch, after);
  }

  /** The messages for what was delivered. A hole, where entries were forgotten meanwhile, is told, too. */
  async messagesOf(delivery: Delivery, idOf: IdOf): Promise<ServerSentEventMessage[]> {
    if ("left" in delivery) {
      const { left: room, reason } = delivery;
      return [{ event: "left", data: JSON.stringify({ type: "left", room, reason }) }];
    }
    const { log: { name, epoch, tail }, lines, to } = delivery;
    const first = to - lines.length + 1;
    const messages: ServerSentEventMessage[] = [];
    if (first > (this.#last.get(epoch) ?? first) + 1) {
      messages.push(resetOf({ name, epoch, first, head: tail.head }));
    }
    for (const [i, data] of lines.entries()) {
      messages.push({ data, id: await idOf(epoch, first + i) });
    }
    this.#last.set(epoch, to);
    return messages;
  }
}
