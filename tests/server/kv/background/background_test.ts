import { assertEquals, assertLessOrEqual } from "@std/assert";
import { FORMER_MEMBER } from "../../../../hub/log/kept_entry.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { type Store, StoreError } from "../../../../server/kv/store.ts";
import { wholeLog } from "../../../hub/log/journal_contract.ts";
import { revision, ROOM } from "../../../hub/log/journal_contract/drafts.ts";
import { failAfter, pagesOf } from "../../../support/store/background.ts";
import { saying, timedId, upTo } from "../../../support/hub/log.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const BOB = { from: "bob", by: "guest:bob" };
const ADA = "guest:ada";
/** No test waits for a rest. */
const AT_ONCE = { background: { restFactor: 0 } };

/** A journal in which ada and bob said so many things by turns, in pages of a few. */
async function talked(store: Store, count: number, each = 3): Promise<KvJournal> {
  const journal = new KvJournal(store, AT_ONCE);
  await journal.createRoom(ROOM, ROOM);
  const drafts = upTo(count).map((i) => saying(ROOM, timedId(), i % 2 ? {} : BOB));
  for (let i = 0; i < count; i += each) {
    await journal.append(ROOM, drafts.slice(i, i + each));
    await journal.compactor.all();
  }
  return journal;
}

async function seqsOf(journal: KvJournal): Promise<number[]> {
  return (await wholeLog(journal, ROOM)).map(({ seq }) => seq);
}

Deno.test("What is said is never tried again because of what goes on in the background", async () => {
  await using file = await StoreFile.make();
  const journal = await talked(file.store, 300);
  const looks = looksForWhatIsStored(file.store);
  const talking = async () => {
    for (const i of upTo(100)) {
      await Promise.all([
        journal.append(ROOM, [saying(ROOM, timedId(), BOB)]),
        journal.append(ROOM, [revision("reacted", 100 + 2 * i, { ...BOB, emoji: "🎉" })]),
        journal.append(ROOM, [saying(ROOM, timedId(), { ...BOB, reply: 100 + 2 * i })]),
      ]);
    }
  };
  const trimming = async () => {
    for (const i of upTo(50)) await journal.trim(ROOM, 2 * i);
  };
  await Promise.all([talking(), trimming(), Array.fromAsync(journal.anonymize(ADA, "delete"))]);
  assertEquals(await seqsOf(journal), upTo(600, 100));
  const names = (await wholeLog(journal, ROOM)).map((entry) => "from" in entry && entry.from);
  assertEquals(new Set(names), new Set(["bob", FORMER_MEMBER]));
  assertEquals(looks.count, 0);
});

/** Counts how often is looked for messages that may be stored: when what was said is tried again. */
function looksForWhatIsStored(store: Store): { count: number } {
  const looks = { count: 0 };
  const getMany = store.getMany.bind(store);
  store.getMany = (wanted) => {
    if (wanted.some(([kind]) => kind === keys.allSaid[0])) looks.count++;
    return getMany(wanted);
  };
  return looks;
}

Deno.test("A log starts where its pages do, wherever a trim is broken off", async () => {
  for (const writes of upTo(5, 0)) {
    await using file = await StoreFile.make();
    await talked(file.store, 150);
    const broken = new KvJournal(file.store, AT_ONCE);
    await broken.head(ROOM);
    failAfter(file.store, writes);
    let isDone = true;
    await broken.trim(ROOM, 100).catch((error) => {
      if (!(error instanceof StoreError)) throw error;
      isDone = false;
    });
    await file.reopen();
    const journal = new KvJournal(file.store, AT_ONCE);
    const first = (await journal.head(ROOM))!.first;
    assertLessOrEqual(first, 100);
    if (isDone) assertEquals(first, 100);
    assertEquals(await seqsOf(journal), upTo(150, first), `after ${writes} writes`);
    assertEquals((await pagesOf(file.store, ROOM))[0]! >= first, true);
    assertEquals(await journal.read(ROOM, { before: first, limit: 9 }), []);
    assertEquals((await journal.trim(ROOM, 100))?.first, 100);
    assertEquals(await seqsOf(journal), upTo(150, 100));
  }
});

Deno.test("A trim takes away what an older version left below the start of a log", async () => {
  await using file = await StoreFile.make();
  const journal = await talked(file.store, 30);
  const left = await file.store.use((kv) => kv.get<Uint8Array>(keys.page(ROOM, 6)));
  await journal.trim(ROOM, 10);
  await file.store.write((kv) => kv.set(keys.page(ROOM, 6), left.value));
  assertEquals((await journal.trim(ROOM, 10))?.first, 10);
  assertEquals((await pagesOf(file.store, ROOM))[0], 12);
});

Deno.test("A huge room is forgotten in steps of a bounded number of rows", async () => {
  for (const count of [300, 600]) {
    await using file = await StoreFile.make();
    const journal = await talked(file.store, count, 1);
    const limits: (number | undefined)[] = [];
    const list = file.store.list.bind(file.store);
    file.store.list = (selector, options) => {
      limits.push(options.limit);
      return list(selector, options);
    };
    await journal.trim(ROOM, count + 1);
    await Array.fromAsync(journal.anonymize(ADA, "keep"));
    assertLessOrEqual(Math.max(...limits.map((limit) => limit ?? Infinity)), 500);
    const trims = limits.filter((limit) => limit !== undefined && limit <= 64);
    assertLessOrEqual(trims.length, 5 + count / 20);
  }
});

Deno.test("Appends that wait come before the next step of the background", async () => {
  await using file = await StoreFile.make();
  const journal = await talked(file.store, 300, 1);
  const done: string[] = [];
  const trimming = journal.trim(ROOM, 300).then(() => done.push("trimmed"));
  await Promise.all(
    upTo(9).map(() =>
      journal.append(ROOM, [saying(ROOM, timedId())]).then(() => done.push("said"))
    ),
  );
  await trimming;
  assertEquals(done, [...upTo(9).map(() => "said"), "trimmed"]);
});
