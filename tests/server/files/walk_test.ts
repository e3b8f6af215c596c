import { assert, assertEquals } from "@std/assert";
import { FORMER_MEMBER } from "../../../hub/log/kept_entry.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store, StoreError } from "../../../server/kv/store.ts";
import { readStore } from "../../../tools/backup/from_store.ts";
import { Restoration } from "../../../tools/backup/into_store.ts";
import { failAfter } from "../../support/store/background.ts";
import { ADA, OpenFiles, someBytes } from "../../support/store/open_files.ts";
import { copyStore, StoreFile } from "../../support/store/store_file.ts";
import { assertWhole, namedFiles } from "../../support/store/whole_files.ts";

const BOB = "account:bob";
const EVE = "account:eve";
const DAY_MS = 24 * 60 * 60 * 1000;

/** Everybody's uploads are pictures, so that they may be previews. */
const PICTURES = {
  inspector: () => ({
    write() {},
    end: () => ({ type: "image/png", width: 4, height: 3, edits: [] }),
  }),
};

/** Rooms in which people have said things with files, some of the same bytes. */
async function talked(store: Store, people = [ADA, BOB, EVE]): Promise<OpenFiles> {
  const open = await OpenFiles.over(store, PICTURES);
  await open.journal.createRoom("den", "den");
  let n = 0;
  for (const room of ["lobby", "den"]) {
    for (const by of people) {
      const large = await open.upload(someBytes(70_000, n % 5), { by });
      const small = await open.upload(someBytes(200, n), { by });
      const other = await open.upload(someBytes(3, n), { by });
      const refs = [{ id: large.id, preview: small.id }, { id: other.id }];
      const said = await open.say(`m${n++}`, refs, { by, room });
      assert("entry" in said);
    }
  }
  await open.collect();
  return open;
}

function deletion(open: OpenFiles, of: number): Promise<unknown> {
  const entry = { type: "deleted", room: "lobby", of, from: "ada", at: 1 } as const;
  return open.journal.append("lobby", [{ entry, by: ADA, moderator: true }]);
}

async function close(open: OpenFiles, room: string): Promise<void> {
  const head = await open.journal.head(room);
  if (head) await open.journal.forget(room, head);
}

/** What takes messages away, and so their files; each may be done again. */
const WAYS: Readonly<Record<string, (open: OpenFiles) => Promise<unknown>>> = {
  "a deletion": (open) => deletion(open, 1),
  "retention": async ({ journal }) => {
    await journal.trim("lobby", 2);
    await journal.releaseFiles("lobby", 2);
  },
  "erasing with all that they said": (open) =>
    Array.fromAsync(open.journal.anonymize(BOB, "delete")),
  "erasing their name": (open) => Array.fromAsync(open.journal.anonymize(EVE, "keep")),
  "closing a room": (open) => close(open, "den"),
};

/** A store with what is in another one, by a backup. */
async function copied(from: Store): Promise<Store> {
  const to = await Store.open(MEMORY, { migrate: false });
  const options = { at: Date.now(), newEpochs: false, format: 7 };
  const restoration = await Restoration.begin(to, options);
  for await (const record of readStore(from, Date.now())) {
    if (record.type === "begin" || record.type === "end") continue;
    assert(restoration.follows(record), record.type);
    await restoration.add(record, 1_000);
  }
  await restoration.finish();
  return to;
}

Deno.test("Deletion, retention, erasing, closing, export and import leave no file behind and lose none", async () => {
  await using store = await Store.open(MEMORY);
  const open = await talked(store, [ADA, BOB, EVE, ADA, BOB, EVE]);
  await assertWhole(open, "at first");
  const counts = [];
  for (const [what, go] of Object.entries(WAYS)) {
    await go(open);
    await open.collect();
    await assertWhole(open, what);
    counts.push((await namedFiles(open)).size);
    await using copy = await copied(store);
    const restored = await OpenFiles.over(copy, PICTURES);
    await restored.collect();
    await assertWhole(restored, `${what}, and a backup`);
    assertEquals((await namedFiles(restored)).size, counts.at(-1), what);
  }
  // Of 12 messages with 3 files each: without one, which is the oldest, those of one of three people,
  // and those of one room, of which that person's were gone.
  assertEquals(counts, [33, 33, 21, 21, 9]);
  const { files } = await open.files.list("lobby", { limit: 50 });
  assertEquals(new Set(files.map(({ from }) => from)), new Set(["ada", FORMER_MEMBER]));
  assertEquals(await open.files.open(files[0]!.id).then((file) => file?.by), "");
  for (const { seq } of files) await deletion(open, seq);
  await open.collect();
  assertEquals(await open.rows(), []);
});

/** A copy of a store in a file, which can be closed and opened again. */
async function copyOf(template: StoreFile): Promise<StoreFile> {
  const file = await StoreFile.make();
  await file.store[Symbol.asyncDispose]();
  for (const end of ["", "-wal", "-shm"]) await Deno.remove(file.path + end).catch(() => {});
  await copyStore(template.path, file.path);
  file.store = await Store.open(file.path);
  return file;
}

for (const [what, go] of Object.entries(WAYS)) {
  Deno.test(`Broken off at any write, ${what} is ended later, and files fit to messages`, async () => {
    await using template = await StoreFile.make();
    await (await talked(template.store)).journal.compactor.stop();
    await template.store[Symbol.asyncDispose]();
    let isWhole = false;
    for (let writes = 0; !isWhole; writes++) {
      await using file = await copyOf(template);
      const before = await OpenFiles.over(file.store, PICTURES);
      failAfter(file.store, writes);
      try {
        await go(before);
        await before.collect();
        isWhole = true;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
      await before.journal.compactor.stop();
      await file.reopen();
      const open = await OpenFiles.over(file.store, PICTURES);
      // No message names a file that can't be read, however far it came.
      for (const id of (await namedFiles(open)).keys()) {
        const isTheirs = what.startsWith("erasing with") || what === "retention";
        if (!isTheirs) assert(await open.files.open(id), `after ${writes} writes`);
      }
      await go(open);
      await open.collect();
      await assertWhole(open, `after ${writes} writes`);
    }
    // It is closed already.
    template.store = await Store.open(template.path);
  });
}

Deno.test("Broken off at any write, an upload leaves nothing, or a file that is forgotten", async () => {
  for (let writes = 0, isWhole = false; !isWhole; writes++) {
    await using file = await StoreFile.make();
    const before = await OpenFiles.over(file.store);
    failAfter(file.store, writes);
    try {
      await before.upload(someBytes(1_200_000));
      isWhole = true;
    } catch (error) {
      assertEquals(error instanceof Error && error.name, "FileError");
    }
    await file.reopen();
    const open = await OpenFiles.over(file.store, { now: () => Date.now() + DAY_MS });
    await open.collect();
    assertEquals(await open.rows(), [], `after ${writes} writes`);
  }
});
