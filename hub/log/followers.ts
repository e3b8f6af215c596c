/**
 * Those who are brought a log's entries.
 *
 * @module
 */
import type { Cursor, Log } from "./cursor.ts";
import type { Following } from "./fan_out.ts";
import type { Member } from "../people/member.ts";

/**
 * How many are handed a passage, and how many UTF-16 code units together, before the runtime is to
 * write it. If it is given all at a go, it finds of none of them in the processor's caches what it
 * left there: 0.7 µs more of 8 where 2,000 are handed one message, and a fifth more where 200 talk.
 */
const WAVE_MAX = { members: 60, length: 512 * 1024 } as const;

export class Followers implements Following, Iterable<Member> {
  readonly #log: Log;
  readonly #cursors = new Map<Member, Cursor>();
  /** Cursors whose journal failed. */
  #failed: Cursor[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  get size(): number {
    return this.#cursors.size;
  }

  [Symbol.iterator](): Iterator<Member> {
    return this.#cursors.keys();
  }

  /** Brings a member all entries after one. */
  add(member: Member, after: number): void {
    this.#cursors.set(member, member.follow(this.#log, after));
  }

  delete(member: Member): void {
    if (this.#cursors.delete(member)) member.unfollow(this.#log.key);
  }

  /**
   * Hands the entries after one to all who have those before and read what they are sent. The
   * others are notified: they take what they need when they can. Yields after each wave, unless the
   * log has gone on meanwhile: a fast one would have left the last of them behind its tail.
   */
  *broadcast(after: number): Iterable<void> {
    const { tail } = this.#log;
    const passage = tail.reaches(after) ? tail.read(after) : undefined;
    if (passage?.to !== tail.head) return this.notify();
    const wave = Math.min(WAVE_MAX.members, Math.ceil(WAVE_MAX.length / passage.text.length));
    let handed = 0;
    for (const cursor of this.#cursors.values()) {
      if (!cursor.trySend(passage, after)) cursor.notify();
      if (++handed % wave === 0 && tail.head === passage.to) yield;
    }
  }

  notify(): void {
    for (const cursor of this.#cursors.values()) cursor.notify();
  }

  /** Takes a cursor whose journal failed, to notify it later. */
  retryLater(cursor: Cursor): void {
    this.#failed.push(cursor);
  }

  /** Notifies the cursors whose journal failed. */
  retry(): void {
    const failed = this.#failed;
    this.#failed = [];
    for (const cursor of failed) cursor.notify();
  }
}
