import { assertEquals, assertLessOrEqual } from "@std/assert";
import { openCharter } from "../../../hub/charter.ts";
import { KvCharters, piecesOf } from "../../../server/kv/charters.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { keys } from "../../../server/kv/keys.ts";
import { KvSessionBook } from "../../../server/kv/session_book.ts";
import { Store } from "../../../server/kv/store.ts";
import { kvBacking } from "../../../server/backing.ts";
import { backupLines } from "../../../tools/export.ts";
import { StoreFile } from "../../support/store_file.ts";
import { TestClient } from "../../support/test_client.ts";
import { TestServer } from "../../support/test_server.ts";

/** Rows that one read may bring. */
const PAGE_MAX = 1000;
const COUNT = 2 * PAGE_MAX + 1;
/** Rows that are written at once. */
const WRITES = 400;

/** Notes the limit of each read of many rows, until it is disposed of. */
class Reads implements Disposable {
  readonly limits: number[] = [];
  readonly #list = Deno.Kv.prototype.list;

  constructor() {
    const { limits } = this;
    const list = this.#list;
    Deno.Kv.prototype.list = function <T>(
      this: Deno.Kv,
      selector: Deno.KvListSelector,
      options: Deno.KvListOptions = {},
    ) {
      limits.push(options.limit ?? Infinity);
      return list.call(this, selector, options) as Deno.KvListIterator<T>;
    };
  }

  [Symbol.dispose](): void {
    Deno.Kv.prototype.list = this.#list;
  }
}

/** Writes rows of rooms that nobody uses, as many as are asked for, with their charters. */
async function fill(store: Store, count: number): Promise<void> {
  for (let start = 0; start < count; start += WRITES) {
    await store.write((kv) => {
      const atomic = kv.atomic();
      for (let i = start; i < Math.min(count, start + WRITES); i++) {
        const name = `room${i}`;
        const head = { name, epoch: `e${i}`, first: 1, seq: 1, said: 1, topic: "" };
        const [piece] = piecesOf(openCharter(`guest:${i % 999}`));
        atomic.set(keys.room(name), head).set(keys.charterPiece(name, 0), piece);
      }
      return atomic.set(keys.chartersChanged, true).commit();
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
        atomic.set(keys.disowning(`guest:${i}`), "keep").set(keys.ended(`session${i}`), true);
      }
      return atomic.commit();
    });
  }
  using reads = new Reads();
  const journal = new KvJournal(store);
  assertEquals(await count(journal.rooms()), COUNT);
  assertEquals(await count(new KvCharters(store).changes()), COUNT);
  assertEquals((await journal.disowning()).length, COUNT);
  assertEquals((await new KvSessionBook(store).ended()).length, COUNT);
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

Deno.test("A server with many rooms starts, however little time each answer may take", async () => {
  await using file = await StoreFile.make();
  await fill(file.store, 40_000);
  const backing = await kvBacking(file.path, { answerMs: 250 });
  await using server = await TestServer.start({ backing });
  await using ada = await TestClient.connect(server, { name: "ada" });
  const answer = await ada.ask({ type: "rooms" });
  assertEquals(answer.type === "rooms" && answer.rooms.length, 500);
});
