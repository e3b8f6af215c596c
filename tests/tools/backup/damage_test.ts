import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { kvBacking } from "../../../server/backing.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { keys } from "../../../server/kv/keys.ts";
import { Store } from "../../../server/kv/store.ts";
import { UNREADABLE } from "../../../server/kv/pages/stored.ts";
import { readStore } from "../../../tools/backup/from_store.ts";
import { BackupError, Seal } from "../../../tools/backup/seal.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { backUp, runTool, startTool } from "../programs.ts";

type Lines = Uint8Array<ArrayBuffer>[];

/** Ways in which a backup can be damaged, what is done to its lines, and what is said of it. */
const DAMAGES: readonly [how: string, damage: (lines: Lines) => Lines, said: RegExp][] = [
  ["is empty", () => [], /the backup is empty/],
  ["is something else", () => [bytes("hello\n")], /line 1 is not the header of a backup/],
  ["has no header", ([, ...rest]) => rest, /line 1 is not the header of a backup/],
  ["has a line that is cut", (lines) => lines.with(2, lines[2]!.slice(0, 40)), /line 3 is damaged/],
  [
    "ends within a line",
    (lines) => lines.with(-1, lines.at(-1)!.slice(0, 40)),
    /line 10 is damaged/,
  ],
  ["ends before its end", (lines) => lines.slice(0, -1), /the backup is cut off after line 9/],
  ["ends after its header", (lines) => lines.slice(0, 1), /the backup is cut off after line 1/],
  ["has a letter that is another", (lines) => swapLetter(lines, 6), /line 7 is damaged/],
  ["has a byte that is no letter", (lines) => spoilByte(lines, 6), /line 7 is damaged/],
  ["has a line that is no JSON", (lines) => lines.with(3, bytes("{oops\n")), /line 4 is damaged/],
  ["has an empty line", (lines) => lines.toSpliced(3, 0, bytes("\n")), /line 4 is damaged/],
  [
    "misses a line",
    (lines) => lines.toSpliced(3, 1),
    /line 4 is damaged, incomplete or out of place/,
  ],
  ["has two lines swapped", (lines) => swapLines(lines, 3), /line 4 is damaged/],
  ["has a line twice", (lines) => lines.toSpliced(3, 0, lines[3]!), /line 5 is damaged/],
  ["has two headers", (lines) => [lines[0]!, ...lines], /line 2 is damaged/],
  ["is there twice", (lines) => [...lines, ...lines], /line 11 is damaged/],
  ["has Windows' ends of lines", (lines) => lines.map(windows), /line 1 is damaged/],
  ["has no ends of lines", (lines) => [lines[0]!, new Uint8Array(5e6)], /line 2 is too long/],
  [
    "is of another version",
    (lines) => reseal(lines, 0, { version: 6 }),
    /is of version 6, and this version of Hubbub knows up to 5/,
  ],
  [
    "counts wrong",
    (lines) => reseal(lines, 9, { counts: NOTHING }),
    /line 10 has counts that differ/,
  ],
  [
    "has a kind of line that I don't know",
    (lines) => reseal(lines, 2, { type: "x" }),
    /line 3 has an unknown type/,
  ],
  ["has a hole in a log", (lines) => resealAll(lines.toSpliced(4, 1)), /line 5 can't follow/],
  ["has a log without a room", (lines) => resealAll(lines.toSpliced(5, 1)), /line 6 can't follow/],
];
const NOTHING = { rooms: 0, entries: 0, accounts: 0, sessions: 0, lines: 0 };

Deno.test("A backup that is not whole is refused with the line, and leaves nothing behind", async () => {
  await using folder = await TempFolder.make();
  const backup = await smallBackup(folder.file("old.db"));
  const lines = cut(backup);
  const store = folder.file("new.db");

  for (const [how, damage, said] of DAMAGES) {
    const { code, stderr } = await runTool("import", ["--store", store], joined(damage(lines)));

    assertEquals(code, 1, how);
    assert(said.test(stderr) && stderr.trimEnd().split("\n").length === 1, `${how}: ${stderr}`);
  }

  assertEquals((await runTool("import", ["--store", store], backup)).stderr, "");
});

Deno.test("A backup is not restored over what is there, nor under a server", async () => {
  await using folder = await TempFolder.make();
  const backup = await smallBackup(folder.file("old.db"));
  await using _ = await openServer(folder.file("fresh.db"));

  for (const name of ["old.db", "fresh.db"]) {
    const { code, stderr } = await runTool("import", ["--store", folder.file(name)], backup);
    assertEquals([code, stderr], [1, "Cannot import: the store is not empty\n"]);
  }

  assertEquals((await backUp(folder.file("old.db"))).length, backup.length);
});

Deno.test("No server, export or import opens a store while it is being restored, nor when that was killed", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("new.db");
  const backup = await smallBackup(folder.file("old.db"));
  {
    await using importing = startTool("import", "--store", store);
    await importing.feed(backup.slice(0, -50));
    await untilMarked(store);
    await refused();
    await importing.kill();
  }
  await refused();

  async function refused(): Promise<void> {
    const why = "an import into it is under way, or was broken off";
    const ended = await new ServerProcess({ store }).ended();
    assertEquals(ended.code, 1);
    assertStringIncludes(ended.stderr, why);
    assertEquals(ended.stderr.trimEnd().split("\n").length, 1);
    assertStringIncludes((await runTool("export", ["--store", store])).stderr, why);
    assertStringIncludes((await runTool("import", ["--store", store], backup)).stderr, why);
  }
});

Deno.test("A log that is forgotten from its start while it is read has no hole in the backup", async () => {
  // Pages are read twenty at once, so what comes next is already read when it is forgotten.
  for (const [forgottenTo, first] of [[150, 150], [295, 281]] as const) {
    await using folder = await TempFolder.make();
    const path = folder.file("old.db");
    await using backing = await kvBacking(path);
    await speak(backing, 300);
    await using store = await Store.open(path);

    const log: number[] = [];
    for await (const record of readStore(store, 0)) {
      if (record.type === "log") log.unshift(...record.kept.map(({ entry }) => entry.seq));
      if (record.type === "room") assertEquals(record.head.first, first);
      if (log[0] === 290) await backing.journal.trim("lobby", forgottenTo);
    }

    assertEquals(log, Array.from({ length: 300 - first + 1 }, (_, i) => first + i));
  }
});

Deno.test("An export says which entry a damaged store has lost", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("old.db");
  {
    await using backing = await kvBacking(path);
    await speak(backing, 30);
    using kv = await Deno.openKv(path);
    await kv.delete(keys.page("lobby", 20));
  }

  const { code, stderr } = await runTool("export", ["--store", path]);

  assertEquals([code, stderr], [1, 'Cannot export: entry 20 of room "lobby" is missing\n']);
  await using store = await Store.open(path);
  await assertRejects(() => Array.fromAsync(readStore(store, 0)), BackupError);
});

Deno.test("An export of a page that can't be read has what members see in its place", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("old.db");
  {
    await using backing = await kvBacking(path);
    await speak(backing, 30);
    using kv = await Deno.openKv(path);
    await kv.set(keys.page("lobby", 20), Uint8Array.of(0xff));
  }

  await using store = await Store.open(path);
  const records = await Array.fromAsync(readStore(store, 0));
  const log = records.flatMap((record) => record.type === "log" ? record.kept : []);

  const unreadable = log.filter(({ entry }) => "text" in entry && entry.text === UNREADABLE);
  assertEquals([log.length, unreadable.map(({ entry }) => entry.seq)], [30, [20]]);
});

Deno.test("The tools of a backup say in one line what they were not asked well", async () => {
  await using folder = await TempFolder.make();
  const nowhere = folder.file("nowhere.db");

  for (const tool of ["export", "import"] as const) {
    const { code, stderr } = await runTool(tool, ["--stroe", "x"]);
    assertEquals([code, stderr], [2, `Cannot ${tool}: unknown flag --stroe, see --help\n`]);
    assertEquals((await runTool(tool, ["--help"])).code, 0);
  }
  const { code, stderr } = await runTool("export", ["--store", nowhere]);
  assertEquals([code, stderr], [1, `Cannot export: there is no store ${nowhere}\n`]);
  await assertRejects(() => Deno.stat(nowhere), Deno.errors.NotFound);
});

/** A store with two small rooms, and its backup: ten lines. */
async function smallBackup(path: string): Promise<Uint8Array<ArrayBuffer>> {
  {
    await using backing = await kvBacking(path);
    await backing.sessions.write("hash", {
      ...{ id: "1", person: "guest:ada", name: "Ada", guest: true },
      ...{ made: 1, seen: 1, expires: 1_000_000, program: "", address: "" },
    });
    await speak(backing, 2);
  }
  const backup = await backUp(path);
  assertEquals(cut(backup).length, 10);
  return backup;
}

type Backing = Awaited<ReturnType<typeof kvBacking>>;

/** Says things in the lobby, each in a page of its own. */
async function speak({ journal }: Backing, count: number): Promise<void> {
  assert(journal instanceof KvJournal);
  await journal.createRoom("lobby", "lobby");
  for (let i = 1; i <= count; i++) {
    const said = {
      type: "said",
      room: "lobby",
      id: `id ${i}`,
      from: "Ada",
      at: 1,
      text: `é${i}`,
    } as const;
    await journal.append("lobby", [{ entry: said, by: "guest:ada" }]);
    await journal.compactor.all();
  }
}

/** Waits until an import has begun. A watch would not see it: it is another process. */
async function untilMarked(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  while ((await kv.get(keys.importing)).value === null);
}

async function openServer(store: string): Promise<ServerProcess> {
  return await ServerProcess.open({ store });
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function cut(backup: Uint8Array): Lines {
  return new TextDecoder().decode(backup).split(/(?<=\n)/).map(bytes);
}

function joined(lines: Lines): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(lines.flatMap((line) => [...line]));
}

function swapLetter(lines: Lines, i: number): Lines {
  return lines.with(i, bytes(new TextDecoder().decode(lines[i]).replace("Ada", "Eda")));
}

function spoilByte(lines: Lines, i: number): Lines {
  return lines.with(i, lines[i]!.with(-10, 0xff));
}

function swapLines(lines: Lines, i: number): Lines {
  return lines.with(i, lines[i + 1]!).with(i + 1, lines[i]!);
}

function windows(line: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes(new TextDecoder().decode(line).replace("\n", "\r\n"));
}

/** Changes a record and gives all lines new sums, as somebody would who knows how. */
function reseal(lines: Lines, i: number, change: Record<string, unknown>): Lines {
  return sealed(
    lines.map((line, at) => at === i ? { ...recordOf(line), ...change } : recordOf(line)),
  );
}

function resealAll(lines: Lines): Lines {
  return sealed(lines.map(recordOf));
}

function sealed(records: readonly Record<string, unknown>[]): Lines {
  const seal = new Seal();
  return records.map((record) => seal.close(record));
}

function recordOf(line: Uint8Array): Record<string, unknown> {
  const { sum: _, ...record } = JSON.parse(new TextDecoder().decode(line));
  return record;
}
