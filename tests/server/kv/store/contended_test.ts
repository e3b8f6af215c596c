import { assertEquals, assertRejects } from "@std/assert";
import { despiteOthers } from "../../../../server/kv/store/contended.ts";
import type { Store } from "../../../../server/kv/store.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";

/** How many count at once in each process, and how far. */
const COUNTERS = 4;
const COUNT = 25;

/** Counts one up, whoever else does. */
async function countUp(store: Store, key: Deno.KvKey): Promise<void> {
  while (true) {
    const known = await store.use((kv) => kv.get<number>(key));
    const { ok } = await store.write((kv) =>
      kv.atomic().check(known).set(key, (known.value ?? 0) + 1).commit()
    );
    if (ok) return;
  }
}

Deno.test("No commit fails because another process writes to the same file", async () => {
  await using file = await SharedFile.make();
  const stores = [await file.store(), await file.store()];
  const keys = stores.flatMap((_, i) =>
    Array.from({ length: COUNTERS }, (_, j) => ["count", i, j])
  );
  await Promise.all(keys.map(async (key) => {
    for (let n = 0; n < COUNT; n++) await countUp(stores[Number(key[1])]!, key);
  }));
  for (const store of stores) {
    const counts = await store.getMany<number>(keys);
    assertEquals(counts.map(({ value }) => value), keys.map(() => COUNT));
  }
});

Deno.test("What others came between is done again, and what failed otherwise is not", async () => {
  const locked = () => Promise.reject(new TypeError("database is locked"));
  let tries = 0;
  assertEquals(await despiteOthers(() => ++tries < 4 ? locked() : Promise.resolve("done")), "done");
  assertEquals(tries, 4);
  tries = 0;
  const full = () => Promise.reject(new TypeError(`database or disk is full ${++tries}`));
  await assertRejects(() => despiteOthers(full), TypeError, "full 1");
});
