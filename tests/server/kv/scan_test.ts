import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { AsyncLocalStorage } from "node:async_hooks";
import { openPolicy } from "../../../hub/permissions/policy.ts";
import { KvPolicies, piecesOf } from "../../../server/kv/people/policies.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { keys } from "../../../server/kv/keys.ts";
import { KvSessionStore } from "../../../server/kv/people/session_store.ts";
import { Store } from "../../../server/kv/store.ts";
import { backupLines } from "../../../tools/export.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Rows that one read may bring. */
const PAGE_MAX = 1000;
const COUNT = 2 * PAGE_MAX + 1;
/** Rows that are read at once unless it is said how many. */
const BATCH = 100;
/** Rows that are written at once. */
const WRITES = 400;

/** Notes how many rows are asked for, and read by operations of a store, until it is disposed of. */
class Reads implements Disposable {
  /** The limit of each read of many rows. */
  readonly limits: number[] = [];
  /** The most that one read, and the most that is read without an operation in one batch. */
  most = 0;
  /** All that were read. */
  rows = 0;
  readonly #operation = new AsyncLocalStorage<{ rows: number }>();
  readonly #list = Deno.Kv.prototype.list;
  readonly #use = Store.prototype.use;

  constructor() {
    const { limits } = this;
    const operation = this.#operation;
    const list = this.#list;
    const use = this.#use;
    const note = (rows: number) => this.most = Math.max(this.most, rows);
    const noteRow = () => {
      this.rows++;
      const asked = operation.getStore();
      if (asked) note(++asked.rows);
    };
    Deno.Kv.prototype.list = function <T>(
      this: Deno.Kv,
      selector: Deno.KvListSelector,
      options: Deno.KvListOptions = {},
    ) {
      const { limit = Infinity, batchSize = BATCH } = options;
      limits.push(limit);
      // Whom no operation keeps waiting reads on after each batch.
      if (!operation.getStore()) note(Math.min(limit, batchSize));
      const found = list.call(this, selector, options) as Deno.KvListIterator<T>;
      const next = found.next.bind(found);
      found.next = async () => {
        const result = await next();
        if (!result.done) noteRow();
        return result;
      };
      return found;
    };
    Store.prototype.use = function <T>(this: Store, act: (kv: Deno.Kv) => Promise<T>): Promise<T> {
      return use.call(this, (kv) => operation.run({ rows: 0 }, () => act(kv))) as Promise<T>;
    };
  }

  [Symbol.dispose](): void {
    Deno.Kv.prototype.list = this.#list;
    Store.prototype.use = this.#use;
  }
}

/** Writes rows of rooms that nobody uses, as many as are asked for, with their policies. */
async function fill(store: Store, count: number): Promise<void> {
  for (let start = 0; start < count; start += WRITES) {
    await store.write((kv) => {
      const atomic = kv.atomic();
      for (let i = start; i < Math.min(count, start + WRITES); i++) {
        const name = `room${i}`;
        const head = { name, epoch: `e${i}`, first: 1, seq: 1, said: 1, topic: "" };
        const [piece] = piecesOf(openPolicy(`guest:${i % 999}`));
        atomic.set(keys.room(name), head).set(keys.policyPiece(name, 0), piece);
      }
      return atomic.set(keys.policiesChanged, true).commit();
    });
  }
}

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let found = 0;
  for await (const _ of items) found++;
  return found;
}

Deno.test("Whatever is looked at as a whole is read a page at a time", async () => {
  await using store = await Store.open(":memory:", { shared: true });
  await fill(store, COUNT);
  for (let start = 0; start < COUNT; start += WRITES) {
    await store.write((kv) => {
      const atomic = kv.atomic();
      for (let i = start; i < Math.min(COUNT, start + WRITES); i++) {
        atomic.set(keys.erasing(`guest:${i}`), "keep").set(keys.ended(`session${i}`), true);
      }
      return atomic.commit();
    });
  }
  using reads = new Reads();
  const journal = new KvJournal(store);
  assertEquals(await count(journal.rooms()), COUNT);
  assertEquals(await count(new KvPolicies(store).changes()), COUNT);
  assertEquals((await journal.erasing()).length, COUNT);
  assertEquals((await new KvSessionStore(store).ended()).length, COUNT);
  assertLessOrEqual(Math.max(...reads.limits), PAGE_MAX);
});

Deno.test("An export reads a page at a time", async () => {
  await using store = await Store.open(":memory:");
  for (let i = 0; i < 3; i++) {
    const head = { name: `room${i}`, epoch: `e${i}`, first: 2, seq: 1, said: 1, topic: "" };
    await store.write((kv) => kv.set(keys.room(head.name), head));
  }
  using reads = new Reads();
  assertEquals(await count(backupLines(store)), 5, "a header, three rooms, the end");
  assertLessOrEqual(Math.max(...reads.limits), PAGE_MAX);
});

Deno.test("A server with many rooms starts, and asks the store for few rows at a time", async () => {
  await using file = await StoreFile.make();
  await fill(file.store, 40_000);
  using reads = new Reads();
  await using server = await TestServer.start({ store: file.path });
  assert(reads.rows >= 2 * 40_000, "rooms and policies were read");
  assertLessOrEqual(reads.most, PAGE_MAX);
  await using ada = await TestClient.connect(server, { name: "ada" });
  const answer = await ada.ask({ type: "rooms" });
  assertEquals(answer.type === "rooms" && answer.rooms.length, 500);
});
