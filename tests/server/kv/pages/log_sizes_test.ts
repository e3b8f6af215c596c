import { assert, assertEquals } from "@std/assert";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { saying } from "../../../support/hub/log.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const ROOM = "lobby";

Deno.test("LogSizes counts what was said, whether it is in pages yet or not", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  assertEquals(await journal.sizes.of(ROOM), { bytes: 0 });
  await journal.createRoom(ROOM, ROOM);
  assertEquals(await journal.sizes.of(ROOM), { bytes: 0 });
  await journal.append(ROOM, [saying(ROOM, "a-1", { text: "a".repeat(5_000) })]);
  const logged = await journal.sizes.of(ROOM);
  assert(logged.bytes > 5_000 && logged.bytes < 5_500, `${logged.bytes}`);
  await journal.compactor.all();
  assertEquals(await journal.sizes.of(ROOM), logged);
  await journal.append(ROOM, [saying(ROOM, "a-2", { text: "é".repeat(1_000) })]);
  const both = await journal.sizes.of(ROOM);
  assert(both.bytes > logged.bytes + 2_000 && both.bytes < logged.bytes + 2_500, `${both.bytes}`);
});

Deno.test("LogSizes tells about how much a long room takes, by some of its pages", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  await journal.createRoom(ROOM, ROOM);
  // Short ones and long ones by turns, in stretches that are longer than a page.
  for (let i = 0; i < 12; i++) {
    const text = "x".repeat(i % 2 === 0 ? 40 : 400);
    await journal.append(
      ROOM,
      Array.from({ length: 250 }, (_, j) => saying(ROOM, `${i}-${j}`, { text })),
    );
  }
  await journal.compactor.all();
  const { bytes, isSampled } = await journal.sizes.of(ROOM);
  assertEquals(isSampled, true);
  const kept = await journal.reader.read(ROOM, { after: 0, limit: 3_000 });
  const all = JSON.stringify(kept).length;
  assert(bytes > all * 0.7 && bytes < all * 1.3, `${bytes} of ${all}`);
  await journal.trim(ROOM, 2_990);
  const { bytes: rest } = await journal.sizes.of(ROOM);
  assert(rest < all / 50, `${rest} of ${all}`);
});
