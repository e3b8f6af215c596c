/**
 * The members who follow a log.
 *
 * @module
 */
import type { Cursor, Log } from "./cursor.ts";
import type { Following, Round } from "./fan_out.ts";
import type { Member } from "../people/member.ts";

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

  /** Makes a member follow the log, from after an entry. */
  add(member: Member, after: number): void {
    this.#cursors.set(member, member.follow(this.#log, after));
  }

  delete(member: Member): void {
    if (this.#cursors.delete(member)) member.unfollow(this.#log.key);
  }

  /**
   * Sends the entries after one to all who are up to date and read what they are sent. The others are
   * notified, and read when they can. Yields after each batch, unless the log has grown meanwhile: in a
   * fast log the last of them would fall behind the tail.
   */
  *broadcast(after: number, round: Round): Iterable<void> {
    const { tail } = this.#log;
    round.delivered += this.size * (tail.head - after);
    const passage = tail.reaches(after) ? tail.read(after) : undefined;
    if (passage?.to !== tail.head) return this.notify();
    for (const [member, cursor] of this.#cursors) {
      if (!round.serves(member) || !cursor.trySend(passage, after)) cursor.notify();
      if (round.add(passage.text.length) && tail.head === passage.to) yield;
    }
  }

  notify(): void {
    for (const cursor of this.#cursors.values()) cursor.notify();
  }

  /** Schedules a retry for a cursor whose journal failed. */
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
