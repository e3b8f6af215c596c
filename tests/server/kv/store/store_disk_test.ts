import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Said } from "../../../../protocol.ts";
import { soon } from "../../../support/arrivals.ts";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";

/** How much a small disk holds, and how much of it is taken until it is made free, in bytes. */
const DISK_BYTES = { size: 12 << 20, taken: 7 << 20 } as const;
/** How large a file may become under a limit, in blocks of 512 bytes. */
const LIMIT_BLOCKS = 4 << 11;
/** The longest text, so that a disk is soon full. */
const TEXT = "x".repeat(3_980);
/** How many are said at once. */
const BURST = 10;

/** A disk that gets full. */
interface Disk extends AsyncDisposable {
  readonly folder: string;
  /** What the server has to be run by. */
  readonly under: readonly string[];
  /** Makes room. */
  free(server: ServerProcess): Promise<void>;
}

/** Whether a command does what it should. */
async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args, stderr: "null" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A small file system in memory, if we may make one. */
async function smallDisk(): Promise<Disk | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  const folder = await TempFolder.make();
  const size = `size=${DISK_BYTES.size}`;
  if (!await succeeds("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.path)) {
    await folder[Symbol.asyncDispose]();
    return undefined;
  }
  const ballast = folder.file("ballast");
  await Deno.writeFile(ballast, new Uint8Array(DISK_BYTES.taken));
  return {
    folder: folder.path,
    under: [],
    free: () => Deno.remove(ballast),
    async [Symbol.asyncDispose]() {
      assert(await succeeds("umount", folder.path));
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** A limit to how large files may become, which anybody may set for a program and raise again. */
async function limitedFiles(): Promise<Disk | undefined> {
  if (!await succeeds("prlimit", "--version")) return undefined;
  const folder = await TempFolder.make();
  // The signal that would end the program is ignored: then it is an error, as a full disk is.
  const script = `trap "" XFSZ; ulimit -S -f ${LIMIT_BLOCKS}; exec "$@"`;
  return {
    folder: folder.path,
    under: ["sh", "-c", script, "sh"],
    async free({ pid }) {
      assert(await succeeds("prlimit", "--pid", String(pid), "--fsize=unlimited:unlimited"));
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** What is wrong with a server, as it says itself; nothing when it is well. */
async function troubleOf(server: ServerProcess): Promise<string | undefined> {
  const response = await fetch(server.url("/healthz"));
  const { reason } = await response.json();
  assertEquals(response.status, reason === undefined ? 200 : 503);
  return reason;
}

/** Resolves when a server is well. */
async function recovery(server: ServerProcess): Promise<void> {
  const look = async () => {
    while (await troubleOf(server) !== undefined);
  };
  await soon(look(), "a server that is well");
}

/**
 * Says messages until none can be stored: one may be refused before, and the next find place in what
 * the database has cleared up. Gives those that were stored, and the ids of those that were not.
 */
async function fill(
  client: TestClient,
  server: ServerProcess,
): Promise<{ acknowledged: Said[]; refused: string[]; reason: string }> {
  const acknowledged: Said[] = [];
  const refused: string[] = [];
  for (let burst = 0;; burst++) {
    const reason = refused.length > 0 ? await troubleOf(server) : undefined;
    if (reason !== undefined) return { acknowledged, refused, reason };
    const ids = Array.from({ length: BURST }, (_, i) => `id ${burst * BURST + i}`);
    client.send(...ids.map((id) => ({ type: "say", room: "lobby", id, text: `${id} ${TEXT}` })));
    for (let i = 0; i < BURST; i++) {
      const event = await client.until(
        ({ type }) => type === "said" || type === "refused",
        "what comes of a message",
      );
      if (event.type === "said") acknowledged.push(event);
      if (event.type !== "refused") continue;
      assertEquals(event.reason, "unavailable");
      refused.push(event.id ?? "");
    }
  }
}

async function testFull(disk: Disk): Promise<void> {
  const flags = ["start", "--limits=off"];
  const options = { store: `${disk.folder}/chat.db`, flags, under: disk.under };
  const acknowledged: Said[] = [];
  {
    await using server = await ServerProcess.open(options);
    await using ada = await TestClient.enter(server, "ada");
    const filled = await fill(ada, server);
    acknowledged.push(...filled.acknowledged);
    assertMatch(filled.reason, /full|disk|write/);
    // What is there can still be read.
    assertEquals((await ada.ask({ type: "history", room: "lobby", limit: 1 })).type, "history");
    await disk.free(server);
    await recovery(server);
    for (const id of filled.refused) ada.say("lobby", "again", id);
    acknowledged.push(...await ada.entries(filled.refused.length));
    assertEquals(server.errors.text, "");
    await server.kill();
  }
  await using server = await ServerProcess.open({ store: options.store });
  await using bob = await TestClient.connect(server, "bob");
  await bob.join("lobby", { after: 0 });
  assertEquals(await bob.entries(acknowledged.length), acknowledged);
}

/** What happens to the file, where this machine lets us make it happen. */
const DISKS: readonly [what: string, make: () => Promise<Disk | undefined>, isIgnored: boolean][] =
  [
    ["its disk is full, and goes on when it is not", smallDisk, true],
    // Nearly the same, which every Linux can do: in CI it has to.
    ["its file may not grow, and goes on when it may", limitedFiles, Deno.env.get("CI") !== "true"],
  ];

for (const [what, make, isIgnored] of DISKS) {
  Deno.test({
    name: `Hubbub loses nothing acknowledged when ${what}`,
    ignore: isIgnored && !await isPossible(make),
    async fn() {
      await using disk = await make();
      if (!disk) throw new Error("Cannot make such a disk here");
      await testFull(disk);
    },
  });
}

async function isPossible(make: () => Promise<Disk | undefined>): Promise<boolean> {
  await using disk = await make();
  return disk !== undefined;
}
