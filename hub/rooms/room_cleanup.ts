/**
 * Forgets the rooms that nobody needs, in the background: those that were closed, and those in which
 * nobody is and nothing was ever said, set or decided.
 *
 * @module
 */
import type { Policies } from "../permissions/policies.ts";
import type { RoomHooks } from "../permissions/program.ts";
import type { Directory } from "./directory.ts";
import { type Journal, JournalError } from "../log/journal.ts";
import type { RoomQuota } from "./room_quota.ts";
import type { Tasks } from "../tasks.ts";

/** How long a room stays in which there is nobody and nothing, in milliseconds. */
export const EMPTY_MS = 5 * 60_000;
/** How much longer a closed room is kept than it can be opened again: another server may be behind. */
const KEPT_LONGER_MS = 60_000;
/** Rooms that are forgotten between two ticks: others write, too. */
const BATCH_MAX = 20;

export interface RoomCleanupOptions {
  readonly journal: Journal;
  readonly policies: Policies;
  readonly directory: Directory;
  readonly quota: RoomQuota;
  readonly tasks: Tasks;
  readonly hooks?: RoomHooks | undefined;
  /** Whether a room is in use. */
  readonly isInUse: (key: string) => boolean;
}

/**
 * A room that is being deleted is not opened until that is done: a join then creates it again, with a
 * log of another epoch. If another server appends to it meanwhile, it is kept.
 */
export class RoomCleanup {
  readonly #options: RoomCleanupOptions;
  /** Rooms with nothing in them, and since when nobody is, the longest first. */
  readonly #empty = new Map<string, number>();
  /** Rooms that are closed, and from when on they are deleted: there are as many as there were rooms. */
  readonly #closed = new Map<string, number>();
  /** Those that are being forgotten. */
  #forgetting = new Set<string>();
  #done: Promise<void> = Promise.resolve();
  /** The time of the first tick, and of the last: before, nobody had the time to come back. */
  #startedAt: number | undefined;
  #at = 0;

  constructor(options: RoomCleanupOptions) {
    this.#options = options;
  }

  /** Notes that nobody uses a room in which there is nothing. */
  addEmpty(key: string): void {
    this.#empty.delete(key);
    if (this.#closed.has(key)) return;
    this.#empty.set(key, this.#at);
  }

  /** Notes that a room is closed: its log is to be deleted, soon or from a time on. */
  addClosed(key: string, keptUntil = -Infinity): void {
    this.#empty.delete(key);
    this.#closed.set(key, keptUntil);
  }

  /** Notes that a room is not closed, or not any more. */
  keepOpen(key: string): void {
    this.#closed.delete(key);
  }

  /** Closed rooms that are kept for a while, and until when. */
  get closed(): ReadonlyMap<string, number> {
    return this.#closed;
  }

  /** Leaves a room alone that is about to be used. Resolves when it can be. */
  async keep(key: string): Promise<void> {
    this.#empty.delete(key);
    while (this.#forgetting.has(key)) await this.#done;
  }

  /** Starts deleting the rooms that are due, unless that is still under way. */
  tick(at: number): void {
    this.#at = at;
    const startedAt = this.#startedAt ??= at;
    if (this.#forgetting.size > 0) return;
    const { tasks, isInUse } = this.#options;
    const due: string[] = [];
    for (const [key, keptUntil] of this.#closed) {
      if (due.length >= BATCH_MAX) break;
      if (at >= keptUntil + KEPT_LONGER_MS && !isInUse(key)) due.push(key);
    }
    for (const [key, since] of this.#empty) {
      if (due.length >= BATCH_MAX || at - Math.max(since, startedAt) < EMPTY_MS) break;
      this.#empty.delete(key);
      if (!isInUse(key)) due.push(key);
    }
    if (due.length === 0) return;
    this.#forgetting = new Set(due);
    this.#done = this.#forgetAll(due);
    tasks.keep(this.#done);
  }

  async #forgetAll(keys: readonly string[]): Promise<void> {
    try {
      for (const key of keys) {
        try {
          await this.#forget(key);
        } finally {
          this.#forgetting.delete(key);
        }
      }
    } catch (error) {
      // A failing journal reports its failure itself. They are tried again.
      if (!(error instanceof JournalError)) this.#options.tasks.report(error);
      for (const key of keys) if (!this.#closed.has(key)) this.addEmpty(key);
    } finally {
      this.#forgetting.clear();
    }
  }

  async #forget(key: string): Promise<void> {
    const { journal, policies, directory, quota, hooks } = this.#options;
    const isClosed = directory.policy(key).closed === true;
    if (isClosed) await hooks?.deleteAll(key);
    else if (await hooks?.has(key)) return;
    const head = await journal.head(key);
    if (head) {
      // Somebody may have posted there, on another server.
      if (!isClosed && head.seq > 0 || !await journal.forget(key, head)) return;
      if (head.people) quota.deleteDirect(head.by);
    }
    if (!head?.people) await policies.forget(key);
    this.#closed.delete(key);
    directory.forget(key);
  }
}
