import { assertEquals, assertMatch } from "@std/assert";
import type { Said } from "../../../../protocol.ts";
import {
  type Disk,
  isPossible,
  limitedFiles,
  smallDisk,
} from "../../../support/store/small_disk.ts";
import { soon } from "../../../support/arrivals.ts";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { TestClient } from "../../../support/server/test_client.ts";

/** The longest text, so that a disk is soon full. */
const TEXT = "x".repeat(3_980);
/** How many are said at once. */
const BURST = 10;

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
    assertMatch(server.errors.text, /^(The store fails: .+\nThe store works again\n)+$/);
    await server.kill();
  }
  await using server = await ServerProcess.open({ store: options.store });
  await using bob = await TestClient.connect(server, "bob");
  await bob.join("lobby", { after: 0 });
  assertEquals(await bob.entries(acknowledged.length), acknowledged);
}

/** Leaves rows in a store whose time is over: Deno KV deletes them when it is opened, and each minute. */
async function leaveExpired(store: string): Promise<void> {
  using kv = await Deno.openKv(store);
  for (let i = 0; i < 100; i++) {
    await kv.set(["expired", i], new Uint8Array(4_000), { expireIn: 1 });
  }
}

/** Takes what is left of a disk. */
async function fillUp(folder: string): Promise<void> {
  using file = await Deno.create(`${folder}/rest`);
  const piece = new Uint8Array(4096);
  try {
    while (true) await file.write(piece);
  } catch (error) {
    assertMatch(String(error), /No space left/);
  }
}

Deno.test({
  name: "A full disk leaves Deno KV room to delete what expired, and a server to start",
  ignore: !await isPossible(smallDisk),
  async fn() {
    await using disk = await smallDisk();
    if (!disk) throw new Error("Cannot make such a disk here");
    const options = { store: `${disk.folder}/chat.db`, flags: ["start", "--limits=off"] };
    const full = "its disk is full: make room";
    {
      await using server = await ServerProcess.open(options);
      await leaveExpired(options.store);
      await using ada = await TestClient.enter(server, "ada");
      assertEquals((await fill(ada, server)).reason, full);
      await server.kill();
    }
    {
      // Opened, it deletes those rows, and Deno would end the process if it could not.
      await using server = await ServerProcess.open(options);
      await using bob = await TestClient.enter(server, "bob");
      assertEquals((await bob.ask({ type: "history", room: "lobby", limit: 1 })).type, "history");
      bob.say("lobby", "is there room?");
      await bob.next("refused");
      assertEquals(await troubleOf(server), full);
      await server.kill();
    }
    await fillUp(disk.folder);
    {
      await using server = new ServerProcess(options);
      const { code, stderr } = await server.ended();
      assertEquals([code, stderr], [1, `Cannot open store ${options.store}: ${full}\n`]);
    }
    await Deno.remove(`${disk.folder}/rest`);
    await disk.free();
    await using server = await ServerProcess.open(options);
    assertEquals(await troubleOf(server), undefined);
  },
});

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
