/**
 * The fan-out: broadcasts new entries of the logs to those who follow them.
 *
 * @module
 */
import type { Member } from "../people/member.ts";

/**
 * How many members are sent something, and how many UTF-16 code units together, before the runtime
 * gets to write them. Sent all at once, none of them would still be in the processor's caches: 0.7 µs
 * more of 8 where one message goes to 2,000, and a fifth more where 200 talk.
 */
const BATCH_MAX = { members: 60, length: 512 * 1024 } as const;

/** The followers of a log. */
export interface Following {
  /** Sends them what comes after the entry of a number, to one batch of them between two yields. */
  broadcast(after: number, round: Round): Iterable<void>;
  /** Notifies them that there is something to read. */
  notify(): void;
}

/** One broadcast of all that is new. */
export class Round {
  readonly #logs: number;
  /** How many entries were handed on to how many members, all together. */
  delivered = 0;
  /** What the batch has that is being sent. */
  #members = 0;
  #length = 0;

  constructor(logs: number) {
    this.#logs = logs;
  }

  /**
   * Whether somebody is sent each log by itself. Who follows several, where several have grown, is
   * notified and reads them: so they get one frame.
   */
  serves(member: Pick<Member, "cursors">): boolean {
    return this.#logs === 1 || member.cursors.size === 1;
  }

  /** Counts somebody who was sent so much; whether the batch is full, and another one begins. */
  add(length: number): boolean {
    this.#length += length;
    if (++this.#members < BATCH_MAX.members && this.#length < BATCH_MAX.length) return false;
    this.#members = this.#length = 0;
    return true;
  }
}

/** The logs that have grown since the last broadcast. */
export class FanOut {
  /** Each with the number of the last entry that was broadcast. */
  #grown = new Map<Following, number>();
  /** Resolves when they have been broadcast. */
  #round = Promise.withResolvers<void>();
  #onGrown = () => {
    for (const _ of this.flush());
  };
  readonly #onError: (error: unknown) => void;
  #delivered = 0;

  /** `onError` is called with our own bugs. */
  constructor(onError: (error: unknown) => void = console.error) {
    this.#onError = onError;
  }

  /** How many entries were handed on, one to one member each. Those who are behind read them later. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Notes that a log has grown after an entry, and resolves when that has been broadcast. */
  add(log: Following, after: number): Promise<void> {
    const { promise } = this.#round;
    if (this.#grown.has(log)) return promise;
    this.#grown.set(log, after);
    if (this.#grown.size === 1) this.#onGrown();
    return promise;
  }

  /** Sets the listener that is called when there is something to `flush` after there was nothing. */
  listen(onGrown: () => void): void {
    this.#onGrown = onGrown;
  }

  /**
   * Broadcasts what is new, to one batch of members between two yields. What is added meanwhile is for
   * the next flush, so that all get the same. A batch has members of as many logs as it takes: so what
   * is said in many small rooms meanwhile is gathered as it is in a large one.
   */
  *flush(): Iterable<void> {
    const grown = this.#grown;
    const { resolve } = this.#round;
    this.#grown = new Map();
    this.#round = Promise.withResolvers();
    const round = new Round(grown.size);
    try {
      for (const [log, after] of grown) yield* this.#broadcast(log, after, round);
    } finally {
      this.#delivered += round.delivered;
      resolve();
    }
  }

  /** A failure in one log does not affect the others. Its followers are notified and read by themselves. */
  *#broadcast(log: Following, after: number, round: Round): Iterable<void> {
    try {
      yield* log.broadcast(after, round);
    } catch (error) {
      this.#onError(error);
      log.notify();
    }
  }
}
