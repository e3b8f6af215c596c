import { assert, assertEquals, assertGreater, assertLess, assertLessOrEqual } from "@std/assert";
import type { Appended, Draft } from "../../../../hub/log/journal.ts";
import { setImmediate as turn } from "node:timers/promises";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { type Store, StoreError } from "../../../../server/kv/store.ts";
import { numbers, wholeLog } from "../../../hub/log/journal_contract.ts";
import { revision } from "../../../hub/log/journal_contract/drafts.ts";
import { failAfter } from "../../../support/store/background.ts";
import { saying, timedId, upTo } from "../../../support/hub/log.ts";
import { below, seeded, withChance } from "../../../support/random/random.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const ROOMS = ["lobby", "kitchen", "attic"];
const RUNS = 12;

async function opened(file: StoreFile): Promise<KvJournal> {
  const journal = new KvJournal(file.store);
  for (const room of ROOMS) await journal.createRoom(room, room);
  return journal;
}

/** How many rows there are under keys of a kind. */
async function count(store: Store, prefix: Deno.KvKey): Promise<number> {
  let rows = 0;
  for await (const _ of store.scan(prefix)) rows++;
  return rows;
}

/** What each room has, as text. */
async function logsOf(journal: KvJournal): Promise<string> {
  const logs = [];
  for (const room of ROOMS) {
    logs.push(await journal.head(room), await wholeLog(journal, room));
  }
  return JSON.stringify(logs);
}

function messages(room: string, count: number): Draft[] {
  return upTo(count).map((i) => saying(room, timedId(i), { text: `${room} ${i}`, at: Date.now() }));
}

Deno.test("A commit writes as few rows as its bytes need, in however many rooms", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  const rooms = upTo(200).map((i) => `room ${i}`);
  for (const room of rooms) await journal.createRoom(room, room);
  const before = await count(file.store, []);
  const said = rooms.map((room) => journal.append(room, messages(room, 1)));
  assertEquals((await Promise.all(said)).flatMap(numbers), rooms.map(() => 1));
  assertLessOrEqual(await count(file.store, []) - before, 5);
  await journal.compactor.all();
  assertEquals(await count(file.store, keys.commits), 0);
  for (const room of rooms) assertEquals(await count(file.store, keys.log(room)), 1);
});

Deno.test("The log becomes compacted when it is long, and stays short while people talk", async () => {
  await using file = await StoreFile.make();
  const journal = await opened(file);
  const text = "x".repeat(3_900);
  let longest = 0;
  for (const _ of upTo(60)) {
    const batch = ROOMS.map((room) => upTo(60).map(() => saying(room, timedId(), { text })));
    await Promise.all(batch.map((drafts, i) => journal.append(ROOMS[i]!, drafts)));
    longest = Math.max(longest, await count(file.store, keys.commits));
  }
  // All of it would be 42 MB, in rows of at most 64 KiB.
  assertGreater(longest, 100);
  assertLess(longest, 1_000);
  for (const room of ROOMS) {
    assertEquals((await wholeLog(journal, room)).map(({ seq }) => seq), upTo(3_600));
  }
  await journal.compactor.stop();
});

Deno.test("A compaction goes on, however much changes meanwhile of what it is to move", async () => {
  await using file = await StoreFile.make();
  const journal = await opened(file);
  for (const room of ["first", "second"]) await journal.createRoom(room, room);
  const long = (room: string, count: number) =>
    upTo(count).map(() => saying(room, timedId(), { text: "世".repeat(3_900) }));
  // The lobby is the last one to be moved.
  for (const room of ["first", "second"]) await journal.append(room, long(room, 160));
  await journal.append("lobby", long("lobby", 60));
  let isDone = false;
  const compacting = journal.compactor.all().finally(() => isDone = true);
  let changed = 0;
  while (!isDone && changed < 60) {
    await Promise.all([
      journal.append("lobby", [revision("reacted", ++changed)]),
      // So the row in which the message is now is a long one.
      journal.append("attic", long("attic", 25)),
    ]);
  }
  await compacting;
  assertGreater(changed, 5);
  const entries = await wholeLog(journal, "lobby");
  assertEquals(entries.map(({ seq }) => seq), upTo(60 + changed));
  const reacted = entries.filter((entry) => entry.type === "said" && entry.reactions);
  assertEquals(reacted.map(({ seq }) => seq), upTo(changed));
  await journal.compactor.stop();
});

Deno.test("Everything is there as it was, wherever a compaction is broken off", async () => {
  for (const writes of upTo(7, 0)) {
    await using file = await StoreFile.make();
    const journal = await opened(file);
    const drafts = ROOMS.map((room) => messages(room, 60));
    for (const [i, room] of ROOMS.entries()) {
      for (let at = 0; at < 60; at += 7) await journal.append(room, drafts[i]!.slice(at, at + 7));
    }
    await journal.append("lobby", [
      revision("edited", 7, { text: "changed" }),
      revision("deleted", 9),
    ]);
    const before = await logsOf(journal);
    failAfter(file.store, writes);
    const isDone = await journal.compactor.all().then(() => true, (error) => {
      assert(error instanceof StoreError);
      return false;
    });
    await file.reopen();
    const after = new KvJournal(file.store);
    assertEquals(await logsOf(after), before, `after ${writes} writes`);
    for (const [i, room] of ROOMS.entries()) {
      const again = await after.append(room, drafts[i]!);
      assertEquals(again, upTo(60).map((seq): Appended => ({ stored: { room, seq } })));
    }
    // What is in a page and in the log as well changes in both.
    await after.append("lobby", [
      revision("edited", 11, { text: "NEWER" }),
      revision("deleted", 12),
    ]);
    assertEquals((await file.dump()).includes('"lobby 11"'), false);
    assertEquals((await file.dump()).includes('"lobby 12"'), false);
    const changed = await logsOf(after);
    await after.compactor.all();
    assertEquals(await logsOf(after), changed);
    assertEquals(await logsOf(new KvJournal(file.store)), changed);
    assertEquals(await count(file.store, keys.commits), 0);
    if (isDone) return;
  }
  throw new Error("Expected a compaction that comes to its end");
});

Deno.test("A text is in no row once its deletion is answered, whatever a compaction is doing", async () => {
  await withChance(async (random) => {
    for (let i = 0; i < RUNS; i++) await deleteWhileCompacting(seeded(below(2 ** 31, random)));
  });
});

/** Edits, reacts to and deletes messages at any step of compactions, and looks for what was deleted. */
async function deleteWhileCompacting(random: () => number): Promise<void> {
  await using file = await StoreFile.make();
  const journal = await opened(file);
  const seqs = upTo(40);
  for (const seq of seqs) {
    const said = saying("lobby", timedId(seq), { text: `SECRET ${seq}.` });
    await journal.append("lobby", [said, saying("kitchen", timedId(seq))].slice(0, 1));
  }
  let isOver = false;
  const compacting = (async () => {
    while (!isOver) {
      await journal.compactor.all();
      await turn();
    }
  })();
  for (let left = seqs; left.length > 0;) {
    const seq = left[below(left.length, random)]!;
    const type = (["edited", "reacted", "deleted"] as const)[below(3, random)]!;
    const about = revision(type, seq, { text: `SECRET ${seq}. again` });
    assertEquals(numbers(await journal.append("lobby", [about])).some(isNaN), false);
    if (type !== "deleted") continue;
    left = left.filter((other) => other !== seq);
    const dump = await file.dump();
    assertEquals(dump.includes(`SECRET ${seq}.`), false, `${seq}`);
  }
  isOver = true;
  await compacting;
  const log = await wholeLog(journal, "lobby");
  assertEquals(log.map(({ seq }) => seq), upTo(log.length));
  assertEquals(await wholeLog(new KvJournal(file.store), "lobby"), log);
}

Deno.test("Messages in as many rows can all change at once", async () => {
  await using file = await StoreFile.make();
  const journal = await opened(file);
  const text = "x".repeat(3_900);
  for (const _ of upTo(40)) {
    await journal.append("lobby", upTo(14).map(() => saying("lobby", timedId(), { text })));
  }
  const changes = upTo(560).flatMap((seq) => [revision("edited", seq), revision("reacted", seq)]);
  const outcomes = await Promise.all(changes.map((draft) => journal.append("lobby", [draft])));
  assertEquals(outcomes.flatMap(numbers).sort((a, b) => a - b), upTo(560 + 1_120, 561));
  const log = await wholeLog(new KvJournal(file.store), "lobby");
  const first = log.slice(0, 560).map((entry) => entry.type === "said" && entry.text);
  assertEquals(new Set(first), new Set(["new"]));
});

Deno.test("A start reads the log, and no more than the newest ids", async () => {
  await using file = await StoreFile.make();
  const journal = await opened(file);
  for (const room of ROOMS) await journal.append(room, messages(room, 500));
  await journal.compactor.all();
  for (const room of ROOMS) await journal.append(room, messages(room, 5));
  await file.reopen();
  let rows = 0;
  const list = file.store.list.bind(file.store);
  file.store.list = async <T>(...asked: Parameters<Store["list"]>) => {
    const found = await list<T>(...asked);
    rows += found.length;
    return found;
  };
  await new KvJournal(file.store).append("lobby", [saying("lobby", timedId(50_000))]);
  assertLessOrEqual(rows, 3 + 2);
});
