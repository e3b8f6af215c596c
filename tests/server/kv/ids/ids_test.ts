import { assertEquals, assertLessOrEqual } from "@std/assert";
import type { Appended, Draft } from "../../../../hub/log/journal.ts";
import type { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import type { Saying } from "../../../../server/kv/schema.ts";
import type { Store } from "../../../../server/kv/store.ts";
import { numbers } from "../../../hub/log/journal_contract.ts";
import { saying, timedId, upTo } from "../../../support/hub/log.ts";
import { ROOM, say, SharedFile, storedAt } from "../../../support/store/shared_file.ts";

/** Ids of so long ago share no row with those of now. */
const LONG_MS = 120_000;

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

/** The ids that have no time, which share rows by their hash. */
async function untimed(store: Store): Promise<string[]> {
  const rows = await store.list<Saying[]>({ prefix: keys.allIds }, {});
  return rows.flatMap(({ value }) => value.map(([id]) => id));
}

/** A file with a journal, in which something was said before. */
async function opened(): Promise<{ file: SharedFile; journal: KvJournal; witness: Store }> {
  const file = await SharedFile.make();
  const journal = await file.journal();
  await say(journal, [timedId(-LONG_MS)]);
  return { file, journal, witness: await file.store() };
}

/** What comes now: the time of its id is near that. */
function sayingNow(id: string): Draft {
  return saying(ROOM, id, { at: Date.now() });
}

function sayAtOnce(journal: KvJournal, drafts: readonly Draft[]): Promise<Appended[]> {
  return journal.append(ROOM, drafts);
}

Deno.test("Ids of one moment share rows, and are found there after the server has started again", async () => {
  const { file, journal, witness } = await opened();
  await using _ = file;
  const ids = idsOfAMoment(70);
  assertEquals(numbers(await sayAtOnce(journal, ids.map((id) => sayingNow(id)))), upTo(71, 2));
  assertEquals(await sharing(witness), []);
  await journal.compactor.all();
  const rows = await sharing(witness);
  assertEquals(rows.map(({ length }) => length), [50, 20]);
  assertEquals(rows.flat().sort(), ids);
  const own = await alone(witness);
  assertEquals(own.filter((id) => ids.includes(String(id))), []);
  assertEquals(await say(journal, ids), storedAt(...upTo(71, 2)));
  const after = await file.journal();
  assertEquals(await say(after, ids), storedAt(...upTo(71, 2)));
  // Somebody else may use them.
  assertEquals(numbers(await say(after, ids.slice(0, 2), { from: "bob" })), [72, 73]);
});

Deno.test("Ids are found after the server's clock was put back, and it has started again", async () => {
  const { file, journal } = await opened();
  await using _ = file;
  const ids = upTo(3).map((i) => timedId(i));
  await sayAtOnce(journal, ids.map((id) => sayingNow(id)));
  await journal.compactor.all();
  const { now } = Date;
  try {
    Date.now = () => now() - 600_000;
    const after = await file.journal();
    assertEquals(await say(after, ids), storedAt(2, 3, 4));
  } finally {
    Date.now = now;
  }
});

Deno.test("Ids of one moment are all found, though rooms of one name have the same numbers", async () => {
  const { file, journal } = await opened();
  await using _ = file;
  const name = "@ada,bob";
  const rooms = upTo(3).map((i) => `${name} guest:ada guest:bob${i}`);
  const ids = idsOfAMoment(3);
  for (const [i, room] of rooms.entries()) {
    await journal.createRoom(room, name, room.split(" ").slice(1));
    assertEquals(numbers(await journal.append(room, [saying(name, ids[i]!)])), [1]);
  }
  const after = await file.journal();
  await after.compactor.all();
  for (const [i, room] of rooms.entries()) {
    const again = await after.append(room, [saying(name, ids[i]!)]);
    assertEquals(again, [{ stored: { room: name, seq: 1 } }]);
  }
});

Deno.test("Ids that come again while they are being stored are stored once", async () => {
  const { file, journal } = await opened();
  await using _ = file;
  // As many as one commit takes, so that the next is made ready while it is written.
  const ids = idsOfAMoment(300);
  const asked = [...ids, ...ids].map((id) => sayAtOnce(journal, [saying(ROOM, id)]));
  const outcomes = (await Promise.all(asked)).flat();
  assertEquals(numbers(outcomes.slice(0, 300)), upTo(301, 2));
  assertEquals(outcomes.slice(300), storedAt(...upTo(301, 2)));
});

Deno.test("Ids that are no time, or not of now, are found in rows of other kinds", async () => {
  const { file, journal, witness } = await opened();
  await using _ = file;
  const ids = [
    timedId(-LONG_MS),
    timedId(LONG_MS),
    timedId(1e6 * LONG_MS),
    "000-message-1",
    crypto.randomUUID(),
    "0",
    timedId().slice(0, 11),
    "~",
  ];
  await sayAtOnce(journal, [...ids, timedId()].map((id) => sayingNow(id)));
  await journal.compactor.all();
  assertEquals((await sharing(witness)).map(({ length }) => length), [1]);
  const own = await alone(witness);
  assertEquals(ids.slice(0, 4).filter((id) => !own.includes(id)), []);
  assertEquals((await untimed(witness)).sort(), ids.slice(4).sort());
  const after = await file.journal();
  assertEquals(await say(after, ids), storedAt(...upTo(9, 2)));
});

Deno.test("Ids without a time that come again are found, and new ones cost no look", async () => {
  const { file, journal } = await opened();
  await using _ = file;
  const ids = upTo(300).map(() => crypto.randomUUID());
  await sayAtOnce(journal, ids.map((id) => sayingNow(id)));
  await journal.compactor.all();
  const store = await file.store();
  let looks = 0;
  const after = await file.journalOver(store);
  await say(after, ["first"]);
  const use = store.use.bind(store);
  store.use = (operation) => {
    looks++;
    return use(operation);
  };
  const more = upTo(300).map(() => crypto.randomUUID());
  const outcomes = await sayAtOnce(after, more.map((id) => sayingNow(id)));
  assertEquals(numbers(outcomes), upTo(602, 303));
  // One for each piece that is stored, and few for ids that the filter is wrong about.
  assertLessOrEqual(looks, 10);
  assertEquals(await say(after, ids.slice(0, 20)), storedAt(...upTo(21, 2)));
});

Deno.test("A shared row that can't be read keeps nobody from anything", async () => {
  const { file, journal, witness } = await opened();
  await using _ = file;
  const ids = idsOfAMoment(3);
  await sayAtOnce(journal, ids.map((id) => sayingNow(id)));
  await journal.compactor.all();
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
