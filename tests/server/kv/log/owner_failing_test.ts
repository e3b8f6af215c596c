import { assertEquals, assertRejects } from "@std/assert";
import type { Journal } from "../../../../hub/log/journal.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { type Store, StoreError } from "../../../../server/kv/store.ts";
import { numbers, wholeLog } from "../../../hub/log/journal_contract.ts";
import { timedId } from "../../../support/hub/log.ts";
import { idsIn, ROOM, say, SharedFile, storedAt } from "../../../support/store/shared_file.ts";
import { copyStore } from "../../../support/store/store_file.ts";

/** Loses the answer of the next commit in a store, which is done when what this gives is called. */
function loseAnswer(store: Store): () => Promise<unknown> {
  const use = store.use.bind(store);
  const { promise: due, resolve } = Promise.withResolvers<void>();
  let doing: Promise<unknown> = due;
  store.use = <T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> => {
    store.use = use;
    doing = use((kv) => operation({ atomic: () => whenDue(kv.atomic(), due) } as Deno.Kv));
    return Promise.reject(new StoreError("Cannot use the store: the test says so"));
  };
  return () => {
    resolve();
    return doing;
  };
}

function whenDue(atomic: Deno.AtomicOperation, due: Promise<void>): Deno.AtomicOperation {
  const commit = atomic.commit.bind(atomic);
  atomic.commit = () => due.then(commit);
  return atomic;
}

/** Somebody who owns a file, and does not know whether the second of their messages is stored. */
async function unsure(
  file: SharedFile,
): Promise<{ journal: Journal; ids: string[]; commit: () => Promise<unknown> }> {
  const store = await file.store();
  const journal = new KvJournal(store);
  await journal.createRoom(ROOM, ROOM);
  const ids = [timedId(), timedId(1), timedId(2)];
  await say(journal, ids.slice(0, 1));
  const commit = loseAnswer(store);
  await assertRejects(() => say(journal, ids.slice(1, 2)), StoreError);
  return { journal, ids, commit };
}

Deno.test("What was stored although nobody was told, is stored once", async () => {
  await using file = await SharedFile.make();
  const { journal, ids, commit } = await unsure(file);
  await commit();
  assertEquals(numbers(await say(journal, ids.slice(2))), [3]);
  assertEquals(await say(journal, ids), storedAt(1, 2, 3));
  assertEquals(await idsIn(journal), ids);
});

Deno.test("What would be stored when nobody waits for it any more, is not", async () => {
  await using file = await SharedFile.make();
  const { journal, ids, commit } = await unsure(file);
  assertEquals(numbers(await say(journal, ids.slice(2))), [2]);
  assertEquals(await commit(), { ok: false });
  assertEquals(await idsIn(journal), [ids[0], ids[2]]);
  assertEquals(numbers(await say(journal, ids.slice(1, 2))), [3]);
});

/** How it is noticed that another file is in the store's place. */
const NOTICED: Readonly<Record<string, (store: Store, journal: Journal) => Promise<unknown>>> = {
  "somebody speaks": (_, journal) => say(journal, [timedId()]),
  "somebody reads": (store) => store.use((kv) => kv.get(keys.importing)),
};

for (const [what, notice] of Object.entries(NOTICED)) {
  Deno.test(`What a server knows is nothing in a copy of its file, which is noticed when ${what}`, async () => {
    await using file = await SharedFile.make();
    const store = await file.store({ settleMs: 0 });
    const journal = new KvJournal(store);
    await journal.createRoom(ROOM, ROOM);
    await say(journal, [timedId()]);
    const copy = file.folder.file("copy.db");
    await copyStore(file.path, copy);
    await say(journal, [timedId(), timedId()]);
    await Deno.rename(copy, file.path);
    await assertRejects(() => notice(store, journal), StoreError);
    // Where another file is, a room has to be looked at before anybody speaks in it.
    await assertRejects(() => say(journal, [timedId()]), Error, "may have a new log");
    assertEquals((await journal.head(ROOM))?.seq, 1);
    assertEquals(numbers(await say(journal, [timedId()])), [2]);
    assertEquals((await wholeLog(journal, ROOM)).map(({ seq }) => seq), [1, 2]);
  });
}
