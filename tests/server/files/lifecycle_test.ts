import { assert, assertEquals } from "@std/assert";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { ADA, OpenFiles, someBytes } from "../../support/store/open_files.ts";

const HOUR_MS = 60 * 60_000;

Deno.test("Files are read as they were uploaded, and are gone with their message", async () => {
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store);
  const bytes = someBytes(1_000_000);
  const { id, size } = await open.upload(bytes, { name: "cat.bin" });
  assertEquals(size, bytes.length);
  const said = await open.say("m1", [{ id }]);
  assert("entry" in said);
  assertEquals(await open.bytes(id), bytes);
  const opened = await open.files.open(id);
  assertEquals([opened?.room, opened?.by], ["lobby", ADA]);
  const at = said.entry.at;
  const deleted = { type: "deleted", room: "lobby", of: 1, from: "ada", at } as const;
  await open.journal.append("lobby", [{ entry: deleted, by: ADA }]);
  assertEquals(await open.files.open(id), undefined);
  assertEquals((await open.files.list("lobby", { limit: 10 })).files, []);
  await open.collect();
  assertEquals(await open.rows(), []);
});

Deno.test("A file is attached once, by whoever uploaded it", async () => {
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store);
  const { id } = await open.upload(someBytes(10));
  assertEquals(await open.say("m0", [{ id }], { by: "account:bob" }), { refused: "no-such-file" });
  await open.journal.createRoom("den", "den");
  const files = (await open.files.find(ADA, "m1", [{ id }]))!;
  const outcomes = await Promise.all(
    ["lobby", "den"].map((room) =>
      open.journal.append(room, [open.draft(room, files, [{ id }], ADA, room)])
    ),
  );
  const [first, second] = outcomes.flat();
  assert(first && "entry" in first);
  assertEquals(second, { refused: "no-such-file" });
  const again = await open.journal.append("lobby", [open.draft("lobby", files, [{ id }])]);
  assertEquals(again, [{ stored: { room: "lobby", seq: 1 } }]);
});

Deno.test("Files of the same bytes are stored once, as long as one of them is there", async () => {
  await using store = await Store.open(MEMORY);
  const now = { at: 1e12 };
  const open = await OpenFiles.over(store, { now: () => now.at });
  const bytes = someBytes(200_000);
  const [kept, loose] = [await open.upload(bytes), await open.upload(bytes)];
  await open.collect();
  const chunks = (await open.rows()).filter(([kind]) => kind === "chunk").length;
  assertEquals(chunks, Math.ceil(bytes.length / (60 * 1024)));
  await open.say("m1", [{ id: kept.id }]);
  now.at += 2 * HOUR_MS;
  await open.collect();
  assertEquals(await open.bytes(loose.id), undefined);
  assertEquals(await open.bytes(kept.id), bytes);
});
