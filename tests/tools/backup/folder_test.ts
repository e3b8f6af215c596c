import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { kvBacking } from "../../../server/backing.ts";
import { saying, upTo } from "../../support/hub/log.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { runTool } from "../programs.ts";

/** A store with a room in which so much was said. */
async function storeWith(path: string, count: number): Promise<void> {
  await using backing = await kvBacking(path);
  await backing.journal.createRoom("lobby", "lobby");
  await backing.journal.append("lobby", upTo(count).map((i) => saying("lobby", `id-${i}`)));
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

Deno.test("deno task backup keeps the newest backups, readable by their owner alone, and nothing else is touched", async () => {
  await using temp = await TempFolder.make();
  const [store, folder] = [temp.file("chat.db"), temp.file("backups")];
  await storeWith(store, 3);
  const backUp = async () => {
    const ended = await runTool("backup", [folder, "--keep", "2", "--store", store]);
    assertEquals([ended.code, ended.stderr], [0, ""]);
    return ended.stdout;
  };
  assertMatch(
    await backUp(),
    /^Backed up to .+\/hubbub-\S+Z\.ndjson\.gz, [\d,]+ bytes: rooms: 1, entries: 3, /,
  );
  const [first = ""] = await namesIn(folder);
  assertEquals((await Deno.stat(folder)).mode! & 0o777, 0o700);
  assertEquals((await Deno.stat(join(folder, first))).mode! & 0o777, 0o600);
  for (const other of ["hubbub-old.ndjson.gz", "notes.txt"]) {
    await Deno.writeTextFile(join(folder, other), "");
  }
  await backUp();
  await backUp();
  const names = await namesIn(folder);
  assertEquals([names.length, names.includes(first)], [4, false]);
  assert(names.includes("notes.txt") && names.includes("hubbub-old.ndjson.gz"), `${names}`);
});

Deno.test("deno task import takes a packed backup, and says of a damaged one that it is not whole", async () => {
  await using temp = await TempFolder.make();
  const [store, folder] = [temp.file("chat.db"), temp.file("backups")];
  await storeWith(store, 50);
  await runTool("backup", [folder, "--store", store]);
  const [name = ""] = await namesIn(folder);
  const packed = await Deno.readFile(join(folder, name));

  const checked = await runTool("import", ["--check"], packed);
  assertMatch(checked.stdout, /^The backup is whole: rooms: 1, entries: 50, /);
  const fresh = temp.file("fresh.db");
  for (const flags of [["--store", fresh], ["--check"]]) {
    const { code, stdout, stderr } = await runTool("import", flags, packed.slice(0, -40));
    assertEquals([code, stdout], [1, ""]);
    assertStringIncludes(stderr, "the backup is damaged, or cut off");
    assertEquals(stderr.trimEnd().split("\n").length, 1);
  }
  const restored = await runTool("import", ["--store", fresh], packed);
  assertEquals([restored.code, restored.stderr], [0, ""]);
  await using backing = await kvBacking(fresh);
  assertEquals((await backing.journal.head("lobby"))?.seq, 50);
});

Deno.test("deno task backup says in a line what it can't do, and leaves nothing half-done", async () => {
  await using temp = await TempFolder.make();
  const folder = temp.file("backups");
  await storeWith(temp.file("chat.db"), 1);
  const mistakes: [string[], number, string][] = [
    [[], 2, "Cannot back up: give it one DIR, see --help"],
    [["a", "b"], 2, "Cannot back up: give it one DIR, see --help"],
    [[folder, "--keep", "0"], 2, "Cannot back up: --keep must be a number of at least 1"],
    [[folder, "--kep", "1"], 2, "Cannot back up: unknown flag --kep, see --help"],
    [[folder, "--store", temp.file("none.db")], 1, "Cannot back up: there is no store "],
    [[temp.file("chat.db"), "--store", temp.file("chat.db")], 1, "Cannot back up: "],
  ];
  for (const [flags, code, line] of mistakes) {
    const ended = await runTool("backup", flags);
    assertEquals(
      [ended.code, ended.stdout, ended.stderr.startsWith(line)],
      [code, "", true],
      ended.stderr,
    );
    assertEquals(ended.stderr.trimEnd().split("\n").length, 1, ended.stderr);
  }
  assertEquals(await namesIn(folder), []);
});
