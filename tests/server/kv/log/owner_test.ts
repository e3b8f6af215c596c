import { assert, assertEquals, assertRejects } from "@std/assert";
import { IdWindow } from "../../../../server/kv/ids/id_window.ts";
import { StoreError } from "../../../../server/kv/store.ts";
import { numbers } from "../../../hub/log/journal_contract.ts";
import { saying, timedId, upTo, words } from "../../../support/hub/log.ts";
import { below, seeded, withChance } from "../../../support/random/random.ts";
import { idsIn, ROOM, say, SharedFile, storedAt } from "../../../support/store/shared_file.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;
const SHARED = { shared: true };

Deno.test("IdWindow knows as new what is in its stretch and did not come, and nothing else", () => {
  const window = new IdWindow("0190", "0198", 4);
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
  for (const [id, isNew] of asked) assertEquals(window.isNew(id), isNew, id);
});

Deno.test("IdWindow is worn when it is full of ids from clocks that are ahead", () => {
  const window = new IdWindow("0", "1", 100);
  const olds = upTo(60).map(() => timedId(-1000));
  for (const id of olds) assert(window.isNew(id));
  for (const _ of upTo(60)) assert(window.isNew(timedId(DAY_MS / 4)));
  assertEquals(window.isWorn, false);
  for (const _ of upTo(200)) window.isNew(timedId(DAY_MS / 4));
  assert(window.isWorn);
  for (const id of olds) assertEquals(window.isNew(id), false);
});

Deno.test("Two servers over one shared database that take turns number as one", async () => {
  await using file = await SharedFile.make();
  const journals = [await file.journal({}, SHARED), await file.journal({}, SHARED)];
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

Deno.test("A server whose file another one takes stores nothing more, and says so once", async () => {
  await using file = await SharedFile.make();
  const said: string[] = [];
  const store = await file.store({ say: (line) => said.push(line) });
  const ours = await file.journalOver(store);
  await say(ours, ["ours"]);
  const theirs = await file.journal();
  assertEquals(await say(theirs, ["ours"]), storedAt(1));
  for (const id of ["ours", "theirs", timedId()]) {
    await assertRejects(() => say(ours, [id]), StoreError);
  }
  assertEquals(said.length, 1);
  assert(said[0]!.includes("another server has taken it over"), said[0]);
  assertEquals((await store.trouble())?.includes("another server has taken it over"), true);
  // Nor do they take it from each other.
  assertEquals(numbers(await say(theirs, ["theirs"])), [2]);
  assertEquals(await idsIn(theirs), ["ours", "theirs"]);
});

Deno.test("A message is stored once, although the server started again between", async () => {
  await using file = await SharedFile.make();
  const ids = [timedId(), timedId(DAY_MS / 3), timedId(9 * DAY_MS), crypto.randomUUID(), "", "~"];
  const before = await file.journal();
  assertEquals(numbers(await say(before, ids)), upTo(6));
  for (const i of upTo(4)) {
    const after = await file.journal();
    // First they are in the log of commits, and then in the indexes.
    if (i === 2) await after.compactor.all();
    assertEquals(await say(after, ids), storedAt(...upTo(6)));
    assertEquals(await say(after, ids.toReversed()), storedAt(...upTo(6).reverse()));
  }
});

Deno.test("A message is stored once, wherever the clocks are and the server is killed", async () => {
  await withChance(async (random) => {
    for (let i = 0; i < 10; i++) await repeatOverStarts(seeded(below(2 ** 31, random)));
  });
});

/** Says things under ids of clocks that are wrong, some again, over starts and compactions. */
async function repeatOverStarts(random: () => number): Promise<void> {
  await using file = await SharedFile.make();
  let journal = await file.journal();
  const said: string[] = [];
  for (let step = 0; step < 40; step++) {
    const chance = below(10, random);
    if (chance === 0) journal = await file.journal();
    else if (chance === 1) await journal.compactor.all();
    const isAgain = said.length > 0 && below(2, random) === 0;
    const id = isAgain
      ? said[below(said.length, random)]!
      : below(4, random) === 0
      ? crypto.randomUUID()
      : timedId((below(21, random) - 10) * MINUTE_MS);
    const [outcome] = await say(journal, [id]);
    if (isAgain) assertEquals(outcome, storedAt(said.indexOf(id) + 1)[0]);
    else said.push(id);
  }
  assertEquals(await idsIn(journal), said);
}

Deno.test("A message is stored once, although its sender's ids come in no order", async () => {
  await using file = await SharedFile.make();
  const journal = await file.journal();
  const ids = upTo(40).map((i) => timedId((i * 7919 % 41) * 50));
  assertEquals(numbers(await say(journal, ids)), upTo(40));
  assertEquals(await say(journal, ids.toReversed()), storedAt(...upTo(40).reverse()));
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

Deno.test("A message is stored once, although what is new is found out anew while it is stored", async () => {
  await using file = await SharedFile.make();
  const journal = await file.journal({ idsMax: 5 });
  const ahead = upTo(11).map((i) => timedId(600_000 + i));
  // So much from a clock that is ahead that the next id of which nothing is known has all looked at anew.
  await journal.append(ROOM, ahead.slice(0, 8).map((id) => saying(ROOM, id)));
  const ids = [ahead[8]!, "~", ahead[9]!, ahead[10]!];
  const asked = await Promise.all(ids.map((id) => journal.append(ROOM, [saying(ROOM, id)])));
  assertEquals(asked.flatMap(numbers), [9, 10, 11, 12]);
  assertEquals(await say(journal, ids), storedAt(9, 10, 11, 12));
});

Deno.test("A room goes on from its end, although it is forgotten and looked at while something is stored", async () => {
  await using file = await SharedFile.make();
  const store = await file.store();
  const journal = await file.journalOver(store);
  const known = (await journal.heads.look(ROOM))!;
  const write = store.write.bind(store);
  store.write = async <T>(operation: (kv: Deno.Kv) => Promise<T>) => {
    const result = await write(operation);
    store.write = write;
    // More than are remembered.
    for (const i of upTo(20_000)) journal.heads.note(`${i}`, known);
    await journal.head(ROOM);
    return result;
  };
  assertEquals(numbers(await say(journal, [timedId(1)])), [1]);
  assertEquals(numbers(await say(journal, [timedId(2)])), [2]);
});

Deno.test("A log stays as short as another server of a shared database made it", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal({}, SHARED), await file.journal({}, SHARED)];
  await say(ours, words(9));
  assertEquals((await theirs.trim(ROOM, 6))?.first, 6);
  assertEquals(numbers(await say(ours, [timedId()])), [10]);
  assertEquals((await ours.head(ROOM))?.first, 6);
  assertEquals((await ours.trim(ROOM, 8))?.first, 8);
  assertEquals(numbers(await say(ours, [timedId()])), [11]);
  assertEquals((await theirs.head(ROOM))?.first, 8);
});

Deno.test("Whom another server was faster than loses the order of nothing that waits", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal({}, SHARED), await file.journal({}, SHARED)];
  await say(ours, [timedId()]);
  await say(theirs, [timedId()]);
  const ids = upTo(1_000).map((i) => timedId(i));
  const outcomes = await Promise.all(ids.map((id) => ours.append(ROOM, [saying(ROOM, id)])));
  assertEquals(outcomes.flatMap(numbers), upTo(1_002, 3));
  assertEquals((await idsIn(ours)).slice(2), ids);
});
