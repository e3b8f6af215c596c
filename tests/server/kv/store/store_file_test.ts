import { assert, assertEquals, assertInstanceOf, assertMatch } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { Close } from "../../../../protocol.ts";
import { kvBacking } from "../../../../server/backing.ts";
import { Store, StoreError, type StoreOptions } from "../../../../server/kv/store.ts";
import { expect, PASSWORD } from "../../../support/server/asker.ts";
import { soon } from "../../../support/arrivals.ts";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { Later } from "../../../support/later.ts";
import { Probes } from "../../../support/store/probes.ts";
import { copyStore } from "../../../support/store/store_file.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

/** Longer than any test takes. */
const SETTLE_MS = 600_000;

/** How long a store that is locked is waited for, in milliseconds: one that works takes less, though others are busy. */
const ANSWER_MS = 3_000;

/** A server over a file, which is left alone for so long when it is gone. */
async function serve(
  folder: TempFolder,
  { settleMs = 0, ...options }: StoreOptions = {},
): Promise<TestServer> {
  const quiet = { probeMs: 0, say: () => {} };
  const backing = await kvBacking(folder.file("chat.db"), { settleMs, ...quiet, ...options });
  // A guest who comes while the store fails is not kept, which is told.
  const onError = (error: unknown) => assertInstanceOf(error, StoreError);
  return await TestServer.start({ backing, onError });
}

/** What a server says of its health. */
async function health(server: TestServer): Promise<[status: number, reason?: string]> {
  const response = await fetch(server.url("/healthz"));
  const { reason } = await response.json();
  return reason === undefined ? [response.status] : [response.status, reason];
}

/** Resolves when a server says that it is well. */
async function recovered(server: TestServer): Promise<void> {
  const look = async () => {
    while ((await health(server))[0] !== 200);
  };
  await soon(look(), "a healthy server");
}

/** Says something that has to be refused, because it could not be stored. */
async function sayInVain(client: TestClient, text: string): Promise<void> {
  client.say("lobby", text, `id of ${text}`);
  const { reason, id } = await client.next("refused");
  assertEquals([reason, id], ["unavailable", `id of ${text}`]);
}

/** Comes back to the lobby, and finds that it is another log or an older one. */
async function comesBack(
  server: TestServer,
  was: TestClient,
  { epoch }: { epoch: string },
): Promise<{ client: TestClient; head: number; epoch: string }> {
  assertEquals(await was.closed, Close.GoingAway);
  const client = await TestClient.connect(server, { token: was.welcome.token ?? "" });
  const joined = await client.join("lobby", { after: 2, epoch });
  assertEquals(joined.reset, true);
  return { client, head: joined.head, epoch: joined.epoch };
}

Deno.test("A store whose file is gone takes nothing and makes none, says so once, and goes on with it", async () => {
  await using folder = await TempFolder.make();
  const said: string[] = [];
  await using server = await serve(folder, { say: (line) => said.push(line) });
  await using ada = await TestClient.enter(server, "ada");
  ada.say("lobby", "one");
  assertEquals(await ada.texts(1), ["one"]);
  await Deno.rename(folder.file("chat.db"), folder.file("away.db"));
  for (let i = 0; i < 3; i++) {
    const [status, reason = ""] = await health(server);
    assertEquals([status, reason.startsWith("its file is gone")], [503, true]);
    await sayInVain(ada, `two ${i}`);
    const body = { name: "eve", password: PASSWORD, claim: server.claimCode };
    await expect(server, "503 unavailable", "POST /api/accounts", { body });
    await expect(server, "503 unavailable", "POST /api/session", { body: { name: "bob" } });
  }
  assertEquals(
    await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name).then((names) =>
      names.includes("chat.db")
    ),
    false,
  );
  assertEquals(said.map((line) => line.split(":")[0]), [
    `The store's file ${folder.file("chat.db")} is gone`,
  ]);
  await Deno.rename(folder.file("away.db"), folder.file("chat.db"));
  await recovered(server);
  assertEquals(said.length, 2);
  await using bob = await TestClient.connect(server, "bob");
  const { head } = await bob.join("lobby", { after: 0 });
  assertEquals([head >= 1, (await bob.texts(1))[0]], [true, "one"]);
});

Deno.test("What is no store of ours in the place of one is left as it is", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  await using server = await serve(folder);
  await using ada = await TestClient.enter(server, "ada");
  ada.say("lobby", "kept");
  await ada.next("said");
  await Deno.rename(path, folder.file("away.db"));
  assertEquals((await health(server))[0], 503);
  const junk = new TextEncoder().encode("not a store, but somebody's only copy of something");
  for (const bytes of [junk, new Uint8Array()]) {
    await Deno.writeFile(path, bytes);
    for (let i = 0; i < 3; i++) {
      assertEquals(await health(server), [503, "the file in its place is no store"]);
    }
    assertEquals(await Deno.readFile(path), bytes);
    await Deno.remove(path);
  }
  await Deno.rename(folder.file("away.db"), path);
  await recovered(server);
  await copyStore(path, folder.file("copy.db"));
  await Deno.remove(path);
  {
    using empty = await Deno.openKv(folder.file("empty.db"));
    await empty.delete(["nothing"]);
  }
  await Deno.rename(folder.file("empty.db"), path);
  assertEquals((await health(server))[0], 503);
  assertEquals(await health(server), [503, "the store in its place is empty"]);
  await Deno.rename(folder.file("copy.db"), path);
  await recovered(server);
});

Deno.test("A failing store is tried once for all who ask how it is", async () => {
  await using folder = await TempFolder.make();
  using probes = new Probes();
  await using server = await serve(folder, { probeMs: 3_600_000, answerMs: ANSWER_MS });
  await using ada = await TestClient.enter(server, "ada");
  using other = new DatabaseSync(folder.file("chat.db"), { timeout: 1_000 });
  other.exec("BEGIN IMMEDIATE");
  await sayInVain(ada, "locked");
  const all = await Promise.all(Array.from({ length: 10 }, () => health(server)));
  assertEquals(all.map(([status]) => status), Array(10).fill(503));
  assertEquals(probes.count, 1);
  other.exec("ROLLBACK");
  // It would answer now, but is not asked again so soon; whatever is stored tells, too, that it does.
  await health(server);
  assertEquals(probes.count, 1);
  ada.say("lobby", "free");
  await ada.until((event) => event.type === "said" && event.text === "free", "what is stored");
  assertEquals((await health(server))[0], 200);
});

Deno.test("A store whose file is put back in time goes on as if nothing had been", async () => {
  await using folder = await TempFolder.make();
  await using server = await serve(folder, { settleMs: 60_000 });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  ada.say("lobby", "hello");
  assertEquals(await bob.texts(1), ["hello"]);
  ada.say("lobby", "one");
  // At once: the server, which is in this process, takes what was said only afterwards.
  // deno-lint-ignore no-sync-fn-in-async-fn
  Deno.renameSync(folder.file("chat.db"), folder.file("away.db"));
  await ada.next("refused");
  await Deno.rename(folder.file("away.db"), folder.file("chat.db"));
  ada.say("lobby", "two");
  // The first was written into the file before it was missed, and comes all the same.
  assertEquals(await bob.texts(2), ["one", "two"]);
  await recovered(server);
});

Deno.test("A store in whose place an older copy is put goes on from there", async () => {
  using later = new Later();
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  {
    await using server = await serve(folder);
    await using ada = await TestClient.enter(server, "ada");
    ada.say("lobby", "kept");
    await ada.next("said");
  }
  await copyStore(path, folder.file("copy.db"));
  // What finds out first may be something in the background: that alone opens no other.
  await using server = await serve(folder, { settleMs: SETTLE_MS });
  await using ada = await TestClient.connect(server, "ada");
  const { epoch } = await ada.join("lobby");
  ada.say("lobby", "newer", "id of newer");
  assertEquals(await ada.texts(2), ["kept", "newer"]);
  await Deno.rename(folder.file("copy.db"), path);
  await sayInVain(ada, "newest");
  later.pass(SETTLE_MS);
  await recovered(server);
  const back = await comesBack(server, ada, { epoch });
  await using again = back.client;
  // Its numbers are given again, so it is another log.
  assertEquals([back.head, back.epoch === epoch], [1, false]);
  again.say("lobby", "newest", "id of newest");
  assertEquals(await again.texts(2), ["kept", "newest"]);
  const logs = [];
  for await (const { name } of Deno.readDir(folder.path)) {
    if (name.startsWith("chat.db-wal.")) logs.push(name);
  }
  assertEquals(logs.length, 1);
});

Deno.test("A store that another program has locked takes nothing until it lets go", async () => {
  await using folder = await TempFolder.make();
  await using server = await serve(folder, { answerMs: 1_000 });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  using other = new DatabaseSync(folder.file("chat.db"), { timeout: 1_000 });
  other.exec("BEGIN IMMEDIATE");
  await sayInVain(ada, "locked");
  assertEquals((await ada.ask({ type: "ping" })).type, "pong");
  assertEquals((await health(server))[0], 503);
  other.exec("ROLLBACK");
  await recovered(server);
  ada.say("lobby", "locked", "id of locked");
  assertEquals([await ada.texts(1), await bob.texts(1)], [["locked"], ["locked"]]);
});

Deno.test("A server does not start over what is no store, and says so in a line", async (t) => {
  await using folder = await TempFolder.make();
  const junk = folder.file("junk.db");
  await Deno.writeFile(junk, crypto.getRandomValues(new Uint8Array(20_000)));
  await Deno.mkdir(folder.file("folder.db"));
  const places = { "a damaged file": junk, "a folder": folder.file("folder.db") };
  for (const [what, store] of Object.entries(places)) {
    await t.step(what, async () => {
      const { code, stderr } = await new ServerProcess({ store }).ended();
      assertEquals(code, 1);
      assertMatch(stderr, /^Cannot open store .+: .+\n$/);
      assert(stderr.includes(store));
    });
  }
});

Deno.test("A server whose file another program has locked does not start, and says so in a line", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  await (await Store.open(store))[Symbol.asyncDispose]();
  const line = `Cannot open store ${store}: another program seems to use its file\n`;
  // Of one kind of lock SQLite tells, for the end of the other it waits.
  for (const lock of ["PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"]) {
    using other = new DatabaseSync(store);
    other.exec(`${lock}; CREATE TABLE held (by_us)`);
    const ended = await new ServerProcess({ store }).ended();
    other.exec("ROLLBACK");
    assertEquals(ended, { code: 1, stdout: "", stderr: line });
  }
});

Deno.test("Of two servers that start over one file at once, who can't says why in a line", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const servers = [new ServerProcess({ store }), new ServerProcess({ store })];
  const opened = await Promise.allSettled(servers.map((server) => server.says(/open at/)));
  for (const [i, { status }] of opened.entries()) {
    await servers[i]![Symbol.asyncDispose]();
    const { stderr } = await servers[i]!.ended();
    if (status === "fulfilled") assertEquals(stderr, "");
    else assertMatch(stderr, /^Cannot open store .*: another server uses it\n$/);
  }
  assert(opened.some(({ status }) => status === "fulfilled"), "one of them opens it");
});

Deno.test("A server waits for another one that uses its file, and opens when that ends", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const before = await ServerProcess.open({ store });
  await using after = new ServerProcess({ store });
  const opened = after.says(/open at/);
  // Nothing else keeps it from opening.
  await before[Symbol.asyncDispose]();
  await opened;
});

Deno.test("A tool reads a store whose file a server has locked", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  await using backing = await kvBacking(path);
  await backing.journal.createRoom("lobby", "lobby");
  await using store = await Store.open(path, { migrate: false });
  assertEquals((await store.list({ prefix: ["room"] }, {})).length, 1);
});
