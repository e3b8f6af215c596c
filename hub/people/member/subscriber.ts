/**
 * Somebody who reads rooms without a socket, as by an event stream.
 *
 * @module
 */
import type { Answer, Command, Dismissal, RoomSummary, Signal } from "../../../protocol.ts";
import type { Cursor, Log } from "../../log/cursor.ts";
import { Member, type Person } from "../member.ts";

/** A room's log, as it is when a subscription starts. */
export interface SubscribedLog extends Log {
  readonly first: number;
  readonly head: number;
  /** Ids of the people of a direct room; none for any other. */
  readonly people: readonly string[];
}

/** What comes next: lines of one room's log, the last of which has number `to`; or the end of one. */
export type Delivery =
  | { readonly log: Log; readonly lines: readonly string[]; readonly to: number }
  | { readonly left: string; readonly reason: Dismissal | undefined };

export interface SubscriberOptions {
  /** Whether they read all rooms of theirs, those too that become theirs later; else what they join. */
  readonly scope: "all" | "joined";
  /** After which entry of a log they start to read. */
  readonly startIn: (log: SubscribedLog) => number;
  /** Called when there may be something to take, or it is over. */
  readonly onWake: () => void;
}

/** A room that was asked for. */
type Joined = PromiseWithResolvers<SubscribedLog>;

/**
 * A member who only reads: present in no room, and told of entries, and of rooms that they may read no
 * more. Nothing waits for them but cursors: it is taken from the logs when they read.
 */
export class Subscriber extends Member {
  readonly #options: SubscriberOptions;
  /** Cursors that have something to read, each once. */
  #due: Cursor[] = [];
  /** Rooms that they were taken out of: at most those that they read. */
  #left: Extract<Delivery, { left: string }>[] = [];
  /** Joins that are under way, by `ref`. */
  readonly #joins = new Map<number, Joined>();
  readonly #welcomed = Promise.withResolvers<readonly RoomSummary[]>();
  #asked = 0;

  constructor(person: Person, address: string, options: SubscriberOptions) {
    super(person, address);
    this.#options = options;
  }

  override get kind(): "subscription" {
    return "subscription";
  }

  /** Whether they follow rooms that become theirs, without asking for them. */
  get followsAll(): boolean {
    return this.#options.scope === "all";
  }

  /** Resolves with the rooms of theirs, once the hub knows them. */
  get welcomed(): Promise<readonly RoomSummary[]> {
    return this.#welcomed.promise;
  }

  /** A command that has them read a room, and what comes of it: a refusal rejects it. */
  join(
    room: string,
  ): { command: Extract<Command, { type: "join" }>; joined: Promise<SubscribedLog> } {
    const ref = ++this.#asked;
    const joined: Joined = Promise.withResolvers();
    joined.promise.catch(() => {});
    this.#joins.set(ref, joined);
    return { command: { type: "join", ref, room }, joined: joined.promise };
  }

  /** Called when they may read a log. Gives after which entry they start. */
  onJoined(log: SubscribedLog, ref?: number): number {
    const after = this.#options.startIn(log);
    this.#take(ref)?.resolve(log);
    return after;
  }

  /** What comes next; `undefined` when there is nothing now. */
  next(): Delivery | undefined {
    const left = this.#left.shift();
    if (left) return left;
    while (true) {
      const cursor = this.#due.shift();
      if (!cursor) return undefined;
      const text = cursor.take();
      if (text === undefined) continue;
      // Behind the other rooms, so that a busy one does not keep them waiting.
      if (cursor.isBehind) cursor.notify();
      return { log: cursor.log, lines: text.split("\n"), to: cursor.seq };
    }
  }

  override onNotify(cursor: Cursor): void {
    this.#due.push(cursor);
    this.#options.onWake();
  }

  override unfollow(key: string): void {
    super.unfollow(key);
    this.#due = this.#due.filter(({ log }) => log.key !== key);
  }

  override answer(answer: Answer | Signal): void {
    if (answer.type === "welcome") this.#welcomed.resolve(answer.rooms);
    if (answer.type === "left") {
      this.#left.push({ left: answer.room, reason: answer.reason });
      this.#options.onWake();
    }
  }

  override refuse(error: Error, { ref }: { ref?: number | undefined }): void {
    this.#take(ref)?.reject(error);
  }

  override signal(_line: string): void {}

  override close(): void {
    super.close();
    this.#due = [];
    for (const { reject } of this.#joins.values()) reject(new Error("The subscription has ended"));
    this.#joins.clear();
  }

  #take(ref: number | undefined): Joined | undefined {
    const joined = ref === undefined ? undefined : this.#joins.get(ref);
    if (ref !== undefined) this.#joins.delete(ref);
    return joined;
  }
}
