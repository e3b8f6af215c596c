import { assert, assertEquals, assertRejects } from "@std/assert";
import { setImmediate as turn } from "node:timers/promises";
import type { Draft } from "../../../hub/log/journal.ts";
import type { FileRef } from "../../../protocol.ts";
import { DeletedFileError } from "../../../server/files/file_error.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { ADA, bodyOf, OpenFiles, someBytes } from "../../support/store/open_files.ts";
import { StoreFile } from "../../support/store/store_file.ts";

const HOUR_MS = 60 * 60_000;

/** All uploads are pictures, so that they may be previews. */
const PICTURES = {
  inspector: () => ({
    write() {},
    end: () => ({ type: "image/png", width: 4, height: 3, edits: [] }),
  }),
};

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

Deno.test("What is read of a file fails soon after it was deleted, though its bytes stay", async () => {
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store);
  const bytes = someBytes(4 * 1024 * 1024);
  const { id } = await open.upload(bytes);
  await open.upload(bytes);
  await open.say("m1", [{ id }]);
  await open.say("m2", []);
  const pieces = (await open.files.open(id))!.read(0, bytes.length)[Symbol.asyncIterator]();
  await pieces.next();
  await open.journal.trim("lobby", 2);
  await open.journal.releaseFiles("lobby", 2);
  let more = 0;
  await assertRejects(async () => {
    for (let piece; !(piece = await pieces.next()).done;) more += piece.value.length;
  }, DeletedFileError);
  assert(more <= 2 * 1024 * 1024, `${more} bytes were read`);
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

for (const shared of [false, true]) {
  const where = shared ? "a database that several share" : "a store of one owner";
  Deno.test(`Many messages with as many files as they may have fit into commits, in ${where}`, async () => {
    await using store = await Store.open(MEMORY, { shared });
    const open = await OpenFiles.over(store, PICTURES);
    const room = "r".repeat(32);
    await open.journal.createRoom(room, room);
    const drafts: Draft[] = [];
    for (let n = 0; n < 12; n++) {
      const refs: FileRef[] = [];
      for (let i = 0; i < 10; i++) {
        const { id } = await open.upload(someBytes(20, 20 * n + i), { name: "n".repeat(90) });
        const preview = await open.upload(someBytes(10, 20 * n + i), { name: "p".repeat(90) });
        refs.push({ id, preview: preview.id, alt: "a".repeat(300) });
      }
      const files = (await open.files.find(ADA, `m${n}`, refs))!;
      drafts.push(open.draft(`m${n}`, files, refs, ADA, room));
    }
    const said = await open.journal.append(room, drafts);
    assertEquals(said.map((outcome) => "entry" in outcome), drafts.map(() => true));
    assertEquals((await open.files.list(room, { limit: 200 })).files.length, 120);
    const deleted = await open.journal.append(
      room,
      drafts.map((_, n) => ({
        ...{ entry: { type: "deleted", room, of: n + 1, from: "ada", at: 1 }, by: ADA },
      })),
    );
    assertEquals(deleted.map((outcome) => "entry" in outcome), drafts.map(() => true));
    await open.collect();
    assertEquals(await open.rows(), []);
  });
}

Deno.test("Two servers on one database attach a file once, and delete shared bytes with the last use", async () => {
  await using file = await StoreFile.make({ shared: true });
  await using other = await Store.open(file.path, { shared: true });
  const [one, two] = [await OpenFiles.over(file.store), await OpenFiles.over(other)];
  await one.journal.createRoom("den", "den");
  const bytes = someBytes(200_000);
  for (let round = 0; round < 5; round++) {
    const [{ id }, twin] = await Promise.all([one.upload(bytes), two.upload(bytes)]);
    const outcomes = await Promise.all([
      one.say(`a${round}`, [{ id }]),
      two.say(`b${round}`, [{ id }], { room: "den" }),
    ]);
    assertEquals(outcomes.filter((outcome) => "entry" in outcome).length, 1, `round ${round}`);
    await two.say(`c${round}`, [{ id: twin.id }]);
    for (const [room, { seq }] of await Array.fromAsync(one.journal.rooms())) {
      const entry = { type: "deleted", room, of: seq, from: "ada", at: 1 } as const;
      await one.journal.append(room, [{ entry, by: ADA }]);
    }
    const before = await one.journal.read("lobby", { after: 0, limit: 100 });
    for (const { seq, type } of before) {
      const entry = { type: "deleted", room: "lobby", of: seq, from: "ada", at: 1 } as const;
      if (type === "said") await two.journal.append("lobby", [{ entry, by: ADA }]);
    }
    await Promise.all([one.collect(), two.collect()]);
    await one.collect();
    assertEquals((await one.rows()).map(String), [], `round ${round}`);
  }
});

Deno.test("An upload is worked on in small steps, between which others have their turn", async () => {
  let [sinceTurn, most, largest] = [0, 0, 0];
  const inspector = () => ({
    write(piece: Uint8Array) {
      largest = Math.max(largest, piece.length);
      most = Math.max(most, sinceTurn += piece.length);
    },
    end: () => ({ type: "text/plain", edits: [] }),
  });
  let isOver = false;
  const turns = (async () => {
    for (; !isOver; await turn()) sinceTurn = 0;
  })();
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store, { inspector });
  // The network may bring all of it at once.
  const body = bodyOf(someBytes(8_000_000), 8_000_000);
  await open.files.receive({ by: ADA, guest: false, name: "a", body });
  isOver = true;
  await turns;
  assertEquals(largest, 64 * 1024);
  assert(most <= 1_100_000, `${most} bytes in one turn`);
});
