/**
 * Under which ids messages are stored, so that one that comes again is not stored again.
 *
 * Almost all ids are new for certain (see `id_window.ts`). Any other is looked for, in the log of
 * commits and in what the compactor wrote of it:
 *
 * - ids that begin with about the time at which they came share a row with those of the same moment;
 * - ids without a time share a row with those of the same compaction whose hash begins alike;
 * - any other, such as of somebody whose clock is wrong, has a row of its own, which is found in their
 *   order: what is new is known by what comes last. Backups and shared stores have only such.
 *
 * @module
 */
import { identityOf, type Kept } from "../../../hub/log/kept_entry.ts";
import type { CommitLog } from "../log/commit_log.ts";
import { hashOf, IdFilter } from "./id_filter.ts";
import { AHEAD_MS, hasTime, IdWindow, timeOf } from "./id_window.ts";
import { keys } from "../keys.ts";
import { isSaying, KINDS, type Saying, type Stored } from "../schema.ts";
import { inBackground } from "../store/failures.ts";
import type { Store } from "../store.ts";

/** How far from when it came the time of an id may be that shares a row. */
const NEAR_MS = 60_000;
/** Digits of an id's time that all ids of a moment begin with: it is 256 ms long. */
const MOMENT_LENGTH = 10;
/** In how many parts ids without a time are, by their hash. */
const PARTS = 256;
/**
 * Ids that share a row, at most. A value of Deno KV may have 64 KiB, and an id that was used in a
 * direct room of eight, who all have long names, takes 1,260 bytes of it.
 */
const SHARING_MAX = 50;
/** Rows of shared ids that are read at once. Each may have 64 KiB. */
const ROWS_AT_ONCE = 100;
/** Rows that the filter is filled with before anything else is done. */
const FILLED_AT_ONCE = 1_000;
/** How far from now, in milliseconds, the time of an id may be that shares the row of its moment. */
const REMEMBERED_MS = KINDS.moment.expireIn + 2 * NEAR_MS;

/** A message's id, and `nameKey` of who said it. */
export type Identity = readonly [id: string, from: string];
/** Where messages are, by `nameOf` their identity. */
export type StoredMessages = Map<string, Stored["said"]>;
/** A row to be written. */
export interface IdRow {
  readonly key: Deno.KvKey;
  readonly value: Stored["said"] | Saying[];
  readonly expireIn: number;
}

/** What messages are called that are the same. */
export function nameOf([id, from]: Identity): string {
  return `${id} ${from}`;
}

/** The messages of a shared row, as far as it can be read. */
export function sayingsIn(value: unknown): Saying[] {
  return Array.isArray(value) ? value.filter(isSaying) : [];
}

/** The ids of a store that has one owner. */
export class Ids {
  readonly #store: Store;
  readonly #log: CommitLog;
  readonly #idsMax: number | undefined;
  #window = new IdWindow("~", "");
  /** What is in rows other than those of a moment; `undefined` as long as we do not know all. */
  #filter: IdFilter | undefined;
  /** The filter that is being filled. */
  #filling: IdFilter | undefined;

  /** `idsMax` is how many ids are remembered that came lately. */
  constructor(store: Store, log: CommitLog, idsMax?: number) {
    this.#store = store;
    this.#log = log;
    this.#idsMax = idsMax;
  }

  /** Finds out what is new from now on. The log must be in memory. */
  async load(): Promise<void> {
    await this.#renew();
    this.#filter = undefined;
    const filter = this.#filling = new IdFilter(KINDS.said.expireIn);
    const filling = this.#fill(filter);
    for (let rows = 0; rows < FILLED_AT_ONCE; rows++) if ((await filling.next()).done) return;
    // Until the filter knows all, whatever may be stored is looked for.
    const ended = (async () => {
      for await (const _ of filling);
    })();
    inBackground(ended);
  }

  /** Whether a message of an id is certainly not stored yet. From now on it may be. */
  isNew(id: string): boolean {
    return this.#window.isNew(id);
  }

  /**
   * Finds out anew what is new, if we know little of it; whether that was so. What is on its way into the
   * store then has to be asked about again, so that it is not new the next time.
   */
  async renewIfWorn(): Promise<boolean> {
    const { isWorn } = this.#window;
    if (isWorn) await this.#renew();
    return isWorn;
  }

  /** Which of some messages are stored, and where. */
  async find(identities: readonly Identity[]): Promise<StoredMessages> {
    const found: StoredMessages = new Map();
    const likely: Identity[] = [];
    const rows = new Map<string, Deno.KvKey>();
    const now = Date.now();
    // Our clock may have been ahead when they came, and put back since then.
    const [oldest, newest] = [timeOf(now - REMEMBERED_MS), timeOf(now + REMEMBERED_MS)];
    for (const identity of identities) {
      const [id] = identity;
      const name = nameOf(identity);
      const place = this.#log.place(identity);
      if (place) {
        found.set(name, place);
        continue;
      }
      const isTimed = hasTime(id);
      const moment = id.slice(0, MOMENT_LENGTH);
      if (isTimed && id > oldest && id < newest) rows.set(moment, keys.ofMoment(moment));
      const hash = hashOf(name);
      if (this.#filter && !this.#filter.mayHave(hash)) continue;
      likely.push(identity);
      if (!isTimed) rows.set(`${hash % PARTS}`, keys.idsOf(hash % PARTS));
    }
    for (const prefix of rows.values()) {
      for await (const { value } of this.#store.scan<unknown>(prefix, ROWS_AT_ONCE)) {
        for (const [id, from, room, seq] of sayingsIn(value)) {
          found.set(nameOf([id, from]), { room, seq });
        }
      }
    }
    for (const [name, place] of await findAlone(this.#store, likely)) found.set(name, place);
    return found;
  }

  /** The rows for the ids of messages that leave the log. */
  rowsFor(messages: readonly Kept[]): IdRow[] {
    const { expireIn } = KINDS.said;
    const rows: IdRow[] = [];
    const shared = new Map<string, { key: Deno.KvKey; sayings: Saying[] }>();
    const run = crypto.randomUUID();
    for (const { entry } of messages) {
      const identity = identityOf(entry);
      if (!identity) continue;
      const [id, from] = identity;
      const { room, seq, at } = entry;
      if (hasTime(id) && !isNear(id, at)) {
        this.#note(identity);
        rows.push({ key: keys.said(...identity), value: { room, seq }, expireIn });
        continue;
      }
      const moment = hasTime(id) ? id.slice(0, MOMENT_LENGTH) : undefined;
      const part = moment ?? `${this.#note(identity) % PARTS}`;
      const saying: Saying = [id, from, room, seq];
      const known = shared.get(part);
      if (known && known.sayings.length < SHARING_MAX) {
        known.sayings.push(saying);
        continue;
      }
      const key = moment === undefined
        ? keys.idPart(Number(part), run, rows.length)
        : keys.moment(moment, id, from);
      const row = { key, sayings: [saying] };
      shared.set(part, row);
      rows.push({ key, value: row.sayings, expireIn });
    }
    return rows;
  }

  /** Adds a message to the filter, and gives its hash. */
  #note(identity: Identity): number {
    const hash = hashOf(nameOf(identity));
    this.#filling?.add(hash);
    return hash;
  }

  async #renew(): Promise<void> {
    const before = timeOf(Date.now() + AHEAD_MS);
    this.#window = new IdWindow(await this.#newestBefore(before), before, this.#idsMax);
    for (const { entries } of this.#log.rowsUpTo(Infinity)) {
      for (const { kept: { entry } } of entries) if (entry.type === "said") this.isNew(entry.id);
    }
  }

  /** Has a filter know what is stored, a row at a time. */
  async *#fill(filter: IdFilter): AsyncGenerator<void> {
    for await (const { key: [, id, from] } of this.#store.scan(keys.allSaid)) {
      yield filter.add(hashOf(nameOf([String(id), String(from)])));
    }
    for await (const { value } of this.#store.scan<unknown>(keys.allIds, ROWS_AT_ONCE)) {
      for (const [id, from] of sayingsIn(value)) filter.add(hashOf(nameOf([id, from])));
      yield;
    }
    // Unless the store was taken anew meanwhile.
    if (filter === this.#filling) this.#filter = filter;
  }

  /** What no stored id comes after, of those that come before another; "" when there is none. */
  async #newestBefore(before: string): Promise<string> {
    const options = { reverse: true, limit: 1 };
    const alone = { prefix: keys.allSaid, end: keys.saidFrom(before) };
    const sharing = { prefix: keys.allMoments, end: keys.ofMoment(before) };
    const [id] = await this.#store.list(alone, options);
    const [moment] = await this.#store.list(sharing, options);
    // Nothing of a moment is after this.
    const end = moment ? `${String(moment.key[1])}\x7f` : "";
    const newest = String(id?.key[1] ?? "");
    return newest > end ? newest : end;
  }
}

/** Which of some messages have a row of their own. */
export async function findAlone(
  store: Store,
  identities: readonly Identity[],
): Promise<StoredMessages> {
  const places = await store.getMany<Stored["said"]>(identities.map((one) => keys.said(...one)));
  return new Map(
    identities.flatMap((one, i) => places[i]?.value ? [[nameOf(one), places[i].value]] : []),
  );
}

function isNear(id: string, at: number): boolean {
  return id > timeOf(at - NEAR_MS) && id < timeOf(at + NEAR_MS);
}
