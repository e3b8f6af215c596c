import { assert, assertEquals, assertRejects } from "@std/assert";
import { backingOver } from "../../../server/backing.ts";
import { FolderBlobs } from "../../../server/files/blobs/folder_blobs.ts";
import { FileError } from "../../../server/files/file_error.ts";
import { TalkPace } from "../../../server/files/blobs/talk_pace.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { ALL_OVER_DENOKV } from "../../support/process/denokv.ts";
import { RemoteStore } from "../../support/store/remote_store.ts";
import { OpenFiles, someBytes } from "../../support/store/open_files.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { blobsContract } from "./blobs_contract.ts";

blobsContract("KvBlobs", async () => {
  const store = await Store.open(MEMORY);
  const { files, blobs: [blobs] } = backingOver(store);
  return {
    blobs,
    stage: (key) => files.stage(key, "kv", 1),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
});

if (ALL_OVER_DENOKV) {
  blobsContract("KvBlobs over denokv", async () => {
    const place = await RemoteStore.make();
    const { files, blobs: [blobs] } = backingOver(place.store);
    return {
      blobs,
      stage: (key) => files.stage(key, "kv", 1),
      [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
    };
  });
}

for (const [when, isTalk] of [["", false], [" while people talk", true]] as const) {
  blobsContract(`FolderBlobs${when}`, async () => {
    const folder = await TempFolder.make();
    const options = { say: () => {}, pace: new TalkPace(() => isTalk) };
    return {
      blobs: await FolderBlobs.open(folder.file("files"), options),
      stage: (key) => Promise.resolve({ key, place: "folder", stamp: "" }),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  });
}

/** What is told of the work that a writer does, while people talk or not. */
class CountedPace extends TalkPace {
  steps = 0;

  override step<T>(work: () => Promise<T>): Promise<T> {
    this.steps++;
    return super.step(work);
  }
}

Deno.test("A folder is written a little at a time, each in its turn", async () => {
  await using folder = await TempFolder.make();
  const pace = new CountedPace();
  const blobs = await FolderBlobs.open(folder.file("files"), { pace });
  await using writer = blobs.write({ key: "abc", place: "folder", stamp: "" });
  for (let i = 0; i < 100; i++) await writer.write(someBytes(10_240));
  await writer.end();
  assertEquals(pace.steps, Math.ceil(1_024_000 / (128 * 1024)));
});

Deno.test("However many read files of a store, talk waits for a few of their reads", async () => {
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store);
  const bytes = someBytes(1_300_000);
  const { id } = await open.upload(bytes);
  let [underWay, most] = [0, 0];
  const getMany = store.getMany.bind(store);
  store.getMany = async <T>(keys: readonly Deno.KvKey[]) => {
    if (keys[0]?.[0] !== "chunk") return await getMany<T>(keys);
    most = Math.max(most, ++underWay);
    const found = await getMany<T>(keys);
    underWay--;
    return found;
  };
  const all = Array.from({ length: 50 }, () => open.bytes(id));
  for (const one of all) assertEquals(await one, bytes);
  assertEquals(most, 2);
});

/** The files in a folder, with their modes. */
async function listed(path: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const { mode } = await Deno.stat(`${path}/${name}`);
    found[name] = ((mode ?? 0) & 0o777).toString(8);
    if (isDirectory) Object.assign(found, await listed(`${path}/${name}`));
  }
  return found;
}

Deno.test("A folder of files is the server's alone, and has whole files only", async () => {
  if (Deno.build.os === "windows") return;
  await using folder = await TempFolder.make();
  const blobs = await FolderBlobs.open(folder.file("files"));
  const { mode } = await Deno.stat(folder.file("files"));
  assertEquals((mode ?? 0) & 0o777, 0o700);
  const staged = { key: "abc", place: "folder", stamp: "" } as const;
  await using writer = blobs.write(staged);
  await writer.write(someBytes(10));
  assertEquals(await listed(folder.file("files")), { ab: "700", "abc.part": "600" });
  await writer.end();
  assertEquals(await listed(folder.file("files")), { ab: "700", abc: "600" });
});

Deno.test("A folder of files that can't be used is told once, and its uploads are refused", async () => {
  await using folder = await TempFolder.make();
  const said: string[] = [];
  const blobs = await FolderBlobs.open(folder.file("files"), { say: (line) => said.push(line) });
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store, { folder: blobs });
  await Deno.remove(folder.file("files"));
  for (let tries = 0; tries < 2; tries++) {
    const error = await assertRejects(() => open.upload(someBytes(10)), FileError);
    assertEquals(error.reason, "unavailable");
  }
  assertEquals(said.length, 1);
  await Deno.mkdir(folder.file("files"));
  await open.upload(someBytes(10));
  await open.collect();
  const rows = (await open.rows()).map(([kind]) => kind);
  assert(!rows.includes("staged"));
});
