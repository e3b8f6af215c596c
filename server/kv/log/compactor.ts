/**
 * Brings what is in the log of commits into its rooms' pages, many entries at a time, after which the
 * log's rows go.
 *
 * What it writes takes its turn with the commits of what people say, one to one. Each step moves at
 * least as much as one of those adds to the log, so that can't outgrow it. It may be broken off after
 * any step, and begun anew: `docs/storage.md` says what is there then.
 *
 * @module
 */
import type { Kept } from "../../../hub/log/kept_entry.ts";
import { writePages } from "./batch.ts";
import type { CommitLog, Logged, LogRow } from "./commit_log.ts";
import type { Commits } from "./commits.ts";
import type { Heads, RoomState } from "./heads.ts";
import type { Ids } from "../ids/ids.ts";
import { keys } from "../keys.ts";
import { LogWrite } from "./log_write.ts";
import type { Owner } from "./owner.ts";
import { PAGE_MAX_BYTES, weighKept } from "../pages/page_value.ts";
import { inBackground } from "../store/failures.ts";
import { StoreError } from "../store.ts";

/** What one step writes. The limits of Deno KV are 1,000, 800 KB and 80 KB. */
const STEP_MAX = { mutations: 900, bytes: 700_000, keyBytes: 60_000 } as const;
/** Rows of the log that one step deletes: what is in them leaves the memory, too. */
const STEP_ROWS = 50;
/** The bytes of a head, or of a row of ids, at most. */
const HEAD_BYTES = 1_500;
const IDS_BYTES = 8_000;
/** The bytes of a row of the log that is written anew, without what was revised meanwhile, at most. */
const ROW_BYTES = 64 * 1024;
/** The bytes of its key, at most. */
const KEY_BYTES = 30;

interface Parts {
  readonly owner: Owner;
  readonly log: CommitLog;
  readonly heads: Heads;
  readonly ids: Ids;
  readonly commits: Commits;
}

/** A room, and the number of its last entry that is to be moved. */
interface End {
  readonly room: string;
  readonly end: number;
}

/** What of a room goes into its pages. */
interface Moving {
  readonly room: string;
  readonly state: RoomState;
  readonly logged: readonly Logged[];
}

export class Compactor {
  readonly #parts: Parts;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Compacts the log if it has become long. */
  run(): void {
    if (this.#running || this.#isStopped || !this.#parts.log.isLong) return;
    // If it fails, the log is as long the next time.
    inBackground(this.#once());
  }

  /**
   * Has all that is in the log now in pages alone.
   *
   * @throws {StoreError} If it could not.
   */
  async all(): Promise<void> {
    await this.#parts.owner.know();
    const { log } = this.#parts;
    const { last } = log;
    while (log.rowsUpTo(last).length > 0) await (this.#running ?? this.#once());
  }

  /** Ends after the next step, and begins no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running?.catch(() => {});
  }

  #once(): Promise<void> {
    return this.#running = this.#compact().finally(() => this.#running = undefined);
  }

  async #compact(): Promise<void> {
    const { log, owner } = this.#parts;
    await this.#step(() => owner.take());
    const { fence } = owner;
    const rows = log.rowsUpTo(log.last);
    await this.#writeIds(rows, fence);
    const rooms = endsOf(rows).toReversed();
    const last = rows.at(-1)?.n ?? 0;
    while (rooms.length > 0) await this.#step(() => this.#moveSome(rooms, last, fence));
    while (rows.length > 0) {
      await this.#step(() => this.#deleteRows(rows.splice(0, STEP_ROWS), fence));
    }
  }

  async #writeIds(rows: readonly LogRow[], fence: string | undefined): Promise<void> {
    const found = this.#parts.ids.rowsFor(rows.flatMap(({ entries }) => entries.map(keptOf)));
    const atOnce = Math.floor(STEP_MAX.bytes / IDS_BYTES);
    while (found.length > 0) {
      const some = found.splice(0, atOnce);
      await this.#step(() =>
        this.#commit(fence, (atomic) => {
          for (const { key, value, expireIn } of some) atomic.set(key, value, { expireIn });
        })
      );
    }
  }

  /** Moves entries of some rooms, as many as a step takes, of those that are left. */
  async #moveSome(rooms: End[], last: number, fence: string | undefined): Promise<void> {
    const { log, heads } = this.#parts;
    const some: Moving[] = [];
    const weight = { mutations: 0, bytes: 0, keyBytes: 0 };
    for (let next = rooms.pop(); next; next = rooms.pop()) {
      const { room, end } = next;
      const state = heads.known(room) ?? await heads.look(room);
      if (!state) continue;
      const { seq: paged } = state.row.value;
      const logged = log.of(room).filter(({ kept: { entry: { seq } } }) =>
        seq > paged && seq <= end
      );
      const fitting = fittingOf(logged, last);
      if (fitting.length === 0) continue;
      put(weight, room, fitting, last);
      if (isTooMuch(weight) && some.length > 0) {
        rooms.push(next);
        break;
      }
      some.push({ room, state, logged: fitting });
      if (fitting.length < logged.length) {
        rooms.push(next);
        break;
      }
    }
    if (some.length > 0) await this.#move(some, last, fence);
  }

  async #move(some: readonly Moving[], last: number, fence: string | undefined): Promise<void> {
    const { log, heads } = this.#parts;
    const write = new LogWrite(log);
    const values = some.map(({ room, state, logged }) => {
      // Those that were revised meanwhile are in a row that stays.
      for (const { kept, row } of logged) if (row.n > last) write.drop(room, kept.entry.seq);
      return log.advance(room, state.row.value, logged.at(-1)!.kept.entry.seq);
    });
    const versionstamp = await this.#commit(fence, (atomic) => {
      some.forEach(({ room, state, logged }, i) => {
        atomic.set(state.row.key, values[i]);
        writePages(atomic, room, logged.map(keptOf));
      });
      write.commit(atomic);
    });
    write.note();
    some.forEach(({ room, state: { row: { key }, head } }, i) => {
      heads.note(room, { row: { key, value: values[i]!, versionstamp }, head });
    });
  }

  async #deleteRows(rows: readonly LogRow[], fence: string | undefined): Promise<void> {
    await this.#commit(fence, (atomic) => {
      for (const { n } of rows) atomic.delete(keys.commit(n));
    });
    this.#parts.log.delete(rows);
  }

  /** @throws {StoreError} If the store is not ours any more. */
  async #commit(
    fence: string | undefined,
    fill: (atomic: Deno.AtomicOperation) => void,
  ): Promise<string> {
    const result = await this.#parts.owner.commit(fill, fence);
    if (!result.ok) throw new StoreError("Cannot compact the log: somebody else has taken it");
    return result.versionstamp;
  }

  #step<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isStopped) throw new StoreError("Cannot compact the log: it is being closed");
    return this.#parts.commits.between(work);
  }
}

/** The rooms of which there is something in rows of the log; those that were silent for longest first. */
function endsOf(rows: readonly LogRow[]): End[] {
  const ends = new Map<string, number>();
  for (const { room, kept: { entry: { seq } } } of rows.flatMap(({ entries }) => entries)) {
    const end = Math.max(seq, ends.get(room) ?? 0);
    ends.delete(room);
    ends.set(room, end);
  }
  return [...ends].map(([room, end]) => ({ room, end }));
}

/** As many entries as a step takes; the others of a long room are for the next one. */
function fittingOf(logged: readonly Logged[], last: number): readonly Logged[] {
  let bytes = HEAD_BYTES;
  const left = new Set<LogRow>();
  const end = logged.findIndex(({ kept, row }) => {
    if (row.n > last) left.add(row);
    bytes += weighKept(kept);
    return bytes + left.size * ROW_BYTES > STEP_MAX.bytes;
  });
  return end === -1 ? logged : logged.slice(0, Math.max(1, end));
}

type Weight = Record<keyof typeof STEP_MAX, number>;

/** Adds what some entries weigh, and the rows that they leave of those that stay, after the last one that goes. */
function put(weight: Weight, room: string, logged: readonly Logged[], last: number): void {
  const bytes = logged.reduce((sum, { kept }) => sum + weighKept(kept), HEAD_BYTES);
  const left = new Set(logged.map(({ row }) => row).filter(({ n }) => n > last));
  // Two pages that follow each other have more than one can have.
  const mutations = 2 + 2 * bytes / PAGE_MAX_BYTES;
  weight.mutations += mutations + left.size;
  weight.bytes += bytes + left.size * ROW_BYTES;
  weight.keyBytes += mutations * (30 + 3 * room.length) + left.size * KEY_BYTES;
}

function isTooMuch(weight: Weight): boolean {
  return weight.mutations > STEP_MAX.mutations || weight.bytes > STEP_MAX.bytes ||
    weight.keyBytes > STEP_MAX.keyBytes;
}

function keptOf({ kept }: Logged): Kept {
  return kept;
}
