import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FolderBlobs } from "../../../server/files/blobs/folder_blobs.ts";
import { keys } from "../../../server/kv/keys.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { readStore } from "../../../tools/backup/from_store.ts";
import { Seal, valueOf } from "../../../tools/backup/seal.ts";
import { isObject } from "../../../protocol/field.ts";
import { isRoot } from "../../support/store/is_root.ts";
import { ADA, OpenFiles, someBytes } from "../../support/store/open_files.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { runTool } from "../programs.ts";

const BOB = "account:bob";

/** Files in a store, the bytes in it or in a folder; what is said of them, and what is not. */
async function fill(path: string, folder?: string): Promise<Map<string, Uint8Array>> {
  await using store = await Store.open(path);
  const blobs = folder ? { folder: await FolderBlobs.open(folder) } : {};
  const open = await OpenFiles.over(store, blobs);
  const bytes = [someBytes(300_000, 1), someBytes(0), someBytes(300_000, 1), someBytes(9, 3)];
  const ids: string[] = [];
  for (const [i, some] of bytes.entries()) {
    const { id } = await open.upload(some, { by: i === 2 ? BOB : ADA });
    ids.push(id);
  }
  await open.upload(someBytes(50_000, 9));
  const gone = await open.upload(someBytes(60_000, 8));
  await open.say("m1", [{ id: ids[0]! }, { id: ids[1]!, alt: "nothing" }]);
  await open.say("m2", [{ id: ids[2]!, name: "same.bin" }], { by: BOB });
  await open.say("m3", [{ id: ids[3]! }]);
  await open.say("m4", [{ id: gone.id }]);
  const deleted = { type: "deleted", room: "lobby", of: 4, from: "ada", at: 1 } as const;
  await open.journal.append("lobby", [{ entry: deleted, by: ADA }]);
  return new Map(ids.map((id, i) => [id, bytes[i]!]));
}

/** Finds in a restored store all files that there have to be, and nothing else. */
async function check(
  path: string,
  wanted: Map<string, Uint8Array>,
  folder?: string,
): Promise<void> {
  await using store = await Store.open(path);
  const open = await OpenFiles.over(
    store,
    folder ? { folder: await FolderBlobs.open(folder) } : {},
  );
  await open.collect();
  for (const [id, bytes] of wanted) assertEquals(await open.bytes(id), bytes, id);
  const { files } = await open.files.list("lobby", { limit: 10 });
  assertEquals(files.map(({ seq, name, alt }) => [seq, name, alt]), [
    [3, "a.bin", undefined],
    [2, "same.bin", undefined],
    [1, "a.bin", undefined],
    [1, "a.bin", "nothing"],
  ]);
  const rows = await open.rows();
  const count = (kind: string) => rows.filter(([own]) => own === kind).length;
  assertEquals(
    ["file", "fileOf", "roomFile", "blob", "blobUse", "looseFile", "goneFile", "staged"].map(count),
    [4, 4, 4, 3, 4, 0, 0, 0],
  );
  const stored = await store.getMany<number>(["", ADA, BOB].map(keys.storedBytes));
  assertEquals(stored.map(({ value }) => value), [300_009, 300_009, 300_000]);
  if (folder) assertEquals([count("chunk"), await filesIn(folder)], [0, 3]);
  for (const seq of [1, 2, 3]) {
    const deleted = { type: "deleted", room: "lobby", of: seq, from: "ada", at: 1 } as const;
    await open.journal.append("lobby", [{ entry: deleted, by: ADA, moderator: true }]);
  }
  await open.collect();
  assertEquals(await open.rows(), []);
  if (folder) assertEquals(await filesIn(folder), 0);
}

/** How many files there are in a folder and those in it. */
async function filesIn(path: string): Promise<number> {
  let count = 0;
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    count += isDirectory ? await filesIn(`${path}/${name}`) : 1;
  }
  return count;
}

const places = (folder: TempFolder, store: string, files?: string) => [
  ...["--store", folder.file(store)],
  ...(files ? ["--files", folder.file(files)] : []),
];

Deno.test("Files are the same after export and import, from the store into a folder and back", async () => {
  await using folder = await TempFolder.make();
  const wanted = await fill(folder.file("old.db"));
  const first = await runTool("export", places(folder, "old.db"));
  assertEquals(first.stderr, "");
  const backup = new TextEncoder().encode(first.stdout);
  const into = await runTool("import", places(folder, "new.db", "files"), backup);
  assertEquals(into.stderr, "");
  assertStringIncludes(into.stdout, "files: 4");
  const second = await runTool("export", places(folder, "new.db", "files"));
  assertEquals(second.stderr, "");
  const again = new TextEncoder().encode(second.stdout);
  assertEquals((await runTool("import", places(folder, "last.db"), again)).stderr, "");
  await check(folder.file("new.db"), wanted, folder.file("files"));
  await check(folder.file("last.db"), wanted);
});

Deno.test("A backup whose bytes of a file are damaged is refused, and leaves nothing behind", async () => {
  await using folder = await TempFolder.make();
  await fill(folder.file("old.db"));
  const { stdout } = await runTool("export", places(folder, "old.db"));
  const seal = new Seal();
  let isDamaged = false;
  const lines = stdout.trimEnd().split("\n").map((line) => {
    const value = valueOf(new TextEncoder().encode(line));
    assert(isObject(value));
    const { sum: _, ...record } = value;
    if (record.type !== "chunk" || isDamaged) return seal.close(record);
    isDamaged = true;
    const bytes = Uint8Array.fromBase64(String(record.bytes));
    bytes[1]! ^= 1;
    return seal.close({ ...record, bytes: bytes.toBase64() });
  });
  assert(isDamaged);
  const backup = await new Blob(lines).bytes();
  for (const files of [undefined, "files"]) {
    const { code, stderr } = await runTool("import", places(folder, "new.db", files), backup);
    assertEquals([code, stderr.trimEnd().split("\n").length], [1, 1]);
    assertStringIncludes(
      stderr,
      "bytes is damaged: they do not have its hash; nothing was imported",
    );
  }
  assertEquals(await filesIn(folder.file("files")), 0);
  await using store = await Store.open(folder.file("new.db"), { migrate: false });
  assertEquals(await store.list({ prefix: [] }, {}), []);
});

Deno.test("An export without the folder of files says so, and so does one with another", async () => {
  await using folder = await TempFolder.make();
  await fill(folder.file("old.db"), folder.file("files"));
  const { code, stderr } = await runTool("export", places(folder, "old.db"));
  assertEquals([code, stderr], [
    1,
    "Cannot export: files are kept in a folder: name it with --files, as for the server\n",
  ]);
  const other = await runTool("export", places(folder, "old.db", "other"));
  assertEquals([other.code, other.stderr], [
    1,
    `Cannot export: there is no folder of files ${folder.file("other")}: is its disk mounted?\n`,
  ]);
});

/** Whose a folder is, and all that is in it. */
async function ownersIn(path: string): Promise<Set<number | null>> {
  const owners = new Set([(await Deno.stat(path)).uid]);
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const there = `${path}/${name}`;
    const within = isDirectory ? await ownersIn(there) : [(await Deno.stat(there)).uid];
    for (const owner of within) owners.add(owner);
  }
  return owners;
}

Deno.test({
  name: "What root restores belongs to whose the folder is, who is to serve it",
  ignore: !isRoot,
  async fn() {
    await using folder = await TempFolder.make();
    await fill(folder.file("old.db"));
    const { stdout } = await runTool("export", places(folder, "old.db"));
    await Deno.mkdir(folder.file("state"));
    await Deno.chown(folder.file("state"), 4321, 4321);
    const into = places(folder, "state/chat.db", "state/files");
    const { code, stderr } = await runTool("import", into, new TextEncoder().encode(stdout));
    assertEquals([code, stderr], [0, ""]);
    assertEquals(await filesIn(folder.file("state/files")), 3);
    assertEquals([...await ownersIn(folder.file("state"))], [4321]);
    // As a tool does that finds the store of a server which was killed.
    await using store = await Store.open(folder.file("state/chat.db"), { lock: true });
    await store.write((kv) => kv.set(["probe"], 1));
    assertEquals([...await ownersIn(folder.file("state"))], [4321]);
  },
});

Deno.test("A file whose message is deleted while a backup is made is in it whole, or not at all", async () => {
  await using store = await Store.open(MEMORY);
  const open = await OpenFiles.over(store);
  const { id } = await open.upload(someBytes(2_000_000));
  await open.say("m1", [{ id }]);
  const types: string[] = [];
  const unreadable: Deno.KvKey[] = [];
  const onUnreadable = (key: Deno.KvKey) => void unreadable.push(key);
  for await (const record of readStore(store, Date.now(), { onUnreadable })) {
    types.push(record.type);
    if (record.type !== "chunk" || record.n !== 3) continue;
    const deleted = { type: "deleted", room: "lobby", of: 1, from: "ada", at: 1 } as const;
    await open.journal.append("lobby", [{ entry: deleted, by: ADA }]);
    await open.collect();
  }
  assert(types.includes("chunk"));
  assertEquals([types.includes("blob"), types.includes("file"), unreadable], [false, false, []]);
});
