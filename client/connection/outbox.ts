/**
 * What was said, and which edits, deletions, reactions and topics were asked for, and is not in the log yet.
 *
 * @module
 */

import type {
  Command,
  Entry,
  FileInfo,
  FileRef,
  ModerationAction,
  Reason,
} from "../../protocol.ts";
import { encodeCommand } from "./link.ts";
import { roomKey } from "../../protocol/name.ts";

/** How much may wait. More would be a program that talks into nothing. */
export const UNACKNOWLEDGED_MAX = 1000;

/** How much is on its way at most, so that coming back never sends faster than can be read. */
export const ON_THE_WAY_MAX = 64;

/**
 * A message that was said. `acknowledged` resolves with its number in the room, and `stored` with what
 * else is known then, once it is stored. Who withdraws it has it sent no more, and hears no more of it.
 */
export type Said = {
  id: string;
  acknowledged: Promise<number>;
  /** Of a message that was stored before it was sent again, the server says only the `seq`. */
  stored: Promise<
    {
      seq: number;
      room?: string;
      at?: number;
      text?: string;
      bot?: boolean;
      files?: readonly FileInfo[];
    }
  >;
  withdraw: () => void;
};

/**
 * Keeps each message, with its id, and each change, with its `ref`, until the server says that it is
 * stored or never will be.
 */
export class Outbox {
  /** In the order in which they were said. */
  #waiting: Map<
    string | number,
    {
      line: string;
      isReady: () => boolean;
      sent: boolean;
      tried: boolean;
      resolve: (stored: Awaited<Said["stored"]>) => void;
      reject: (error: Error) => void;
    }
  > = new Map();
  #onTheWayMax = ON_THE_WAY_MAX;
  /** Why nothing is sent any more. */
  #ended: Error | undefined;

  /** @param isReady whether it may be sent now; others do not wait for it */
  add(
    id: string | number,
    line: string,
    isReady: () => boolean = () => true,
  ): Pick<Said, "acknowledged" | "stored"> {
    if (this.#waiting.size >= UNACKNOWLEDGED_MAX) {
      throw new RangeError(
        `Cannot say: at most ${UNACKNOWLEDGED_MAX} messages may wait to be acknowledged`,
      );
    }
    const { promise, resolve, reject }: PromiseWithResolvers<Awaited<Said["stored"]>> = Promise
      .withResolvers();
    const acknowledged = promise.then(({ seq }) => seq);
    // A caller who does not await it gets a refusal as an event; it must not end their program.
    acknowledged.catch(() => {});
    if (this.#ended) reject(this.#ended);
    else this.#waiting.set(id, { line, isReady, sent: false, tried: false, resolve, reject });
    return { acknowledged, stored: promise };
  }

  /** The lines to send now. */
  *due(): Generator<string> {
    let onTheWay = 0;
    for (const message of this.#waiting.values()) {
      if (!message.sent && !message.isReady()) continue;
      if (++onTheWay > this.#onTheWayMax) return;
      if (message.sent) continue;
      message.sent = message.tried = true;
      yield message.line;
    }
  }

  /** Whether it was sent at least once. */
  wasSent(id: string | number): boolean {
    return this.#waiting.get(id)?.tried ?? false;
  }

  forget(id: string | number): void {
    this.#waiting.delete(id);
  }

  acknowledge(id: string | number, stored: Awaited<Said["stored"]>): void {
    this.#waiting.get(id)?.resolve(stored);
    this.#waiting.delete(id);
    this.#onTheWayMax = Math.min(this.#onTheWayMax + 1, ON_THE_WAY_MAX);
  }

  refuse(id: string | number | undefined, error: Error): void {
    if (id === undefined) return;
    this.#waiting.get(id)?.reject(error);
    this.#waiting.delete(id);
  }

  /** The server asked for less: everything is sent again, one at first, then more as it is accepted. */
  slowDown(): void {
    this.#onTheWayMax = 1;
    this.cut();
  }

  /** All that waits is to be said again. The server stores none of it twice. */
  cut(): void {
    for (const message of this.#waiting.values()) message.sent = false;
  }

  /** What waits, and all that is said after this, is rejected. */
  end(error: Error): void {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** What makes an entry that is no message. */
export type Revising = Extract<Command, { type: "edit" | "delete" | "react" | "topic" }>;

/**
 * A change that was asked for. `acknowledged` resolves once it is stored. Who withdraws it has it
 * sent no more, and hears no more of it.
 */
export type Changed = { acknowledged: Promise<unknown>; withdraw: () => void };

/**
 * They wait in the outbox, so its bound holds for them, too. The entry is the acknowledgement; there
 * is no id by which the server could know a repeated one, but a repeated one changes nothing.
 */
export class Changes {
  #outbox;
  /** By `ref`, oldest first; as many as the outbox has. */
  #open: Map<number, Revising> = new Map();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /**
   * A newer change of the same thing replaces one that waits, which then counts as done.
   *
   * @param options `isReady` returns whether it may be sent now
   * @throws {RangeError} If it does not fit into a frame, or too much waits already.
   */
  add(
    change: Revising,
    { ref, isReady, withdrawn }: { ref: number; isReady: () => boolean; withdrawn: AbortSignal },
  ): Promise<number> {
    const line = encodeCommand({ ...change, ref });
    const target = targetOf(change);
    for (const [other, open] of this.#open) {
      if (targetOf(open) !== target) continue;
      this.#outbox.acknowledge(other, { seq: 0 });
      this.#open.delete(other);
    }
    const { acknowledged } = this.#outbox.add(ref, line, isReady);
    this.#open.set(ref, change);
    if (withdrawn.aborted) this.#end(ref);
    withdrawn.addEventListener("abort", () => this.#end(ref));
    return acknowledged;
  }

  /**
   * Takes an entry of ours: what it tells is stored. What was never sent it does not tell of; it is
   * older, as when a page that was loaded again reads what was said before.
   */
  take(entry: Extract<Entry, { type: "edited" | "deleted" | "reacted" | "topic" }>): void {
    for (const [ref, change] of this.#open) {
      if (!this.#outbox.wasSent(ref) || !tells(entry, change)) continue;
      this.#outbox.acknowledge(ref, entry);
      this.#open.delete(ref);
    }
  }

  /** @param ref maybe of something else */
  refuse(ref: number | undefined, error: Error): void {
    if (ref === undefined || !this.#open.delete(ref)) return;
    this.#outbox.refuse(ref, error);
  }

  /** A topic is for now: a cut rejects it, instead of it being set some time later. */
  cut(error: Error): void {
    for (const [ref, { type }] of this.#open) if (type === "topic") this.refuse(ref, error);
  }

  #end(ref: number) {
    this.#outbox.forget(ref);
    this.#open.delete(ref);
  }
}

/** Where something is said: in a room, or to people, who need not have joined anything. */
export type Place = string | { to: string | string[] };

/**
 * What a message may have besides its text: the number of the one that it answers, the id under
 * which it was said before, as by a page that was reloaded since, and files that were uploaded.
 */
export type Particulars = {
  reply?: number | undefined;
  id?: string | undefined;
  files?: readonly FileRef[] | undefined;
  /** What it is where the server cannot read it, and for whom of us it is sealed: it is sent as theirs. */
  sealed?: string | undefined;
  by?: string | undefined;
};

/** What makes an entry, or is refused. */
export type Change =
  | Revising
  | Extract<Command, { type: "notify" | "block" | "unblock" | "report" | "unread" | "pin" }>
  | ModerationAction;

/** What a change is about: of two that are about the same, the newer one counts. */
export function targetOf(change: Revising): string {
  const emoji = change.type === "react" ? plainEmoji(change.emoji) : "";
  return [change.type, roomKey(change.room), "of" in change ? change.of : "", emoji].join(" ");
}

function tells(
  entry: Extract<Entry, { type: "edited" | "deleted" | "reacted" | "topic" }>,
  change: Revising,
) {
  if (roomKey(entry.room) !== roomKey(change.room)) return false;
  switch (change.type) {
    case "edit":
      // The server keeps text in this form.
      return entry.type === "edited" && entry.of === change.of &&
        entry.text === change.text.toWellFormed().normalize("NFC");
    case "delete":
      return entry.type === "deleted" && entry.of === change.of;
    case "react":
      return entry.type === "reacted" && entry.of === change.of && entry.on === change.on &&
        plainEmoji(entry.emoji) === plainEmoji(change.emoji);
    case "topic":
      return entry.type === "topic";
    default:
      return (change satisfies never);
  }
}

/** Without the mark that may be left out. */
function plainEmoji(emoji: string) {
  return emoji.replaceAll("\uFE0F", "");
}

/**
 * The time first, as in a UUIDv7: a server's index is far faster when what is new belongs at its end.
 * Not `crypto.randomUUID`, which browsers keep from a page that came by plain http.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return time + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The server will not do what it was asked. `reason` is for programs, `message` for people. */
export class RefusedError extends Error {
  /** Why, for programs. */
  readonly reason: Reason;
  /** How long to wait before the same is asked again, in milliseconds, where that helps. */
  readonly retry: number | undefined;
  /** The name of this kind of error. */
  override name = "RefusedError";

  /** Makes an error with a sentence for people; `retry` is in milliseconds. */
  constructor(reason: Reason, message: string, retry?: number) {
    super(message);
    this.reason = reason;
    this.retry = retry;
  }
}

/** The connection ended before there was an answer. */
export class CutError extends Error {
  /** The name of this kind of error. */
  override name = "CutError";
}
