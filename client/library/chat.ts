/**
 * A chat as a program has it: rooms, people, and all events.
 *
 * @module
 */

import type { PersonProfile } from "../../protocol.ts";
import { directRoom, roomKey } from "../../protocol/name.ts";
import type { ConnectionEvent, StatusEvent } from "../connection.ts";
import { isEntry } from "../connection/log.ts";
import type { Place } from "../connection/outbox.ts";
import { Reading } from "../connection/rooms.ts";
import type { SealedTransfers } from "../sealed/transfers.ts";
import type { SealedConnection } from "../sealed/connection.ts";
import { Asker } from "./asker.ts";
import { about } from "./about.ts";
import { Called } from "./chat/called.ts";
import { isLink, nameIn } from "./chat/private_room.ts";
import { CutError } from "./errors.ts";
import { Feed } from "./feed.ts";
import { Room } from "./room.ts";
import { Sender } from "./sender.ts";
import { Tap } from "./tap.ts";
import { abortable, type CallOptions, type JoinOptions, type Since } from "./waiting.ts";

export type { JoinOptions, Since };

/** How a chat is made, and what it needs. */
export interface ChatParts {
  readonly connection: SealedConnection;
  /** Where it leads. */
  readonly host: string;
  readonly transfers: SealedTransfers;
  readonly person: (name: string) => Promise<PersonProfile | undefined>;
  readonly patienceMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onStatus: (status: StatusEvent) => void;
}

/** A chat that survives its sockets, until it is disposed of. Made by `connect`. */
export class Chat implements AsyncDisposable {
  readonly #parts: ChatParts;
  readonly #connection: SealedConnection;
  readonly #asker: Asker;
  readonly #sender: Sender;
  readonly #reading: Reading;
  /** By room key: the rooms that were joined, and the direct ones that are read. */
  readonly #feeds: Map<string, { feed: Feed; room: Promise<Room> }> = new Map();
  readonly #called = new Called();
  readonly #taps: Set<Tap<ConnectionEvent>> = new Set();
  #status: StatusEvent = { type: "status", state: "connecting" };
  /** What keeps us from the server, if something does. */
  #trouble: string | undefined;
  /** Aborts when the connection has ended for good. */
  readonly #over = new AbortController();
  readonly #pumping: Promise<void>;
  readonly #abort: () => void;

  /** @internal Chats are made by `connect`. */
  constructor(parts: ChatParts) {
    this.#parts = parts;
    const { connection, signal } = parts;
    this.#connection = connection;
    this.#reading = new Reading((room, seq) => connection.signal({ type: "read", room, seq }));
    this.#asker = new Asker(connection, () => this.#ending);
    const ended = async () => {
      // Only what was read of the connection says why it has ended.
      if (!signal?.aborted) await this.#pumping;
      return this.#ending;
    };
    const { signal: over } = this.#over;
    this.#sender = new Sender({ ...parts, asker: this.#asker, ended, over });
    this.#abort = () => connection.close();
    signal?.addEventListener("abort", this.#abort);
    this.#pumping = this.#pump();
  }

  /** Who the server says we are. */
  get you(): string {
    return this.#connection.you ?? "";
  }

  /** With it one comes back as the same person, which is the only way for a guest. A secret. */
  get token(): string | undefined {
    return this.#connection.token;
  }

  /** Somebody who has an account, or is here, and what they tell of themselves; else `undefined`. */
  person(name: string): Promise<PersonProfile | undefined> {
    return this.#parts.person(name);
  }

  /** How the connection has ended, if it has. */
  get #ending(): { reason: string | undefined; signal: AbortSignal | undefined } {
    const reason = "reason" in this.#status ? this.#status.reason : undefined;
    return { reason, signal: this.#parts.signal };
  }

  /** How the connection is; `events` tells when that changes. */
  get status(): StatusEvent {
    return this.#status;
  }

  /**
   * Joins a room, and joins it again after every cut. A private room is joined by its link: what is
   * said there is sealed and opened here, and the first to come makes it.
   *
   * @throws {RefusedError} If we are not let in.
   * @throws {CutError} If the connection ends for good before.
   * @throws {TypeError} If it is the link of a private room on another server.
   */
  async join(room: string, { since = "now", signal }: JoinOptions = {}): Promise<Room> {
    const name = isLink(room) ? await nameIn(room, this.#parts) : room;
    const known = this.#feeds.get(roomKey(name));
    if (known) return await abortable(known.room, signal);
    const feed = new Feed((from) => from === this.you);
    const entered = this.#enter(feed, name, since, signal).catch((error) => {
      if (this.#feeds.get(roomKey(name))?.feed === feed) this.#feeds.delete(roomKey(name));
      throw about({ type: "join", room: name, since }, error, this.#ending);
    });
    this.#feeds.set(roomKey(name), { feed, room: entered });
    return await entered;
  }

  /** The direct room of us and one or a few people, which nobody has to join. */
  to(...names: string[]): Room {
    const room = directRoom([this.you, ...names]);
    return this.#room(room, { place: { to: names }, feed: () => this.#directFeed(room) });
  }

  /**
   * All that the server tells, as it comes, and how the connection is; from when the first event is asked
   * for. While 1,000 wait to be read nothing is taken from the connection, so no acknowledgement either.
   */
  async *events({ signal }: CallOptions = {}): AsyncGenerator<ConnectionEvent, void, void> {
    const tap = new Tap<ConnectionEvent>();
    const end = () => tap.end();
    signal?.addEventListener("abort", end);
    if (this.#status.state !== "closed") this.#taps.add(tap);
    else tap.end();
    try {
      for await (const event of tap.read()) {
        signal?.throwIfAborted();
        yield event;
      }
      signal?.throwIfAborted();
    } finally {
      signal?.removeEventListener("abort", end);
      this.#taps.delete(tap);
      tap.end();
    }
  }

  /**
   * Waits until everything that was said and changed is stored, as long as something is at least every 30
   * seconds or how long `patience` is, and closes the connection.
   *
   * @throws {CutError} If something was not stored; its `reason` is `"unsent"`.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const { patienceMs, signal } = this.#parts;
    const unsent = await this.#sender.flush(patienceMs);
    this.#reading.close();
    this.#connection.close();
    await this.#pumping;
    if (unsent === 0 || signal?.aborted) return;
    const what = unsent === 1 ? "1 message or change was" : `${unsent} messages or changes were`;
    const why = this.#trouble ?? "The server acknowledged nothing";
    throw new CutError("unsent", `${what} not stored within ${patienceMs / 1_000} s: ${why}`);
  }

  async #pump(): Promise<void> {
    for await (const event of this.#connection) {
      this.#take(event);
      for (const tap of this.#taps) {
        tap.push(event);
        await tap.hasRoom();
      }
    }
    for (const tap of this.#taps) tap.end();
  }

  #take(event: ConnectionEvent): void {
    if (event.type === "status") return this.#become(event);
    this.#called.learn(event);
    if (event.type === "welcome") return this.#welcomed(event);
    const found = "room" in event && event.room && this.#called.find(this.#feeds, event.room);
    if (!found) return;
    const [key, { feed }] = found;
    if (isEntry(event)) feed.take(event);
    else if (event.type === "joined") feed.joined(event);
    else if (event.type === "left" && event.reason !== undefined) {
      this.#feeds.delete(key);
      feed.end(new CutError(event.reason, `You are out of ${event.room}: ${event.reason}`));
    }
  }

  #welcomed({ rooms, limits }: Extract<ConnectionEvent, { type: "welcome" }>): void {
    // An older server says nothing of files.
    this.#parts.transfers.sizeMax = limits?.file ?? Infinity;
    this.#reading.welcomed(rooms);
  }

  #become(status: StatusEvent): void {
    this.#status = status;
    this.#parts.onStatus(status);
    switch (status.state) {
      case "connecting":
        return;
      case "open":
        this.#trouble = undefined;
        return this.#asker.became("open");
      case "waiting":
      case "paused":
        this.#trouble = status.message;
        return;
      case "closed":
        this.#asker.became("closed");
        return this.#end(status);
      default:
        status satisfies never;
    }
  }

  #end({ reason, message }: { reason: string; message: string }): void {
    this.#parts.signal?.removeEventListener("abort", this.#abort);
    this.#reading.close();
    const error = this.#parts.signal?.aborted
      ? this.#parts.signal.reason
      : reason === "left"
      ? undefined
      : new CutError(reason, message);
    this.#over.abort(error ?? new CutError(reason, message));
    for (const { feed } of this.#feeds.values()) feed.end(error);
  }

  async #enter(
    feed: Feed,
    name: string,
    since: Since,
    signal: AbortSignal | undefined,
  ): Promise<Room> {
    const from = await this.#seqOf(name, since, signal);
    feed.startAfter(from);
    const leave = () => this.#connection.leave(name);
    // The end of the connection ends the feed, not the join.
    const joined = Promise.race([this.#connection.join(name, from), feed.entered]);
    await abortable(joined, signal, leave);
    const room = await feed.entered;
    const isRemembered = since === "last-read";
    if (isRemembered && from === "now") this.#reading.read(room, feed.readTo);
    const onRead = (seq: number) => isRemembered && this.#reading.read(room, seq);
    return this.#room(room, { place: room, feed: () => feed, onRead });
  }

  #room(
    name: string,
    { place, feed, onRead = () => {} }: {
      place: Place;
      feed: () => Feed;
      onRead?: (seq: number) => void;
    },
  ): Room {
    return new Room({
      ...{ name, place, feed, onRead, speaker: this.#sender },
      ask: (question, signal) => this.#asker.ask(question, signal),
      leave: () => this.#leave(name),
    });
  }

  #leave(name: string): void {
    const key = roomKey(name);
    this.#feeds.get(key)?.feed.end();
    this.#feeds.delete(key);
    this.#connection.leave(name);
  }

  /** It comes without a join, so it is listened to from when it is read. */
  #directFeed(name: string): Feed {
    const known = this.#feeds.get(roomKey(name))?.feed;
    if (known) return known;
    const feed = new Feed((from) => from === this.you);
    const room = this.#room(name, { place: name, feed: () => feed });
    this.#feeds.set(roomKey(name), { feed, room: Promise.resolve(room) });
    return feed;
  }

  /** The entry after which a room begins. Where nothing was read yet, that is now. */
  async #seqOf(
    name: string,
    since: Since,
    signal: AbortSignal | undefined,
  ): Promise<number | "now"> {
    if (since === "start") return 0;
    if (since !== "last-read") return since;
    const { rooms } = await this.#asker.ask({ type: "rooms" }, signal);
    const read = rooms.find(({ room }) => roomKey(room) === roomKey(name))?.read;
    return read || "now";
  }
}
