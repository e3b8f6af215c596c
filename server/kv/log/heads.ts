/**
 * Rooms' heads, remembered, so that an append reads nothing.
 *
 * @module
 */
import type { Head } from "../../../hub/log/journal.ts";
import { isHead } from "../checks.ts";
import type { CommitLog } from "./commit_log.ts";
import { keys } from "../keys.ts";
import type { Owner } from "./owner.ts";
import { type Store, StoreError } from "../store.ts";
import { mendHead } from "../pages/stored.ts";

/** Heads that are remembered. */
const HEADS_MAX = 20_000;

/** Where a room's log is. */
export interface RoomState {
  /** Its head's row, which is that of its last page. */
  readonly row: Deno.KvEntry<Head>;
  /** Its head as it is: the row's, moved on by the log of commits. */
  head: Head;
}

interface Parts {
  readonly store: Store;
  readonly log: CommitLog;
  readonly owner: Owner;
}

export class Heads {
  readonly #store: Store;
  readonly #log: CommitLog;
  readonly #owner: Owner;
  /** As they were when last seen here. */
  readonly #states = new Map<string, RoomState>();
  /** How often something was noted or forgotten. */
  #changes = 0;
  /**
   * Since another file is in the store's place: rooms that were looked at there. Who appends to
   * others means a log that may be gone.
   */
  #seen: Set<string> | undefined;

  constructor({ store, log, owner }: Parts) {
    this.#store = store;
    this.#log = log;
    this.#owner = owner;
    store.onReopened(() => {
      this.forgetAll();
      this.#seen = new Set();
    });
  }

  /** A room as it is now; `undefined` when it has no log. */
  async look(room: string): Promise<RoomState | undefined> {
    await this.#owner.know();
    const [known, changes] = [this.#states.get(room), this.#changes];
    const row = await this.#store.use((kv) => kv.get<Head>(keys.room(room)));
    this.#seen?.add(room);
    if (row.versionstamp === null) return undefined;
    if (!isHead(row.value)) {
      await mendHead(this.#store, this.#owner, row);
      return await this.look(room);
    }
    if (known && known.row.versionstamp === row.versionstamp) return known;
    const isNewest = changes === this.#changes;
    // What was noted or forgotten meanwhile may be newer than what we read.
    if (!isNewest && this.#owner.fence !== undefined) {
      return this.#states.get(room) ?? await this.look(room);
    }
    this.#log.fill(room, row.value.seq);
    const state = { row, head: this.#log.advance(room, row.value) };
    if (isNewest) this.note(room, state);
    return state;
  }

  /** A room as it was last seen; `undefined` when it has to be looked at. */
  known(room: string): RoomState | undefined {
    return this.#isForeign(room) ? undefined : this.#states.get(room);
  }

  /**
   * A room to append to.
   *
   * @throws If there is none.
   */
  async get(room: string): Promise<RoomState> {
    if (this.#isForeign(room)) {
      throw new StoreError(`Cannot append: ${room} may have a new log`);
    }
    const state = this.#states.get(room) ?? await this.look(room);
    if (state) return state;
    throw new StoreError(`Cannot append: no room ${room}`);
  }

  /** The heads of those of some rooms that have a log; those first in which something happened last. */
  async newest(rooms: readonly string[]): Promise<[room: string, head: Head][]> {
    await this.#owner.know();
    const found = await this.#store.getMany<Head>(rooms.map(keys.room));
    const known = found.flatMap(({ key, value, versionstamp }) => {
      const room = String(key[1]);
      if (!isHead(value)) return [];
      const row = this.#log.of(room).at(-1)?.row.n ?? 0;
      return [{
        room,
        head: this.#log.advance(room, value),
        row,
        versionstamp: versionstamp ?? "",
      }];
    });
    known.sort((a, b) => b.row - a.row || compare(b.versionstamp, a.versionstamp));
    return known.map(({ room, head }) => [room, head]);
  }

  note(room: string, state: RoomState): void {
    this.#changes++;
    // The one that was noted for the longest time is forgotten: who needs it looks at it again.
    this.#states.delete(room);
    this.#states.set(room, state);
    if (this.#states.size <= HEADS_MAX) return;
    for (const oldest of this.#states.keys().take(1)) this.#states.delete(oldest);
  }

  /** Notes that a room's log has grown. */
  moveOn(room: string, state: RoomState, head: Head): void {
    state.head = head;
    // It may have been forgotten for others meanwhile, and looked at again before it had grown.
    if (this.#states.get(room) !== state) this.forget(room);
  }

  forget(room: string): void {
    this.#changes++;
    this.#states.delete(room);
  }

  forgetAll(): void {
    this.#changes++;
    this.#states.clear();
  }

  #isForeign(room: string): boolean {
    return this.#seen !== undefined && !this.#seen.has(room);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
