import { assertEquals } from "@std/assert";
import { KvJournal } from "../../../server/kv/journal.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { saying, words } from "../../support/hub/log.ts";

/** How many rows something writes, and in how many commits. */
async function written(store: Store, act: () => Promise<unknown>): Promise<[number, number]> {
  const stamps = async () =>
    new Map(
      await Array.fromAsync(store.scan([]), ({ key, versionstamp }) =>
        [JSON.stringify(key), versionstamp] as const),
    );
  const before = await stamps();
  await act();
  const changed = (await stamps()).entries().filter(([key, stamp]) => before.get(key) !== stamp)
    .map(([, stamp]) => stamp).toArray();
  return [changed.length, new Set(changed).size];
}

Deno.test("A message on a shared database is one commit of four rows, and a hundred are one of 103", async () => {
  await using store = await Store.open(MEMORY, { shared: true });
  const journal = new KvJournal(store);
  await journal.createRoom("lobby", "lobby");
  await journal.append("lobby", [saying("lobby", "first")]);
  const one = () => journal.append("lobby", [saying("lobby", "alone")]);
  assertEquals(await written(store, one), [4, 1]);
  const hundred = words(100).map((id) => saying("lobby", id));
  assertEquals(await written(store, () => journal.append("lobby", hundred)), [103, 1]);
});
