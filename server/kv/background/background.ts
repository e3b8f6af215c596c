/**
 * Background work on the store: retention, erasing, cleaning up.
 *
 * It reads and writes in small steps, which together take a small share of the time. What it writes
 * takes its turn with the commits of what people say. So no append has to be tried again for it: only a
 * step of its own, if somebody else changed what it had read.
 *
 * @module
 */
import type { Head } from "../../../hub/log/journal.ts";
import { DutyCycle, type DutyCycleOptions } from "../../service/duty_cycle.ts";
import type { Commits } from "../log/commits.ts";
import type { Heads } from "../log/heads.ts";
import type { Owner } from "../log/owner.ts";
import type { Store } from "../store.ts";

/** Pages that one commit of the background writes or deletes, at most. */
const PAGES_MAX = 64;
/** What else it checks: whose the store is, the room's head, and a page that is cut. */
const OTHER_CHECKS = 3;
/** The bytes of keys that it has, at most. Deno KV takes 80 KiB. */
const KEYS_MAX_BYTES = 60_000;

/** What of a head changes without an entry. */
interface Changeable {
  readonly first: number;
  readonly sealedTopic: undefined;
}

interface Parts {
  readonly owner: Owner;
  readonly heads: Heads;
  readonly commits: Commits;
}

export class Background extends DutyCycle {
  readonly #parts: Parts;

  constructor(parts: Parts, options?: DutyCycleOptions) {
    super(options);
    this.#parts = parts;
  }

  /** Whether people talk, and wait for what is committed here. */
  get isTalk(): boolean {
    return this.#parts.commits.isTalk;
  }

  /**
   * Commits what changes no head; `false` if something that it checks is not true.
   *
   * @throws {StoreError} If it could not.
   */
  async commit(fill: (atomic: Deno.AtomicOperation) => void): Promise<boolean> {
    const { owner, commits } = this.#parts;
    const { ok } = await commits.between(async () => {
      await owner.take();
      return await owner.commit(fill);
    });
    return ok;
  }

  /**
   * Changes a room's head, such as where its log starts, and what belongs to that; `undefined` if
   * something that it checks is not true, or there is no such room.
   *
   * @param fill gives what is another in the head
   *
   * @throws {StoreError} If it could not. Then it may still be done later.
   */
  changeHead(
    room: string,
    fill: (atomic: Deno.AtomicOperation, head: Head) => Partial<Changeable>,
  ): Promise<Head | undefined> {
    const { owner, heads, commits } = this.#parts;
    return commits.between(async () => {
      try {
        await owner.take();
        const state = await heads.get(room);
        const { key, value } = state.row;
        let change: Partial<Changeable> = {};
        const result = await owner.commit((atomic) => {
          change = fill(atomic, state.head);
          atomic.check(state.row).set(key, { ...value, ...change });
        });
        if (!result.ok) {
          heads.forget(room);
          return undefined;
        }
        const head = { ...state.head, ...change };
        const row = { key, value: { ...value, ...change }, versionstamp: result.versionstamp };
        heads.note(room, { row, head });
        return head;
      } catch (error) {
        // What we knew may be wrong now: a commit that failed may have happened.
        heads.forget(room);
        throw error;
      }
    });
  }

  /**
   * Deletes a room's head, and what belongs to it, if it is as it has to be; `false` if it is not, or
   * something else that it checks is not true.
   *
   * @throws {StoreError} If it could not. Then it may still be done later.
   */
  deleteHead(
    room: string,
    mayDelete: (head: Head) => boolean,
    fill: (atomic: Deno.AtomicOperation) => void,
  ): Promise<boolean> {
    const { owner, heads, commits } = this.#parts;
    return commits.between(async () => {
      try {
        await owner.take();
        const state = await heads.look(room);
        if (!state || !mayDelete(state.head)) return false;
        const { ok } = await owner.commit((atomic) => {
          atomic.check(state.row).delete(state.row.key);
          fill(atomic);
        });
        return ok;
      } finally {
        heads.forget(room);
      }
    });
  }
}

/** How many pages of a room one commit may write: their keys have its name, in three bytes a unit. */
export function pagesAtOnce(room: string): number {
  return Math.min(PAGES_MAX, Math.floor(KEYS_MAX_BYTES / (2 * (30 + 3 * room.length))));
}

/** The same of those that it checks, too, beside what else it checks. */
export function checkedPagesAtOnce(room: string, { checksMax }: Store): number {
  return Math.min(pagesAtOnce(room), Math.max(1, checksMax - OTHER_CHECKS));
}
