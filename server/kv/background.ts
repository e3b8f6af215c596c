/**
 * Background work on the store: retention, erasing, cleaning up.
 *
 * It reads and writes in small steps, which together take a small share of the time. What it writes
 * takes its turn with the commits of what people say. So it never breaks the hold, and no append has
 * to be tried again for it: only a step of its own, if somebody else changed what it had read.
 *
 * @module
 */
import type { Head } from "../../hub/log/journal.ts";
import { DutyCycle, type DutyCycleOptions } from "../service/duty_cycle.ts";
import type { Commits } from "./commits.ts";
import type { Heads } from "./heads.ts";
import type { Hold } from "./hold.ts";
import { keys } from "./keys.ts";
import type { Store } from "./store.ts";

/** Pages that one commit of the background writes or deletes, at most: it checks each of them. */
const PAGES_MAX = 64;
/** The bytes of keys that it has, at most. Deno KV takes 80 KiB. */
const KEYS_MAX_BYTES = 60_000;

interface Parts {
  readonly store: Store;
  readonly heads: Heads;
  readonly hold: Hold;
  readonly commits: Commits;
}

export class Background extends DutyCycle {
  readonly #store: Store;
  readonly #heads: Heads;
  readonly #hold: Hold;
  readonly #commits: Commits;

  constructor({ store, heads, hold, commits }: Parts, options?: DutyCycleOptions) {
    super(options);
    this.#store = store;
    this.#heads = heads;
    this.#hold = hold;
    this.#commits = commits;
  }

  /**
   * Commits what changes no head; `false` if something that it checks is not true.
   *
   * @throws {StoreError} If it could not.
   */
  async commit(fill: (atomic: Deno.AtomicOperation) => void): Promise<boolean> {
    const { ok } = await this.#commits.between(() =>
      this.#store.write((kv) => {
        const atomic = kv.atomic();
        fill(atomic);
        return atomic.commit();
      })
    );
    return ok;
  }

  /**
   * Changes a room's head, and what belongs to that; `undefined` if something that it checks is not
   * true.
   *
   * @throws {StoreError} If it could not. Then it may still be done later.
   */
  changeHead(
    room: string,
    fill: (atomic: Deno.AtomicOperation, head: Head) => Head,
  ): Promise<Head | undefined> {
    return this.#commits.between(async () => {
      try {
        const changed = await this.#tryHead(room, fill);
        if (!changed) await this.#hold.look();
        if (!changed) this.#heads.forget(room);
        return changed;
      } catch (error) {
        // What we knew may be wrong now: a commit that failed may have happened.
        this.#hold.drop();
        this.#heads.forget(room);
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
  async deleteHead(
    room: string,
    mayDelete: (head: Head) => boolean,
    fill: (atomic: Deno.AtomicOperation) => void,
  ): Promise<boolean> {
    return await this.#commits.between(async () => {
      try {
        const known = await this.#heads.look(room);
        if (!known || !mayDelete(known.value)) return false;
        const guard = await this.#hold.guard();
        const { ok } = await this.#store.write((kv) => {
          const atomic = kv.atomic().check(known).delete(known.key);
          if (guard) atomic.check({ key: keys.hold, versionstamp: guard.versionstamp });
          fill(atomic);
          return atomic.commit();
        });
        if (!ok) await this.#hold.look();
        return ok;
      } catch (error) {
        this.#hold.drop();
        throw error;
      } finally {
        this.#heads.forget(room);
      }
    });
  }

  async #tryHead(
    room: string,
    fill: (atomic: Deno.AtomicOperation, head: Head) => Head,
  ): Promise<Head | undefined> {
    const guard = await this.#hold.guard();
    const known = await this.#heads.get(room);
    const held = this.#hold.current;
    let head = known.value;
    const result = await this.#store.write<Deno.KvCommitResult | Deno.KvCommitError>((kv) => {
      // It may be another database by now, where a versionstamp means something else.
      if (held !== this.#hold.current) return Promise.resolve({ ok: false });
      const atomic = kv.atomic();
      if (guard) atomic.check({ key: keys.hold, versionstamp: guard.versionstamp });
      if (!held) atomic.check(known);
      head = fill(atomic, known.value);
      return atomic.set(known.key, head).commit();
    });
    if (!result.ok) return undefined;
    this.#heads.note(room, { key: known.key, value: head, versionstamp: result.versionstamp });
    return head;
  }
}

/** How many pages of a room one commit may check and write: their keys have its name, in three bytes a unit. */
export function pagesAtOnce(room: string): number {
  return Math.min(PAGES_MAX, Math.floor(KEYS_MAX_BYTES / (2 * (30 + 3 * room.length))));
}
