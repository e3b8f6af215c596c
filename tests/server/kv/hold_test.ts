import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Appended } from "../../../hub/log/journal.ts";
import { PIECE_MAX } from "../../../server/kv/pieces.ts";
import { Held } from "../../../server/kv/hold.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { keys } from "../../../server/kv/keys.ts";
import type { Stored } from "../../../server/kv/schema.ts";
import type { Store } from "../../../server/kv/store.ts";
import { numbers } from "../../hub/log/journal_contract.ts";
import { saying, timedId, upTo, words } from "../../support/hub/log.ts";
import { idsIn, ROOM, say, SharedFile, storedAt } from "../../support/store/shared_file.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What says that the hold is not taken again in this test once it is lost. */
const NEVER = { restMs: Infinity };
/** The same, at once. */
const AT_ONCE = { restMs: 0 };

/** The versionstamp of the hold, by which one who holds knows that it is theirs. */
async function holdOf(store: Store): Promise<string | null> {
  return (await store.use((kv) => kv.get(keys.hold))).versionstamp;
}

Deno.test("Held knows as new what is in its stretch and did not come, and nothing else", () => {
  const held = new Held("1", { after: "0190", before: "0198", idsMax: 4 });
  const asked: [id: string, isNew: boolean][] = [
    ["0190", false], // The newest that was stored before.
    ["018f", false],
    ["0193", true],
    ["0193", false],
    ["0191", true],
    ["01918", true],
    ["0198", false], // A clock that is too far ahead.
    ["9b2f6d3c-random", false],
    ["0194", true],
    ["01918", false], // Of the four that came the older ones are forgotten,
    ["01917", false], // and so is all that is older than they.
    ["0192", true],
    ["0194", false],
    ["0193", false],
  ];
  for (const [id, isNew] of asked) assertEquals(held.isNew(id), isNew, id);
});

/** Whether somebody holds, as far as they know. */
async function isHeld(store: Store): Promise<boolean | null> {
  return (await store.use((kv) => kv.get<Stored["hold"]>(keys.hold))).value;
}

Deno.test("A journal holds its file as long as nobody else writes to it", async () => {
  await using file = await SharedFile.make();
  const witness = await file.store();
  const journal = await file.journal();
  await say(journal, [timedId()]);
  const hold = await holdOf(witness);
  assertNotEquals(hold, null);
  await journal.createRoom("kitchen", "kitchen");
  await Promise.all(upTo(500).map(() => journal.append("kitchen", [saying("kitchen", timedId())])));
  const id = timedId();
  const outcomes = await say(journal, [id, "random", "a", id, timedId(-1000), id, "a", "random"]);
  assertEquals([...numbers(outcomes.slice(0, 3)), numbers(outcomes)[4]], [2, 3, 4, 5]);
  assertEquals(outcomes.slice(5), storedAt(2, 4, 3));
  assertEquals(await holdOf(witness), hold);
});

Deno.test("A journal never holds a store that is shared", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  const journal = new KvJournal(store);
  await journal.createRoom(ROOM, ROOM);
  await say(journal, [timedId(), timedId()]);
  assertEquals(await holdOf(store), null);
});

for (const [what, options] of Object.entries({ "at once": AT_ONCE, never: NEVER })) {
  Deno.test(`Two processes that take turns, and the hold ${what}, number as one`, async () => {
    await using file = await SharedFile.make();
    const journals = [await file.journal(options), await file.journal(options)];
    const ids: string[] = [];
    for (const i of upTo(30)) {
      ids.push(timedId());
      // Some have two turns, and what the other said last is said again by both.
      const journal = journals[(i + Math.floor(i / 5)) % 2]!;
      assertEquals(numbers(await say(journal, ids.slice(-1))), [i]);
      for (const one of journals) assertEquals(await say(one, ids.slice(-1)), storedAt(i));
    }
    for (const journal of journals) assertEquals(await idsIn(journal), ids);
  });
}

Deno.test("Who lost the hold leaves it to who has it", async () => {
  await using file = await SharedFile.make();
  const witness = await file.store();
  const [ours, theirs] = [await file.journal(NEVER), await file.journal(NEVER)];
  await say(ours, [timedId()]);
  await say(theirs, [timedId()]);
  assertEquals(await isHeld(witness), true);
  // We find out that it is theirs, and break it.
  await say(ours, [timedId()]);
  assertEquals(await isHeld(witness), false);
  await say(theirs, [timedId()]);
  const broken = await holdOf(witness);
  await say(ours, [timedId()]);
  assertEquals(await isHeld(witness), false);
  assertEquals(await holdOf(witness), broken, "nobody need break it again");
  assertEquals((await idsIn(ours)).length, 5);
});

Deno.test("A message is stored once, although the server started again between", async () => {
  await using file = await SharedFile.make();
  const ids = [timedId(), timedId(DAY_MS / 3), timedId(9 * DAY_MS), crypto.randomUUID(), "", "~"];
  const before = await file.journal();
  assertEquals(numbers(await say(before, ids)), upTo(6));
  for (const _ of upTo(2)) {
    const after = await file.journal();
    assertEquals(await say(after, ids), storedAt(...upTo(6)));
    assertEquals(await say(after, ids.toReversed()), storedAt(...upTo(6).reverse()));
  }
});

Deno.test("A message is stored once, although its sender's ids come in no order", async () => {
  await using file = await SharedFile.make();
  const journal = await file.journal();
  const ids = upTo(40).map((i) => timedId((i * 7919 % 41) * 50));
  assertEquals(numbers(await say(journal, ids)), upTo(40));
  assertEquals(await say(journal, ids.toReversed()), storedAt(...upTo(40).reverse()));
});

Deno.test("A message is stored once, although another process stored it while we held", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal(), await file.journal()];
  await say(ours, [timedId(-60_000)]);
  const ids = [timedId(), timedId(1), timedId(2)];
  await say(theirs, ids);
  assertEquals(await say(ours, ids), storedAt(2, 3, 4));
});

Deno.test("Held is worn when it is full of ids from clocks that are ahead", () => {
  const held = new Held("1", { after: "0", before: "1", idsMax: 100 });
  const olds = upTo(60).map(() => timedId(-1000));
  for (const id of olds) assert(held.isNew(id));
  for (const _ of upTo(60)) assert(held.isNew(timedId(DAY_MS / 4)));
  assertEquals(held.isWorn, false);
  for (const _ of upTo(200)) held.isNew(timedId(DAY_MS / 4));
  assert(held.isWorn);
  for (const id of olds) assertEquals(held.isNew(id), false);
});

Deno.test("A message is stored once, although more are said than a journal remembers", async () => {
  await using file = await SharedFile.make();
  const journal = await file.journal({ idsMax: 5 });
  const people = words(23).map((word) => word.replace(" ", "-"));
  const drafts = upTo(60).map((i) => saying(ROOM, timedId(i * 1000), { from: people[i % 23]! }));
  for (const draft of drafts) await journal.append(ROOM, [draft]);
  await Promise.all(drafts.map((draft) => journal.append(ROOM, [draft])));
  assertEquals((await idsIn(journal)).length, 60);
});

Deno.test("A log stays as short as another process made it while we held", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal(), await file.journal()];
  await say(ours, words(9));
  assertEquals((await theirs.trim(ROOM, 6))?.first, 6);
  assertEquals(numbers(await say(ours, [timedId()])), [10]);
  assertEquals((await ours.head(ROOM))?.first, 6);
  assertEquals((await ours.trim(ROOM, 8))?.first, 8);
  assertEquals(numbers(await say(ours, [timedId()])), [11]);
  assertEquals((await theirs.head(ROOM))?.first, 8);
});

Deno.test("Who does without the hold appends nothing behind the back of who takes it meanwhile", async () => {
  await using file = await SharedFile.make();
  const [ourStore, theirStore] = [await file.store(), await file.store()];
  const ours = new KvJournal(ourStore, NEVER);
  const theirs = new KvJournal(theirStore);
  await ours.createRoom(ROOM, ROOM);
  for (const journal of [ours, await file.journal(), ours]) await say(journal, [timedId()]);
  // They take the hold and look at the log, we append to it, and then they do.
  const looked = Promise.withResolvers<void>();
  const appended = Promise.withResolvers<void>();
  let outcome: Promise<Appended[]> | undefined;
  beforeWrite(theirStore, 2, () => {
    looked.resolve();
    return appended.promise;
  });
  beforeWrite(ourStore, 2, () => {
    outcome = theirs.append(ROOM, [saying(ROOM, "theirs")]);
    return looked.promise;
  }, appended.resolve);
  const ids = words(3 * PIECE_MAX.drafts);
  const outcomes = await Promise.all(ids.map((id) => ours.append(ROOM, [saying(ROOM, id)])));
  const all = [...outcomes.flatMap(numbers), ...numbers(await outcome!)];
  assertEquals(all.toSorted((a, b) => a - b), upTo(ids.length + 4, 4));
  assertEquals((await idsIn(theirs)).length, ids.length + 4);
});

/** Does something before, and something after, a store is written to for the nth time from now. */
function beforeWrite(
  store: Store,
  nth: number,
  before: () => Promise<void>,
  after: () => void = () => {},
): void {
  const write = store.write.bind(store);
  let writes = 0;
  store.write = async <T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> => {
    if (++writes !== nth) return await write(operation);
    await before();
    return await write(operation).finally(after);
  };
}

Deno.test("Who lost the hold loses the order of nothing that waits", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal(), await file.journal()];
  await say(ours, [timedId()]);
  await say(theirs, [timedId()]);
  const ids = upTo(1_000).map((i) => timedId(i));
  const outcomes = await Promise.all(ids.map((id) => ours.append(ROOM, [saying(ROOM, id)])));
  assertEquals(outcomes.flatMap(numbers), upTo(1_002, 3));
  assertEquals((await idsIn(ours)).slice(2), ids);
});
