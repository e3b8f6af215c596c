/**
 * A connected client, as the hub sees it.
 *
 * @module
 */
import {
  type Answer,
  type CloseCode,
  type CommandRef,
  encode,
  type Entry,
  ProtocolError,
  refused,
  type Signal,
} from "../../protocol.ts";
import { coded } from "../../protocol/text/sentences.ts";
import type { BlockList } from "./block_list.ts";
import { Cursor, type Log, type Reader } from "../log/cursor.ts";
import type { Program } from "../permissions/program.ts";
import { isBug, unanswered } from "./member/refusals.ts";
import type { LookMeter } from "./read_positions.ts";
import type { Sink } from "./sink.ts";
import { PASSAGE_MAX_LENGTH } from "../log/tail.ts";

/** From which length a frame is sent, in UTF-16 code units: it may have one passage more. */
const FRAME_FULL_LENGTH = 32 * 1024;
/** How much may wait for a member, in code units, before signals are dropped and no more is read. */
export const OUTBOX_MAX_LENGTH = 64 * 1024;
/**
 * How long a frame may become, in code units: what waited, what does not fill it yet, and a passage.
 * An answer that was asked for may make it longer.
 */
export const FRAME_MAX_LENGTH = OUTBOX_MAX_LENGTH + FRAME_FULL_LENGTH + PASSAGE_MAX_LENGTH;
/** How many questions of a member may wait for the journal. An answer may have some megabytes. */
const OWED_MAX = 4;

/** A person, on all their sockets. */
export interface Person {
  /** Identifies this account or guest, also among others who have had the same name. */
  readonly id: string;
  readonly name: string;
  /** `nameKey` of the name. */
  readonly key: string;
  /** The keys of all names that they have had, the first one first; absent unless they were renamed. */
  readonly names?: readonly string[] | undefined;
  readonly guest: boolean;
  /** Whether they are an administrator of the server, now. */
  readonly admin?: boolean;
  readonly bot?: Program | undefined;
  /** Brings a guest back under the same name. */
  readonly token?: string | undefined;
}

/** One socket in the hub: what is still to be sent to it, and how far it has read. */
export class Member implements Reader, LookMeter {
  readonly person: Person;
  /** Where they are connected from, if that is known. */
  readonly address: string | undefined;
  /** Positions in the rooms that were joined, by room key. */
  readonly cursors = new Map<string, Cursor>();
  /**
   * Direct rooms that they left, by key, until something is said there, and whether they came since;
   * as many as are looked at.
   */
  readonly leftRooms = new Map<string, "before" | "here">();
  /** Whether this connection ends because they have another name now, under which they come back. */
  wasRenamed = false;
  /** Whom they have blocked; `undefined` when nobody. */
  blocks: BlockList | undefined;
  /** Resolves when the server decides to end this connection. */
  readonly dropped: Promise<CloseCode>;
  readonly #drop: (code: CloseCode) => void;
  /** Lines that are no entries: answers and signals. */
  #outbox: string[] = [];
  #outboxLength = 0;
  /** Cursors that have something to read, each once. */
  #notified: Cursor[] = [];
  #owed = 0;
  #answeredLength = 0;
  #looked = 0;
  #closed = false;
  /** Whether there is something to send that was not sent yet. */
  #awake = false;
  #sink: Sink | undefined;
  /** Called when this member's commands may be read again. */
  #settled: (() => void) | undefined;

  constructor(person: Person, address?: string) {
    this.person = person;
    this.address = address;
    const { promise, resolve } = Promise.withResolvers<CloseCode>();
    this.dropped = promise;
    this.#drop = resolve;
  }

  /** Whether this is a socket; or one command without one; or who only reads. Only a socket is present. */
  get kind(): "socket" | "call" | "subscription" {
    return "socket";
  }

  /** Told that something they said is stored. To a socket, the entry itself tells that. */
  acknowledge(_entry: Entry): void {}

  /** Sends a direct answer, which is never dropped. `ready` bounds their number. */
  answer(answer: Answer | Signal): void {
    this.#put(encode(answer));
  }

  /** Sends the refusal of a command: the given one, or the one that the error is about. */
  refuse(error: ProtocolError, command: CommandRef = error.about): void {
    this.answer({ ...refused(error, command), ...coded(error.message) });
  }

  /** Sends an encoded signal, or drops it when the member is slow. */
  signal(line: string): void {
    if (this.#outboxLength < OUTBOX_MAX_LENGTH) this.#put(line);
  }

  /**
   * Sends an answer that has to be waited for, or the refusal when it fails.
   *
   * @throws Our own bugs, after this member was told.
   */
  async owe(
    about: { ref?: number | undefined },
    answer: Promise<Answer | void>,
  ): Promise<void> {
    using _ = this.pending();
    try {
      const answered = await answer;
      if (!answered) return;
      const line = encode(answered);
      this.#answeredLength += line.length;
      this.#put(line);
    } catch (error) {
      const refusal = error instanceof ProtocolError ? error : unanswered(error);
      this.refuse(refusal, { ref: about.ref });
      if (isBug(error)) throw error;
    }
  }

  /**
   * Counts something that this member asked for and waits for, until that is disposed of: an answer, or
   * a room that has to be opened first.
   */
  pending(): Disposable {
    this.#owed++;
    return {
      [Symbol.dispose]: () => {
        this.#owed--;
        this.#settle();
      },
    };
  }

  /** How long the answers were that had to be waited for, in code units, since this was last asked. */
  takeAnsweredLength(): number {
    const length = this.#answeredLength;
    this.#answeredLength = 0;
    return length;
  }

  /** How many rows were looked at when their rooms were last listed. */
  get looked(): number {
    return this.#looked;
  }

  onLooked(rows: number): void {
    this.#looked = rows;
  }

  /** Whether more of this member's commands may be read now. */
  get isReady(): boolean {
    return !this.#busy && !this.#closed;
  }

  /**
   * Resolves when this member may be asked for more: not while they do not read what they asked for
   * before. So a client that asks without reading fills its own inbox, and no memory of ours. `false`
   * when they are gone.
   */
  async ready(): Promise<boolean> {
    while (this.#busy && !this.#closed) {
      await new Promise<void>((resolve) => this.#settled = resolve);
    }
    return !this.#closed;
  }

  /** Gives this member a cursor in a log; it replaces a former one. */
  follow(log: Log, seq: number): Cursor {
    this.unfollow(log.key);
    const cursor = new Cursor(log, seq, this);
    this.cursors.set(log.key, cursor);
    cursor.notify();
    return cursor;
  }

  unfollow(key: string): void {
    const cursor = this.cursors.get(key);
    if (!cursor) return;
    cursor.end();
    this.cursors.delete(key);
    this.#notified = this.#notified.filter((notified) => notified !== cursor);
  }

  /** Ends the connection. The first reason counts. */
  drop(code: CloseCode): void {
    this.#drop(code);
  }

  /** Sends nothing any more, and releases everything. */
  close(): void {
    this.#closed = true;
    this.#outbox = [];
    this.#notified = [];
    this.#settle();
  }

  /** Where frames are sent, once connected. */
  get sink(): Sink | undefined {
    return this.#sink;
  }

  /** Starts sending: what waits, and from now on what is appended to the logs that they follow. */
  connect(sink: Sink): void {
    this.#sink = sink;
    if (this.#awake) sink.wake();
  }

  onNotify(cursor: Cursor): void {
    this.#notified.push(cursor);
    this.#wakeUp();
  }

  /**
   * The next frame that this member is to be sent, of one or more lines; `undefined` when there is
   * nothing. Answers and signals come first: what `joined` announces must follow it.
   */
  take(): string | undefined {
    let frame: string | undefined;
    if (this.#outbox.length > 0) {
      frame = this.#outbox.join("\n");
      this.#outbox = [];
      this.#outboxLength = 0;
      this.#settle();
    }
    while (frame === undefined || frame.length < FRAME_FULL_LENGTH) {
      const cursor = this.#notified.shift();
      if (!cursor) break;
      const passage = cursor.take();
      if (passage === undefined) continue;
      frame = frame === undefined ? passage : `${frame}\n${passage}`;
      // Behind the other rooms, so that a busy one does not keep them waiting.
      if (cursor.isBehind) cursor.notify();
    }
    this.#awake = frame !== undefined;
    return frame;
  }

  get #busy(): boolean {
    return this.#outboxLength >= OUTBOX_MAX_LENGTH || this.#owed >= OWED_MAX;
  }

  #put(line: string): void {
    if (this.#closed) return;
    this.#outbox.push(line);
    this.#outboxLength += line.length + 1;
    this.#wakeUp();
  }

  #wakeUp(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#sink?.wake();
  }

  #settle(): void {
    if (this.#busy && !this.#closed) return;
    this.#settled?.();
    this.#settled = undefined;
  }
}
