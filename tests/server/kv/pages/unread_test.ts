import { assertEquals } from "@std/assert";
import type { Journal } from "../../../../hub/log/journal.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { takeList } from "../../../../server/kv/pages/page_value.ts";
import type { Store } from "../../../../server/kv/store.ts";
import { UNREADABLE } from "../../../../server/kv/pages/stored.ts";
import { saying } from "../../../support/hub/log.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const ROOM = "lobby";

/** What a newer version may have put on a page: of a type, and with fields, that we don't know. */
const SUNG = {
  entry: { type: "sung", room: ROOM, seq: 3, at: 3, from: "ada", notes: ["c", "e"] },
  ...{ by: "guest:ada", nth: 3, later: true },
};

/** A page of five entries in a room, of which one is of an unknown type; all have unknown fields. */
async function pageWithUnknown(file: StoreFile): Promise<KvJournal> {
  const journal = new KvJournal(file.store);
  await journal.createRoom(ROOM, ROOM);
  await journal.append(ROOM, [1, 2, 3, 4, 5].map((i) => saying(ROOM, `message ${i}`)));
  await journal.compactor.all();
  const key = keys.page(ROOM, 5);
  const { value } = await file.store.use((kv) => kv.get(key));
  const list = takeList(value) as { entry: Record<string, unknown> }[];
  const marked = list.map((one) => ({ ...one, entry: { ...one.entry, mood: "calm" }, later: 1 }));
  await file.store.use((kv) => kv.set(key, marked.with(2, SUNG as never)));
  return new KvJournal(file.store);
}

/** What is on a page, as it is. */
async function listed(store: Store): Promise<Record<string, unknown>[]> {
  const { value } = await store.use((kv) => kv.get(keys.page(ROOM, 5)));
  return takeList(value) as Record<string, unknown>[];
}

/** What writes a page anew, and the numbers of what is on it then. */
const REWRITES: Record<string, { rewrite: (journal: Journal) => unknown; seqs: number[] }> = {
  "an edit of a neighbour": {
    seqs: [1, 2, 3, 4, 5],
    rewrite: (journal) =>
      journal.append(ROOM, [{
        by: "guest:ada",
        entry: { type: "edited", room: ROOM, of: 2, from: "ada", at: 9, text: "changed" },
      }]),
  },
  "retention": { seqs: [2, 3, 4, 5], rewrite: (journal) => journal.trim(ROOM, 2) },
  "the end of a person": {
    seqs: [1, 2, 3, 4, 5],
    rewrite: (journal) => Array.fromAsync(journal.anonymize("guest:ada", "keep")),
  },
};

for (const [what, { rewrite, seqs }] of Object.entries(REWRITES)) {
  Deno.test(`What is not known on a page outlives ${what}, and is told as a notice`, async () => {
    await using file = await StoreFile.make();
    const journal = await pageWithUnknown(file);
    await rewrite(journal);
    const after = await listed(file.store);
    assertEquals(after.map(({ entry }) => (entry as { seq: number }).seq), seqs);
    assertEquals(after[seqs.indexOf(3)], SUNG);
    for (const one of after.filter((one) => one.later === 1)) {
      assertEquals((one.entry as Record<string, unknown>).mood, "calm");
    }
    assertEquals(after.filter((one) => one.later === 1).length, seqs.length - 1);
    assertEquals(JSON.stringify(after).includes(UNREADABLE), false);
    const [third] = await journal.read(ROOM, { after: 2, limit: 1 });
    assertEquals(third && "text" in third && third.text, UNREADABLE);
  });
}

Deno.test("A head that can't be read is kept beside the one that is made anew", async () => {
  await using file = await StoreFile.make();
  const journal = await pageWithUnknown(file);
  const head = { name: ROOM, shape: "newer" };
  await file.store.use((kv) => kv.set(keys.room(ROOM), head));
  assertEquals((await journal.head(ROOM))?.seq, 5);
  const { value } = await file.store.use((kv) => kv.get(["unreadable", "room", ROOM]));
  assertEquals(value, head);
});

Deno.test("What is not known in a head and an account outlives each change", async () => {
  await using file = await StoreFile.make();
  await pageWithUnknown(file);
  const { value: head } = await file.store.use((kv) => kv.get<object>(keys.room(ROOM)));
  await file.store.use((kv) => kv.set(keys.room(ROOM), { ...head, colour: "green" }));
  const after = new KvJournal(file.store);
  await after.append(ROOM, [saying(ROOM, "more")]);
  await after.compactor.all();
  await after.trim(ROOM, 2);
  const { value } = await file.store.use((kv) => kv.get<{ colour: string }>(keys.room(ROOM)));
  assertEquals(value?.colour, "green");
});
