/**
 * Restores a store from the records of a backup, as they come.
 *
 * @module
 */
import type { Head } from "../../hub/log/journal.ts";
import { mentionedBy } from "../../protocol/markup/mentioned.ts";
import { displayKeys } from "../../protocol/name/display_name.ts";
import { identityOf, type Kept } from "../../hub/log/kept_entry.ts";
import { keys } from "../../server/kv/keys.ts";
import { IMPORTED } from "../../server/kv/log/owner.ts";
import { type Kind, KINDS, type Stored } from "../../server/kv/schema.ts";
import { piecesOf } from "../../server/kv/people/policies.ts";
import { pageValue } from "../../server/kv/pages/page_value.ts";
import type { Store } from "../../server/kv/store.ts";
import { type BackupRecord, ROW_KINDS, rowOf, type RowRecord } from "./record.ts";
import { type FileRecord, FileRestoration } from "./files_into_store.ts";
import type { Blobs } from "../../server/files/blobs.ts";
import { BackupError } from "./seal.ts";

/** What one commit takes. The limits of Deno KV are 1,000, 800 KB and 80 KB. */
const COMMIT_MAX = { writes: 500, bytes: 600_000, keyBytes: 60_000 } as const;
/** The bytes of a page, at most. */
const PAGE_BYTES = 64 * 1024;
/** Keys that are deleted at once. */
const BATCH = 500;

/** A record of something that is in the store. */
export type StoredRecord = Exclude<BackupRecord, { type: "begin" | "end" }>;

interface Write {
  readonly key: Deno.KvKey;
  readonly value: unknown;
  readonly expireIn?: number;
}

export interface RestorationOptions {
  /** When the backup was made, in milliseconds since the epoch. */
  at: number;
  /** Whether each log gets another epoch, so that clients who have seen more of it start again. */
  newEpochs: boolean;
  /** The format that the store had. It is brought to ours when a server starts. */
  format: number;
  /** Where bytes of files go, unless the store keeps them. */
  folder?: Blobs | undefined;
}

/** The newest call of each person in each room so far: logs come from their newest pages on. */
type Calls = Map<string, number>;

export class Restoration {
  readonly #store: Store;
  readonly #options: RestorationOptions;
  #writes: Write[] = [];
  #weight = { bytes: 0, keyBytes: 0 };
  readonly #calls: Calls = new Map();
  readonly #files: FileRestoration;
  /** The part of a room's log that was read, from its newest on; the room itself follows. */
  #log: { room: string; first: number; last: number } | undefined;

  private constructor(store: Store, options: RestorationOptions) {
    this.#store = store;
    this.#options = options;
    this.#files = new FileRestoration(store, options.folder);
  }

  /**
   * Begins to restore. From now on until `finish` no server opens the store.
   *
   * @throws {BackupError} If there is something in it.
   */
  static async begin(store: Store, options: RestorationOptions): Promise<Restoration> {
    const marked = await store.use((kv) =>
      kv.atomic().check({ key: keys.importing, versionstamp: null }).set(keys.importing, true)
        .commit()
    );
    if (!marked.ok) throw new BackupError("another import into the store is under way");
    // Checked after the marker is set: a server that starts now is refused, and one that runs has written
    // something.
    const found = await store.list({ prefix: [] }, { limit: 2 });
    if (found.length === 1) return new Restoration(store, options);
    await store.use((kv) => kv.delete(keys.importing));
    throw new BackupError("the store is not empty");
  }

  /** Restores the next record, from a line of so many bytes. */
  async add(record: StoredRecord, lineBytes: number): Promise<void> {
    const writes = isOfFile(record)
      ? await this.#files.add(record)
      : writesOf(record, this.#options, this.#calls);
    for (const write of writes) {
      if (this.#isFull()) await this.#commit();
      this.#writes.push(write);
      this.#weight.bytes += weigh(write.value, lineBytes);
      this.#weight.keyBytes += weighKey(write.key);
    }
  }

  /** Finishes the restoration: from now on servers open the store. */
  async finish(): Promise<void> {
    this.#writes.push(...this.#files.counts());
    await this.#commit();
    await this.#store.use((kv) =>
      kv.atomic().set(keys.format, this.#options.format).delete(keys.importing).commit()
    );
  }

  /** Deletes everything again, the marker last. */
  async undo(): Promise<void> {
    await this.#files.undo();
    const options = { limit: BATCH, batchSize: BATCH };
    for (let found = BATCH; found === BATCH;) {
      const entries = await this.#store.list({ prefix: [] }, options);
      found = entries.length;
      await this.#store.use((kv) => {
        const atomic = kv.atomic();
        for (const { key } of entries) if (key[0] !== keys.importing[0]) atomic.delete(key);
        return atomic.commit();
      });
    }
    await this.#store.use((kv) => kv.delete(keys.importing));
  }

  /** Goes on to a record, if it can be next: a log is whole, from its room's head down to its first. */
  follows(record: StoredRecord): boolean {
    const log = this.#log;
    if (record.type === "log") {
      const { room, kept } = record;
      const [first, last] = [kept[0]!.entry.seq, kept.at(-1)!.entry.seq];
      if (log && (log.room !== room || log.first !== last + 1)) return false;
      this.#log = { room, first, last: log?.last ?? last };
      return true;
    }
    if (isOfFile(record)) return log === undefined && this.#files.follows(record);
    this.#log = undefined;
    if (record.type !== "room") return log === undefined;
    const { room, head: { first, seq } } = record;
    if (!log) return first === seq + 1;
    return log.room === room && log.first === first && log.last === seq;
  }

  #isFull(): boolean {
    const { bytes, keyBytes } = this.#weight;
    return this.#writes.length >= COMMIT_MAX.writes || bytes >= COMMIT_MAX.bytes ||
      keyBytes >= COMMIT_MAX.keyBytes;
  }

  async #commit(): Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    this.#weight = { bytes: 0, keyBytes: 0 };
    await this.#store.use((kv) => {
      // A server that opened the store before may own it.
      const atomic = kv.atomic().set(keys.owner, IMPORTED);
      for (const { key, value, expireIn } of writes) {
        atomic.set(key, value, expireIn === undefined ? {} : { expireIn });
      }
      return atomic.commit();
    });
  }
}

function isOfFile(record: StoredRecord): record is FileRecord {
  return record.type === "chunk" || record.type === "blob" || record.type === "file";
}

/** What is in the store for a record. What expires has all its time before it again. */
function* writesOf(
  record: Exclude<StoredRecord, FileRecord>,
  options: RestorationOptions,
  calls: Calls,
): Generator<Write> {
  switch (record.type) {
    case "log":
      yield {
        key: keys.page(record.room, record.kept.at(-1)!.entry.seq),
        value: pageValue(record.kept),
      };
      for (const kept of record.kept) yield* tracesOf(record.room, kept, options.at, calls);
      return;
    case "room":
      return yield* roomOf(record.room, record.head, options);
    case "policy": {
      yield { key: keys.policiesChanged, value: true };
      const pieces = piecesOf(record.policy);
      for (const [i, value] of pieces.entries()) {
        yield { key: keys.policyPiece(record.room, i), value };
      }
      return;
    }
    default:
      yield* rowsOf(record, calls);
  }
}

/** The row of a record, and what is made anew of it. */
function* rowsOf(record: RowRecord, calls: Calls): Generator<Write> {
  const kind = ROW_KINDS.get(record.type)!;
  const row = rowOf(kind, record);
  const [, name = "", room = ""] = row.key.map(String);
  if (kind === KINDS.mention && KINDS.mention.is(row.value)) {
    return yield* callOf(name, room, row.value, calls);
  }
  yield { ...row, ...withExpiry(kind) };
  if (kind === KINDS.account && KINDS.account.is(row.value)) {
    for (const { id } of row.value.passkeys ?? []) yield { key: keys.passkey(id), value: name };
  }
  if (kind === KINDS.profile && KINDS.profile.is(row.value)) {
    const { display } = row.value;
    if (display !== undefined) yield { key: keys.displayed(displayKeys(display)[0]), value: name };
  }
  if (kind === KINDS.invite && KINDS.invite.is(row.value)) yield* indexOf(name, row.value);
  if (kind !== KINDS.session || !KINDS.session.is(row.value)) return;
  const { id, person } = row.value;
  yield { key: keys.sessionOf(person, id), value: name, ...withExpiry(KINDS.sessionOf) };
}

/** What leads to an invitation that can still be used. */
function* indexOf(hash: string, { by, room, left = 1 }: Stored["invite"]): Generator<Write> {
  if (left < 1) return;
  yield { key: keys.inviteOf(by, hash), value: true, ...withExpiry(KINDS.inviteOf) };
  if (room === undefined) return;
  yield { key: keys.roomInvite(room, hash), value: true, ...withExpiry(KINDS.roomInvite) };
}

function withExpiry({ expireIn }: Kind): Pick<Write, "expireIn"> {
  return expireIn === undefined ? {} : { expireIn };
}

/**
 * What leads to an entry. What was said while the backup was being made may be in it as an entry
 * alone; so the entries that are young enough are looked at for it.
 */
function* tracesOf(room: string, { entry, by }: Kept, at: number, calls: Calls): Generator<Write> {
  const { expireIn } = KINDS.said;
  if (entry.type !== "said" || entry.at < at - expireIn) return;
  const place = { room: entry.room, seq: entry.seq };
  const identity = identityOf(entry);
  if (identity) yield { key: keys.said(...identity), value: place, expireIn };
  // Others that were not read are in the backup as what they are.
  if (entry.at < at) return;
  const { seq } = entry;
  for (const name of mentionedBy(entry)) yield* callOf(name, room, { seq, by }, calls);
}

/** A call, unless one is known that is newer. */
function* callOf(
  name: string,
  room: string,
  call: Stored["mention"],
  calls: Calls,
): Generator<Write> {
  const pair = `${name} ${room}`;
  if ((calls.get(pair) ?? 0) >= call.seq) return;
  calls.set(pair, call.seq);
  yield { key: keys.mention(name, room), value: call, ...withExpiry(KINDS.mention) };
}

function* roomOf(room: string, head: Head, { newEpochs }: RestorationOptions): Generator<Write> {
  const epoch = newEpochs ? crypto.randomUUID() : head.epoch;
  yield { key: keys.room(room), value: { ...head, epoch } };
  for (const person of head.people ?? []) yield { key: keys.direct(person, room), value: true };
}

/** The bytes of a value that comes from a line, at most. */
function weigh(value: unknown, lineBytes: number): number {
  if (value instanceof Uint8Array) return value.length + 100;
  // What is one byte in a line may be two in the store.
  if (Array.isArray(value)) return Math.min(PAGE_BYTES, 2 * lineBytes);
  return 2 * JSON.stringify(value).length;
}

/** The bytes of a key, at most: three for each code unit, and what is around the parts. */
function weighKey(key: Deno.KvKey): number {
  return key.reduce((sum: number, part) => sum + 16 + 3 * String(part).length, 0);
}
