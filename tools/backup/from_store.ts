/**
 * Reads a whole store while a server may write to it.
 *
 * The order is what makes a backup whole without stopping anybody. What refers to entries comes
 * before the rooms' heads are read, so it refers to nothing that is not there; what is referred to,
 * such as a person of a direct room, comes after them.
 *
 * @module
 */
import { identityOf } from "../../hub/log/kept_entry.ts";
import type { Head } from "../../hub/log/journal.ts";
import { isHead } from "../../server/kv/checks.ts";
import { CommitLog } from "../../server/kv/log/commit_log.ts";
import { keys } from "../../server/kv/keys.ts";
import { pagesOf } from "../../server/kv/pages/page_value.ts";
import { type Kind, KINDS, type Stored } from "../../server/kv/schema.ts";
import { KvPolicies } from "../../server/kv/people/policies.ts";
import { formatOf } from "../../server/kv/migrations.ts";
import { sayingsIn } from "../../server/kv/ids/ids.ts";
import {
  FORMAT_OF_OLD_NAMES,
  oldKeys,
  policiesByRoom,
  policyOf,
} from "../../server/kv/old_names.ts";
import { type FileSource, readFiles } from "./files_from_store.ts";
import type { Blobs } from "../../server/files/blobs.ts";
import type { Store } from "../../server/kv/store.ts";
import { readPage } from "../../server/kv/pages/stored.ts";
import {
  type BackupRecord,
  FORMAT,
  hasRecords,
  recordOf,
  type RowKind,
  VERSION,
} from "./record.ts";
import { BackupError } from "./seal.ts";

/** Values that are read at once, each of at most 64 KiB. */
const PAGES = 20;

/** The kinds of rows of which records are made in a way of their own. */
type Made = Extract<typeof KINDS[keyof typeof KINDS]["backup"], { made: string }>["made"];

/** What is read, and what was read of it so far. */
interface Source extends FileSource {
  readonly format: number;
  readonly heads: Map<string, Pick<Head, "first" | "seq">>;
  readonly pictures: Set<string>;
}

type Make = (source: Source) => AsyncGenerator<BackupRecord>;

const MAKE: Readonly<Record<string, Make>> = {
  moment: ({ store }) => readSharedIds(store, keys.allMoments),
  ids: ({ store }) => readSharedIds(store, keys.allIds),
  room: readRooms,
  policy: readPolicies,
  file: readFiles,
} satisfies Record<Made, Make>;

export interface ReadOptions {
  /** Told of rows that can't be read, which would make the backup one that can't be restored. */
  readonly onUnreadable?: ((key: Deno.KvKey) => void) | undefined;
  /** Where bytes of files are that are not in the store. */
  readonly folder?: Blobs | undefined;
  /** Whether bytes of files are not read: then it is no backup. */
  readonly bytes?: "left out" | undefined;
}

/**
 * All that a store keeps, but for the last record. Rows that can't be read, which would make the
 * backup one that can't be restored, are told and left out.
 *
 * @throws {StoreError} If it can't be read.
 * @throws {BackupError} If something is missing in it.
 */
export async function* readStore(
  store: Store,
  at: number,
  { onUnreadable = () => {}, folder, bytes }: ReadOptions = {},
): AsyncGenerator<BackupRecord> {
  const format = await store.use((kv) => formatOf(kv));
  const source = {
    store,
    folder,
    bytes,
    format,
    heads: new Map(),
    pictures: new Set<string>(),
    onUnreadable,
  };
  yield { type: "begin", format: FORMAT, version: VERSION, at, store: format };
  yield* readLoggedIds(store);
  for (const kind of Object.values<Kind>(KINDS)) {
    if ("made" in kind.backup) yield* MAKE[kind.backup.made]!(source);
    if (!hasRecords(kind)) continue;
    for await (const row of rowsOf(store, kind, format)) {
      const record = recordOf(kind, row);
      if (kind === KINDS.profile && KINDS.profile.is(row.value)) notePicture(source, row.value);
      if (record) yield record;
      else if (!kind.is(row.value)) onUnreadable(row.key);
    }
  }
}

/** Notes that a file is needed: profiles come before files. */
function notePicture({ pictures }: Source, { picture }: Stored["profile"]): void {
  const id = picture?.split("/").at(-2);
  if (id !== undefined) pictures.add(id);
}

/** The rows of a kind. What is under a key of one part alone is not below it. */
async function* rowsOf(
  store: Store,
  { at, backup }: RowKind,
  format: number,
): AsyncGenerator<Deno.KvEntry<unknown>> {
  // A server may migrate the store meanwhile: what is not here any more is found in its new place.
  const hasOldName = at === KINDS.erasing.at && format <= FORMAT_OF_OLD_NAMES;
  if (hasOldName) yield* store.scan<unknown>(oldKeys.erasing);
  if (backup.parts.length > 0 || backup.rest) return yield* store.scan<unknown>([at]);
  const row = await store.use((kv) => kv.get<unknown>([at]));
  if (row.versionstamp !== null) yield row;
}

async function* readSharedIds(store: Store, prefix: Deno.KvKey): AsyncGenerator<BackupRecord> {
  for await (const { value } of store.scan<unknown>(prefix, PAGES)) {
    for (const [id, from, room, seq] of sayingsIn(value)) {
      yield { type: "said", id, from, room, seq };
    }
  }
}

/** The ids of what is in the log of commits. What leaves it meanwhile is in other rows, which are read then. */
async function* readLoggedIds(store: Store): AsyncGenerator<BackupRecord> {
  const log = new CommitLog(store);
  await log.load();
  const entries = log.rowsUpTo(log.last).flatMap(({ entries }) => entries.map(({ kept }) => kept));
  const found = entries.flatMap(({ entry }) => {
    const [id, from] = identityOf(entry) ?? [];
    const { room, seq } = entry;
    return id === undefined || from === undefined ? [] : [{ id, from, room, seq }];
  });
  found.sort((a, b) => a.id < b.id || a.id === b.id && a.from < b.from ? -1 : 1);
  for (const message of found) yield { type: "said", ...message };
}

async function* readRooms({ store, heads, onUnreadable }: Source): AsyncGenerator<BackupRecord> {
  // Before any head: what leaves the log meanwhile is in pages then, which are read after it.
  const log = new CommitLog(store);
  for (const { key } of await log.load()) onUnreadable(key);
  for await (const { key: [, room], value } of store.scan<unknown>(keys.rooms)) {
    if (!isHead(value)) {
      throw new BackupError(
        `the head of room ${JSON.stringify(room)} can't be read; a server that is started mends it`,
      );
    }
    log.fill(String(room), value.seq);
    for await (const record of readRoom(store, { room: String(room), head: value, log })) {
      if (record.type === "room") heads.set(record.room, record.head);
      yield record;
    }
  }
}

/** The policies, after the rooms: bans of the time in between must be in it. */
async function* readPolicies({ store, format }: Source): AsyncGenerator<BackupRecord> {
  if (format <= FORMAT_OF_OLD_NAMES) yield* readOldPolicies(store);
  for await (const [room, policy] of new KvPolicies(store).changes()) {
    yield { type: "policy", room, policy };
  }
}

/** Those of a store that is not migrated yet, before the others: a server may be about to do it. */
async function* readOldPolicies(store: Store): AsyncGenerator<BackupRecord> {
  const scan = store.scan<unknown>(oldKeys.policies, PAGES);
  for await (const pieces of policiesByRoom(scan)) {
    const [, room] = pieces[0].key;
    // One of several pieces may have been changed between them, and is read again as a whole.
    const whole = pieces.length === 1
      ? pieces
      : await store.list<unknown>({ prefix: oldKeys.policy(room!) }, { batchSize: PAGES });
    if (whole.length > 0) yield { type: "policy", room: String(room), policy: policyOf(whole) };
  }
}

/** A room, its head's row, and the log of commits, which was read before that. */
interface ReadRoom {
  readonly room: string;
  readonly head: Head;
  readonly log: CommitLog;
}

/**
 * A room's log up to its head as it was read, and then the room. From the newest on, because
 * retention may take away the oldest meanwhile: then the log starts later, and has no hole.
 */
async function* readRoom(
  store: Store,
  { room, head, log }: ReadRoom,
): AsyncGenerator<BackupRecord> {
  const kept = log.of(room).map(({ kept }) => kept).filter(({ entry }) => entry.seq > head.seq);
  for (const page of [...pagesOf(kept)].toReversed()) yield { type: "log", room, kept: page };
  let first = head.seq + 1;
  for (let some = PAGES; some === PAGES && first > head.first;) {
    const selector = { start: keys.page(room, head.first), end: keys.page(room, first) };
    const options = { limit: PAGES, batchSize: PAGES, reverse: true };
    const pages = await store.list<Stored["log"]>(selector, options);
    some = pages.length;
    for (const page of pages) {
      const kept = (await readPage(store, page)).filter(({ entry: { seq } }) =>
        head.first <= seq && seq < first
      );
      if (kept.at(-1)?.entry.seq !== first - 1) {
        some = 0;
        break;
      }
      first = kept[0]!.entry.seq;
      yield { type: "log", room, kept };
    }
  }
  if (first > head.first) await refuseHole(store, room, first);
  yield { type: "room", room, head: { ...log.advance(room, head), first } };
}

/** @throws {BackupError} If entries before one are missing that were not forgotten on purpose. */
async function refuseHole(store: Store, room: string, first: number): Promise<void> {
  const { value } = await store.use((kv) => kv.get<Stored["room"]>(keys.room(room)));
  if (value && value.first >= first) return;
  throw new BackupError(`entry ${first - 1} of room ${JSON.stringify(room)} is missing`);
}
