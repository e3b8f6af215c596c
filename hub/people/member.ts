/**
 * Someone connected, as the hub sees them.
 *
 * @module
 */
import {
  type Answer,
  type CloseCode,
  type CommandRef,
  encode,
  ProtocolError,
  refused,
  type Signal,
} from "../../protocol.ts";
import type { BlockList } from "./block_list.ts";
import { Cursor, type Log, type Reader } from "../log/cursor.ts";
import { JournalError } from "../log/journal.ts";
import type { LookMeter } from "./read_positions.ts";
import type { Sink } from "./sink.ts";
import { PASSAGE_MAX_LENGTH } from "../log/tail.ts";

/** When a frame is long enough to go, in UTF-16 code units: one passage more may be in it. */
const FRAME_FULL_LENGTH = 32 * 1024;
/** How much may wait for a member, in code units, before signals are lost and no more is asked. */
export const OUTBOX_MAX_LENGTH = 64 * 1024;
/**
 * How long a frame may become, in code units: what waited, what does not fill it yet, and a passage.
 * An answer that was asked for may make it longer.
 */
export const FRAME_MAX_LENGTH = OUTBOX_MAX_LENGTH + FRAME_FULL_LENGTH + PASSAGE_MAX_LENGTH;
/** How many questions of a member may wait for the journal. An answer may have some megabytes. */
const OWED_MAX = 4;

/** Who somebody is, on all their sockets. */
export interface Person {
  /** Tells this account or guest from every other, those of the same name included. */
  readonly id: string;
  readonly name: string;
  /** `nameKey` of the name. */
  readonly key: string;
  readonly guest: boolean;
  /** Whether they are an administrator of the server, now. */
  readonly admin?: boolean;
  /** Brings a guest back under the same name. */
  readonly token?: string | undefined;
}

/** One socket's share in the hub: what it is owed, and how far it has read. */
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
  /** Whom they have blocked; `undefined` when nobody. */
  blocks: BlockList | undefined;
  /** Resolves when the server wants this connection to end. */
  readonly dropped: Promise<CloseCode>;
  readonly #drop: (code: CloseCode) => void;
  /** Lines that are no entries: answers and signals. */
  #outbox: string[] = [];
  #outboxLength = 0;
  /** Cursors that have something to take, each once. */
  #notified: Cursor[] = [];
  #owed = 0;
  #answeredLength = 0;
  #looked = 0;
  #closed = false;
  /** Whether there is something to take that was not taken since. */
  #awake = false;
  #sink: Sink | undefined;
  /** Called when this member may be asked again. */
  #settled: (() => void) | undefined;

  constructor(person: Person, address?: string) {
    this.person = person;
    this.address = address;
    const { promise, resolve } = Promise.withResolvers<CloseCode>();
    this.dropped = promise;
    this.#drop = resolve;
  }

  /** Tells a direct answer, which always comes through. `ready` keeps their number small. */
  answer(answer: Answer | Signal): void {
    this.#put(encode(answer));
  }

  /** Tells that a command was refused: one that is named, or that the error is about. */
  refuse(error: ProtocolError, command: CommandRef = error.about): void {
    this.answer(refused(error, command));
  }

  /** Tells an encoded signal, or drops it when the member is slow. */
  signal(line: string): void {
    if (this.#outboxLength < OUTBOX_MAX_LENGTH) this.#put(line);
  }

  /**
   * Tells an answer that has to be waited for, if there is one, or why there is none.
   *
   * @throws What is a bug of ours, when this member has been told.
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

  /** Whether this member may be asked for more now. */
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

  /** Gives this member a position in a log; a former one there is forgotten. */
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

  /** Gives nothing any more, and holds nothing. */
  close(): void {
    this.#closed = true;
    this.#outbox = [];
    this.#notified = [];
    this.#settle();
  }

  /** Where their frames go, once they are connected. */
  get sink(): Sink | undefined {
    return this.#sink;
  }

  /** Lets out what they are owed, and at once what comes to the logs that they follow from now on. */
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

/** The refusal of what could not be stored or read: nothing happened, it may be tried again. */
export function unavailable(): ProtocolError {
  return new ProtocolError(
    "unavailable",
    "Cannot reach the store: nothing was stored, try again with the same id",
  );
}

/** Whether an error is a mistake in our code: neither what was asked nor the storage is to blame. */
export function isBug(error: unknown): boolean {
  return !(error instanceof ProtocolError || error instanceof JournalError);
}

/** The refusal of what failed, by whose fault it was. */
export function unanswered(error: unknown): ProtocolError {
  if (!isBug(error)) return unavailable();
  return new ProtocolError(
    "unavailable",
    "Cannot do this: the server made a mistake, and has logged it",
  );
}

/** The refusal of what only those may do who are in a room. */
export function notAMember(room: string): ProtocolError {
  return new ProtocolError("not-a-member", `Cannot reach ${room}: join it first`);
}
