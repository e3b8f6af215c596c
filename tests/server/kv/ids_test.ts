import { assertEquals } from "@std/assert";
import type { Appended, Draft } from "../../../hub/log/journal.ts";
import type { HoldOptions } from "../../../server/kv/hold.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { keys } from "../../../server/kv/keys.ts";
import type { Saying } from "../../../server/kv/schema.ts";
import type { Store } from "../../../server/kv/store.ts";
import { numbers } from "../../hub/log/journal_contract.ts";
import { saying, timedId, upTo } from "../../support/hub/log.ts";
import { idsIn, ROOM, say, SharedFile, storedAt } from "../../support/store/shared_file.ts";

/** Ids of so long ago share no row with those of now. */
const LONG_MS = 120_000;
/** What says that the hold is not taken again in this test once it is lost. */
const NEVER: HoldOptions = { restMs: Infinity };

/** Ids of one moment, that of now, in their order. */
function idsOfAMoment(count: number): string[] {
  const moment = timedId().slice(0, 10);
  return upTo(count).map((i) => `${moment}${i.toString(16).padStart(22, "0")}`);
}

/** The ids that share rows, row by row. */
async function sharing(store: Store): Promise<string[][]> {
  const rows = await store.list<Saying[]>({ prefix: keys.allMoments }, {});
  return rows.map(({ value }) => value.map(([id]) => id));
}

/** The ids that have a row of their own. */
async function alone(store: Store): Promise<unknown[]> {
  return (await store.list({ prefix: keys.allSaid }, {})).map(({ key }) => key[1]);
}

/** A file with a journal that holds it, in which something was said before. */
async function held(): Promise<{ file: SharedFile; journal: KvJournal; witness: Store }> {
  const file = await SharedFile.make();
  const journal = await file.journal();
  await say(journal, [timedId(-LONG_MS)]);
  return { file, journal, witness: await file.store() };
}

function sayAtOnce(journal: KvJournal, drafts: readonly Draft[]): Promise<Appended[]> {
  return journal.append(ROOM, drafts);
}

Deno.test("Ids of one moment share rows, and are found there after the server has started again", async () => {
  const { file, journal, witness } = await held();
  await using _ = file;
  const ids = idsOfAMoment(70);
  assertEquals(numbers(await sayAtOnce(journal, ids.map((id) => saying(ROOM, id)))), upTo(71, 2));
  const rows = await sharing(witness);
  assertEquals(rows.map(({ length }) => length), [50, 20]);
  assertEquals(rows.flat().sort(), ids);
  const own = await alone(witness);
  assertEquals(own.filter((id) => ids.includes(String(id))), []);
  for (const again of [journal, await file.journal()]) {
    assertEquals(await say(again, ids), storedAt(...upTo(71, 2)));
  }
  // Somebody else may use them.
  assertEquals(numbers(await say(journal, ids.slice(0, 2), { from: "bob" })), [72, 73]);
});

Deno.test("Ids of one moment are all found, though rooms of one name have the same numbers", async () => {
  const { file, journal } = await held();
  await using _ = file;
  const name = "@ada,bob";
  const rooms = upTo(3).map((i) => `${name} guest:ada guest:bob${i}`);
  const ids = idsOfAMoment(3);
  for (const [i, room] of rooms.entries()) {
    await journal.createRoom(room, name, room.split(" ").slice(1));
    assertEquals(numbers(await journal.append(room, [saying(name, ids[i]!)])), [1]);
  }
  const after = await file.journal();
  for (const [i, room] of rooms.entries()) {
    const again = await after.append(room, [saying(name, ids[i]!)]);
    assertEquals(again, [{ stored: { room: name, seq: 1 } }]);
  }
});

Deno.test("Ids that come again while they are being stored are stored once", async () => {
  const { file, journal } = await held();
  await using _ = file;
  // As many as one commit takes, so that the next is made ready while it is written.
  const ids = idsOfAMoment(300);
  const asked = [...ids, ...ids].map((id) => sayAtOnce(journal, [saying(ROOM, id)]));
  const outcomes = (await Promise.all(asked)).flat();
  assertEquals(numbers(outcomes.slice(0, 300)), upTo(301, 2));
  assertEquals(outcomes.slice(300), storedAt(...upTo(301, 2)));
});

Deno.test("An id that is no time, or not of now, has a row of its own", async () => {
  const { file, journal, witness } = await held();
  await using _ = file;
  const ids = [
    timedId(-LONG_MS),
    timedId(LONG_MS),
    timedId(1e6 * LONG_MS),
    crypto.randomUUID(),
    "0",
    "000-message-1",
    timedId().slice(0, 11),
    "~",
  ];
  await sayAtOnce(journal, [...ids, timedId()].map((id) => saying(ROOM, id)));
  assertEquals((await sharing(witness)).map(({ length }) => length), [1]);
  const own = await alone(witness);
  assertEquals(ids.filter((id) => !own.includes(id)), []);
  const after = await file.journal();
  assertEquals(await say(after, ids), storedAt(...upTo(9, 2)));
});

Deno.test("An id of a shared row is found by who does without the hold", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal(NEVER), await file.journal(NEVER)];
  await say(ours, [timedId(-LONG_MS)]);
  await say(theirs, [timedId()]);
  // Now neither holds.
  assertEquals(numbers(await say(ours, [timedId()])), [3]);
  assertEquals(numbers(await say(theirs, [timedId()])), [4]);
  const third = await file.journal();
  const ids = idsOfAMoment(4);
  await sayAtOnce(third, ids.map((id) => saying(ROOM, id)));
  for (const journal of [ours, theirs]) {
    assertEquals(await say(journal, ids), storedAt(...upTo(8, 5)));
  }
  assertEquals((await idsIn(third)).length, 8);
});

for (const what of ["and holds on", "and somebody breaks their hold"]) {
  Deno.test(`An id is stored once that another stores in a shared row after we looked ${what}`, async () => {
    await using file = await SharedFile.make();
    const store = await file.store();
    const ours = new KvJournal(store, NEVER);
    await ours.createRoom(ROOM, ROOM);
    const theirs = await file.journal({ restMs: 0 });
    await say(ours, [timedId(-LONG_MS)]);
    await say(theirs, [timedId()]);
    const id = timedId(LONG_MS / 4); // Later than all, so that it is new for certain.
    const elsewhere = "kitchen";
    await theirs.createRoom(elsewhere, elsewhere);
    await theirs.append(elsewhere, [saying(elsewhere, timedId()), saying(elsewhere, timedId())]);
    if (what !== "and holds on") await theirs.trim(elsewhere, 2);
    await say(ours, [timedId()]);
    // In another room: the log of ours does not tell that somebody was there.
    const meanwhile = afterLooking(store, async () => {
      await theirs.append(elsewhere, [saying(elsewhere, id)]);
      if (what !== "and holds on") await theirs.trim(elsewhere, 3);
    });
    const [outcome] = await say(ours, [id]);
    await meanwhile;
    assertEquals(outcome, { stored: { room: elsewhere, seq: 3 } });
    assertEquals((await alone(store)).includes(id), false);
  });
}

/** Does something when a store has been asked for shared rows, before that is answered. */
function afterLooking(store: Store, change: () => Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const list = store.list.bind(store);
  store.list = async <T>(...asked: Parameters<Store["list"]>) => {
    const found = await list<T>(...asked);
    const [selector] = asked;
    if ("prefix" in selector && selector.prefix[0] === keys.allMoments[0]) {
      store.list = list;
      await change().then(resolve, reject);
    }
    return found;
  };
  return promise;
}

Deno.test("A shared row that can't be read keeps nobody from anything", async () => {
  const { file, journal, witness } = await held();
  await using _ = file;
  const ids = idsOfAMoment(3);
  await sayAtOnce(journal, ids.map((id) => saying(ROOM, id)));
  const [row] = await witness.list<Saying[]>({ prefix: keys.allMoments }, {});
  const [first, second] = row!.value;
  const nonsense = ["nonsense", 7, [null, 7, [], {}, [first![0], 7]], []];
  for (const value of nonsense) {
    await witness.use((kv) => kv.set([...row!.key, "damaged"], value));
    assertEquals(await say(await file.journal(), ids), storedAt(2, 3, 4));
  }
  await witness.use((kv) => kv.set(row!.key, [null, second]));
  assertEquals(await say(await file.journal(), ids.slice(1, 2)), storedAt(3));
  assertEquals(numbers(await say(await file.journal(), [timedId()])), [5]);
});
