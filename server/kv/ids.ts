/**
 * Under which ids messages are stored, so that one that comes again is not stored again.
 *
 * An id that may be stored already has a row of its own, which a commit can check. Almost all are new
 * for certain (see `hold.ts`): of those a commit writes all that are of the same moment into one row.
 * A row costs 8 µs, whatever is in it: in few rooms that is nearly twice as many appends a second, and
 * where 200 talk a tenth less CPU for each delivery. Ids begin with the time, so who looks for one
 * knows its moment.
 *
 * No commit can check what is within a row. So only who holds the store writes shared rows, and who
 * does not hold it looks into them while nobody does.
 *
 * @module
 */
import type { Draft } from "../../hub/log/journal.ts";
import { keys } from "./keys.ts";
import { isSaying, KINDS, type Saying, type Stored } from "./schema.ts";
import type { Store } from "./store.ts";

/** How far from ours the time of an id may be that shares a row, so that few are of one moment. */
const NEAR_MS = 60_000;
/** Hexadecimal digits of an id's time, which is in milliseconds. */
const TIME_LENGTH = 12;
/** Those of them that all ids of a moment begin with: it is 256 ms long. */
const MOMENT_LENGTH = 10;
/**
 * Ids that share a row, at most. A value of Deno KV may have 64 KiB, and an id that was used in a
 * direct room of eight, who all have long names, takes 1,260 bytes of it.
 */
const SHARING_MAX = 50;
/** Rows of one moment that are read at once. Each may have 64 KiB. */
const MOMENT_ROWS = 100;

/** A message's id, and `nameKey` of who said it. */
export type Identity = readonly [id: string, from: string];
/** Where messages are, by `nameOf` their identity. */
export type StoredMessages = Map<string, Stored["said"]>;

/** The ids of the messages that one commit stores. */
export class FreshIds {
  readonly #stored: StoredMessages;
  readonly #unstored: ReadonlySet<Draft>;
  /** Between which ids those are that may share a row. */
  readonly #near: readonly [from: string, to: string];
  readonly #alone: [Identity, Stored["said"]][] = [];
  /** By the beginning of their ids. */
  readonly #moments = new Map<string, Saying[]>();
  /** What may be stored already; also of messages that were refused. */
  readonly #unsure: Identity[] = [];

  /** Knows where messages are stored, notes new ones, and knows which drafts certainly are not. */
  constructor(stored: StoredMessages, unstored: ReadonlySet<Draft>) {
    this.#stored = stored;
    this.#unstored = unstored;
    const now = Date.now();
    this.#near = [timeOf(now - NEAR_MS), timeOf(now + NEAR_MS)];
  }

  /** Where a draft's message is stored. If we do not know, the commit fails in case it is. */
  placeOf(draft: Draft, identity: Identity): Stored["said"] | undefined {
    const place = this.#stored.get(nameOf(identity));
    if (!place && !this.#unstored.has(draft)) this.#unsure.push(identity);
    return place;
  }

  /** Notes where a draft's message will be. */
  add(draft: Draft, identity: Identity, place: Stored["said"]): void {
    this.#stored.set(nameOf(identity), place);
    const [id, from] = identity;
    if (!this.#unstored.has(draft) || !this.#isNear(id)) {
      this.#alone.push([identity, place]);
      return;
    }
    const moment = momentOf(id);
    const sharing = this.#moments.get(moment);
    const saying: Saying = [id, from, place.room, place.seq];
    if (sharing) sharing.push(saying);
    else this.#moments.set(moment, [saying]);
  }

  /** Adds all to a commit, which fails if one of them is stored already. */
  commit(atomic: Deno.AtomicOperation): void {
    for (const identity of this.#unsure) {
      atomic.check({ key: keys.said(...identity), versionstamp: null });
    }
    for (const [identity, place] of this.#alone) {
      atomic.set(keys.said(...identity), place, { expireIn: KINDS.said.expireIn });
    }
    for (const [moment, sharing] of this.#moments) {
      for (let i = 0; i < sharing.length; i += SHARING_MAX) {
        const row = sharing.slice(i, i + SHARING_MAX);
        const [id, from] = row[0]!;
        atomic.set(keys.moment(moment, id, from), row, { expireIn: KINDS.moment.expireIn });
      }
    }
  }

  #isNear(id: string): boolean {
    const [from, to] = this.#near;
    return mayShare(id) && id > from && id < to;
  }
}

/** What messages are called that are the same. */
export function nameOf([id, from]: Identity): string {
  return `${id} ${from}`;
}

/** Whether an id begins with a time before the year 2527, as all do that share a row. */
export function mayShare(id: string): boolean {
  return id.length >= TIME_LENGTH && id < "1";
}

/** How ids begin that are made at a time, in milliseconds since the epoch. */
export function timeOf(at: number): string {
  return at.toString(16).padStart(TIME_LENGTH, "0");
}

/** What of some messages is in shared rows, and where they are. */
export async function findSharing(
  store: Store,
  identities: readonly Identity[],
): Promise<StoredMessages> {
  const found: StoredMessages = new Map();
  if (store.shared) return found;
  const moments = new Set(identities.map(([id]) => momentOf(id)));
  const rows = await Promise.all(
    Array.from(
      moments,
      (moment) => Array.fromAsync(store.scan<unknown>(keys.ofMoment(moment), MOMENT_ROWS)),
    ),
  );
  for (const { value } of rows.flat()) {
    for (const [id, from, room, seq] of sayingsIn(value)) {
      found.set(nameOf([id, from]), { room, seq });
    }
  }
  return found;
}

/** The messages of a shared row, as far as it can be read. */
export function sayingsIn(value: unknown): Saying[] {
  return Array.isArray(value) ? value.filter(isSaying) : [];
}

/** What no stored id comes after, of those that come before another id; "" when there is none. */
export async function newestBefore(kv: Deno.Kv, before: string): Promise<string> {
  const options = { reverse: true, limit: 1 };
  const alone = { prefix: keys.allSaid, end: keys.saidFrom(before) };
  const sharing = { prefix: keys.allMoments, end: keys.ofMoment(before) };
  const [id] = await Array.fromAsync(kv.list(alone, options));
  const [moment] = await Array.fromAsync(kv.list(sharing, options));
  // Nothing of a moment is after this.
  const end = moment ? `${String(moment.key[1])}\x7f` : "";
  const newest = String(id?.key[1] ?? "");
  return newest > end ? newest : end;
}

function momentOf(id: string): string {
  return id.slice(0, MOMENT_LENGTH);
}
