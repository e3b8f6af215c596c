import { assertLessOrEqual } from "@std/assert";
import type { Draft } from "../../../../hub/log/journal.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { StoreFile } from "../../../support/store/store_file.ts";
import { ROOM } from "../../../support/store/shared_file.ts";
import { upTo } from "../../../support/hub/log.ts";

const AT_ONCE = { background: { restFactor: 0 } };
/** What is said at once, in bytes: about half a megabyte. It has no ids, which are kept for two days. */
const TOPICS = 80;
const TOPIC = "x".repeat(6_000);
/** What SQLite's log may take, in bytes: 4 MB, until it begins again, and one commit. */
const WAL_MAX = 8_000_000;

async function say(journal: KvJournal): Promise<void> {
  const entry = { type: "topic", room: ROOM, from: "ada", at: 1, text: TOPIC } as const;
  await journal.append(ROOM, upTo(TOPICS).map((): Draft => ({ by: "guest:ada", entry })));
}

async function sizeOf(path: string): Promise<number> {
  return (await Deno.stat(path)).size;
}

Deno.test("A file stops growing where as much is forgotten as is said", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store, AT_ONCE);
  await journal.createRoom(ROOM, ROOM);
  const sizes: number[] = [];
  for (const round of upTo(40)) {
    await say(journal);
    await journal.trim(ROOM, (round - 4) * TOPICS + 1);
    sizes.push(await sizeOf(file.path));
  }
  // All that was said in the last half has gone where something was before.
  assertLessOrEqual(sizes.at(-1)!, 1.2 * sizes[19]!);
  assertLessOrEqual(sizes.at(-1)!, 40 * TOPICS * TOPIC.length / 2);
  await journal.compactor.stop();
});

Deno.test("SQLite's log stays small while much is said and somebody reads on and on", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store, AT_ONCE);
  await journal.createRoom(ROOM, ROOM);
  for (const _ of upTo(10)) await say(journal);
  // As an export does, which reads some, and then goes on.
  const reading = file.store.scan(["log"], 4);
  for (const _ of upTo(60)) {
    await say(journal);
    await reading.next();
    assertLessOrEqual(await sizeOf(`${file.path}-wal`), WAL_MAX);
  }
  await reading.return(undefined);
  await journal.compactor.stop();
});
