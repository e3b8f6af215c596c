/**
 * Where a chat keeps what must not be lost.
 *
 * @module
 */
import { type Blocks, MemoryBlocks } from "../hub/person_blocks.ts";
import type { Charters } from "../hub/charters.ts";
import type { Journal } from "../hub/journal.ts";
import type { Marks } from "../hub/marks.ts";
import { MemoryCharters } from "../hub/memory_charters.ts";
import { MemoryJournal } from "../hub/memory_journal.ts";
import { MemoryMarks } from "../hub/memory_marks.ts";
import type { AccountBook } from "./door/accounts.ts";
import type { AuditBook } from "./door/audit.ts";
import { MemoryAccountBook } from "./door/memory_account_book.ts";
import { MemoryAuditBook } from "./door/memory_audit_book.ts";
import { MemorySessionBook } from "./door/memory_session_book.ts";
import type { SessionBook } from "./door/sessions.ts";
import { KvAccountBook } from "./kv/account_book.ts";
import { KvAuditBook } from "./kv/audit_book.ts";
import { KvBlocks } from "./kv/blocks.ts";
import { KvCharters } from "./kv/charters.ts";
import { KvJournal } from "./kv/journal.ts";
import { KvMarks } from "./kv/marks.ts";
import { KvSessionBook } from "./kv/session_book.ts";
import { Store, type StoreOptions } from "./kv/store.ts";

export interface Backing extends AsyncDisposable {
  readonly journal: Journal;
  readonly marks: Marks;
  readonly charters: Charters;
  readonly blocks: Blocks;
  readonly sessions: SessionBook;
  readonly accounts: AccountBook;
  readonly audit: AuditBook;
  /** How long retention rests between two looks at all rooms, in milliseconds; a minute unless said. */
  readonly retainEveryMs?: number | undefined;
  /** What is wrong with it, in words; `undefined` when it works. */
  trouble(): Promise<string | undefined>;
}

/** Keeps everything in this process, until it ends. */
export function memoryBacking(): Backing {
  const journal = new MemoryJournal();
  return {
    journal,
    marks: new MemoryMarks(journal),
    charters: new MemoryCharters(),
    blocks: new MemoryBlocks(),
    sessions: new MemorySessionBook(),
    accounts: new MemoryAccountBook(),
    audit: new MemoryAuditBook(),
    // A look costs next to nothing, and what is kept is memory.
    retainEveryMs: 5000,
    trouble: () => Promise.resolve(undefined),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/**
 * Keeps everything in a Deno KV database, named as `Store.open` takes it.
 *
 * @throws {StoreError} If it can't be opened.
 */
export async function kvBacking(
  place: string | undefined,
  options?: StoreOptions,
): Promise<Backing> {
  const store = await Store.open(place, options);
  return { ...backingOver(store), [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/** Keeps everything in a store, which somebody else lets go of. */
export function backingOver(store: Store): Backing {
  return {
    journal: new KvJournal(store),
    marks: new KvMarks(store),
    charters: new KvCharters(store),
    blocks: new KvBlocks(store),
    sessions: new KvSessionBook(store),
    accounts: new KvAccountBook(store),
    audit: new KvAuditBook(store),
    trouble: () => store.trouble(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
