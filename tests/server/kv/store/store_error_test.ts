import { assertEquals, assertRejects } from "@std/assert";
import { JournalError } from "../../../../hub/log/journal.ts";
import { Store, StoreError } from "../../../../server/kv/store.ts";

Deno.test("Store.use() rejects with a StoreError when the database fails", async () => {
  await using store = await Store.open(":memory:");
  const tooLarge = ["a".repeat(3000)];
  const error = await assertRejects(() => store.use((kv) => kv.set(tooLarge, 1)), StoreError);
  assertEquals(error instanceof JournalError, true);
  assertEquals(error.cause instanceof TypeError, true);
});

Deno.test("Store.use() passes on a bug of ours as it is, and does not blame the database", async () => {
  await using store = await Store.open(":memory:");
  const bug = new TypeError("undefined is not a function");
  const thrown = await assertRejects(() => store.use(() => Promise.reject(bug)), TypeError);
  assertEquals(thrown, bug);
  assertEquals(await store.trouble(), undefined);
});
