/**
 * Reads a whole store while a server may write to it.
 *
 * The order is what makes a backup whole without stopping anybody. What refers to entries comes
 * before the rooms' heads are read, so it refers to nothing that is not there; what is referred to,
 * such as a person of a direct room, comes after them.
 *
 * @module
 */
import type { Head } from "../../hub/log/journal.ts";
import { keys, type Stored } from "../../server/kv/keys.ts";
import { KvPolicies } from "../../server/kv/policies.ts";
import { formatOf } from "../../server/kv/migrations.ts";
import { sayingsIn } from "../../server/kv/ids.ts";
import type { Store } from "../../server/kv/store.ts";
import { readPage } from "../../server/kv/stored.ts";
import { type BackupRecord, FORMAT, VERSION } from "./record.ts";
import { BackupError } from "./seal.ts";

/** Values that are read at once, each of at most 64 KiB. */
const PAGES = 20;

/**
 * All that a store keeps, but for the last record.
 *
 * @throws {StoreError} If it can't be read.
 * @throws {BackupError} If something is missing in it.
 */
export async function* readStore(store: Store, at: number): AsyncGenerator<BackupRecord> {
  const format = await store.use((kv) => formatOf(kv));
  yield { type: "begin", format: FORMAT, version: VERSION, at, store: format };
  for await (const { key, value } of store.scan<Stored["said"]>(keys.allSaid)) {
    const { room, seq } = value;
    yield { type: "said", id: String(key[1]), from: String(key[2]), room, seq };
  }
  for await (const { value } of store.scan<unknown>(keys.allMoments, PAGES)) {
    for (const [id, from, room, seq] of sayingsIn(value)) {
      yield { type: "said", id, from, room, seq };
    }
  }
  for await (const { key, value } of store.scan<Stored["read"]>(keys.allReads)) {
    const { seq, nth } = value;
    yield { type: "read", person: String(key[1]), room: String(key[2]), seq, nth };
  }
  for await (const { key, value } of store.scan<Stored["mention"] | true>(keys.allMentions)) {
    // Once there was a row for each of them, under its number.
    const call = value === true ? { seq: Number(key[3]) } : value;
    yield { type: "mention", name: String(key[1]), room: String(key[2]), ...call };
  }
  for await (const { key, value } of store.scan<Stored["erasing"]>(keys.allErasing)) {
    yield { type: "disowning", by: String(key[1]), fate: value };
  }
  for await (const { key, value } of store.scan<Stored["room"]>(keys.rooms)) {
    yield* readRoom(store, String(key[1]), value);
  }
  yield* readPolicies(store);
  yield* readPeople(store);
}

/** Who has an account or a session, and what is noted of them. */
async function* readPeople(store: Store): AsyncGenerator<BackupRecord> {
  for await (const { key, value } of store.scan<Stored["account"]>(keys.accounts)) {
    yield { type: "account", claim: String(key[1]), account: value };
  }
  const founded = await store.use((kv) => kv.get<Stored["founded"]>(keys.founded));
  if (founded.value !== null) yield { type: "founded", id: founded.value };
  for await (const { key, value } of store.scan<Stored["administrator"]>(keys.administrators)) {
    yield { type: "administrator", claim: String(key[1]), id: value };
  }
  for await (const { key, value } of store.scan<Stored["session"]>(keys.sessions)) {
    yield { type: "session", hash: String(key[1]), session: value };
  }
  for await (const { key, value } of store.scan<Stored["lastNamed"]>(keys.allLastNamed)) {
    yield { type: "lastNamed", name: String(key[1]), id: value };
  }
  for await (const { key, value } of store.scan<Stored["block"]>(keys.allBlocks)) {
    yield { type: "block", person: String(key[1]), block: value };
  }
  for await (const { key, value } of store.scan<Stored["direct"]>(keys.allDirects)) {
    if (value === true) continue;
    yield { type: "left", person: String(key[1]), room: String(key[2]), at: value.left };
  }
  for await (const { key, value } of store.scan<Stored["invite"]>(keys.invites)) {
    yield { type: "invite", hash: String(key[1]), invite: value };
  }
  for await (const { value } of store.scan<Stored["audit"]>(keys.allAudit)) {
    yield { type: "audit", entry: value };
  }
}

/** The policies, after the rooms: who was sent away meanwhile must not be let in again. */
async function* readPolicies(store: Store): AsyncGenerator<BackupRecord> {
  for await (const [room, policy] of new KvPolicies(store).changes()) {
    yield { type: "charter", room, charter: policy };
  }
}

/**
 * A room's log up to its head as it was read, and then the room. From the newest on, because
 * retention may take away the oldest meanwhile: then the log starts later, and has no hole.
 */
async function* readRoom(store: Store, room: string, head: Head): AsyncGenerator<BackupRecord> {
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
  yield { type: "room", room, head: { ...head, first } };
}

/** @throws {BackupError} If entries before one are missing that were not forgotten on purpose. */
async function refuseHole(store: Store, room: string, first: number): Promise<void> {
  const { value } = await store.use((kv) => kv.get<Stored["room"]>(keys.room(room)));
  if (value && value.first >= first) return;
  throw new BackupError(`entry ${first - 1} of room ${JSON.stringify(room)} is missing`);
}
