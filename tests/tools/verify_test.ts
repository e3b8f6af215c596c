import { assertEquals, assertMatch } from "@std/assert";
import { KvJournal } from "../../server/kv/journal.ts";
import { keys } from "../../server/kv/keys.ts";
import { Store } from "../../server/kv/store.ts";
import { claim, expect } from "../support/server/asker.ts";
import { saying, timedId, upTo } from "../support/hub/log.ts";
import { OpenFiles, someBytes } from "../support/store/open_files.ts";
import { TestServer } from "../support/server/test_server.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { runTool } from "./programs.ts";

/** A store with two rooms, of which everything is in pages, an account with a bot and a hook. */
async function storeIn(folder: TempFolder): Promise<string> {
  const path = folder.file("chat.db");
  {
    await using store = await Store.open(path);
    const journal = new KvJournal(store);
    for (const room of ["lobby", "tea"]) {
      await journal.createRoom(room, room);
      const text = "x".repeat(1_000);
      for (const _ of upTo(4)) {
        await journal.append(room, upTo(100).map((i) => saying(room, timedId(i), { text })));
      }
    }
    await journal.compactor.all();
    await journal.compactor.stop();
  }
  await using server = await TestServer.start({ store: path });
  const token = await claim(server, "ada");
  await expect(server, 201, "POST /api/bots", { token, body: { name: "echo" } });
  return path;
}

async function damage(path: string, how: (kv: Deno.Kv) => Promise<unknown>): Promise<void> {
  await using store = await Store.open(path, { migrate: false });
  await store.write(how);
}

async function verify(path: string): Promise<{ code: number; lines: string[] }> {
  const { code, stdout, stderr } = await runTool("verify", ["--store", path]);
  assertEquals(stderr, "");
  return { code, lines: stdout.trimEnd().split("\n") };
}

Deno.test("deno task verify reads a whole store, and says that it is whole", async () => {
  await using folder = await TempFolder.make();
  const { code, lines } = await verify(await storeIn(folder));
  assertEquals([code, lines.length], [0, 1], lines.join("\n"));
  assertMatch(lines[0]!, /^All of it is whole: rooms: 2, entries: 800, accounts: 2, /);
});

Deno.test("deno task verify says which log has a hole, and where", async () => {
  await using folder = await TempFolder.make();
  const path = await storeIn(folder);
  await damage(path, async (kv) => {
    const pages = await Array.fromAsync(kv.list({ prefix: keys.page("lobby", 1).slice(0, -1) }));
    assertEquals(pages.length > 2, true, "a page to delete between others");
    await kv.delete(pages[1]!.key);
  });
  const { code, lines } = await verify(path);
  assertEquals([code, lines.length], [1, 1]);
  assertMatch(
    lines[0]!,
    /^damaged: entry \d+ of room "lobby" is missing, and what follows was not/,
  );
});

Deno.test("deno task verify says what is miscounted, unreadable, or belongs to nothing", async () => {
  await using folder = await TempFolder.make();
  const path = await storeIn(folder);
  await damage(path, async (kv) => {
    const { value: head } = await kv.get<Record<string, unknown>>(keys.room("tea"));
    await kv.set(keys.room("tea"), { ...head, said: 7 });
    await kv.set(["hookSecret", "hash"], { room: "gone", id: "lost" });
    for await (const { key } of kv.list({ prefix: ["account"] })) return await kv.set(key, 7);
  });
  const { code, lines } = await verify(path);
  assertEquals(code, 1);
  assertEquals(lines.map((line) => line.replace(/\["account".*\]/, "ACCOUNT")), [
    'damaged: room "tea" has 400 messages, and counts 7',
    "damaged: what is under ACCOUNT can't be read, or has other bytes",
    "belongs to nothing: a hookSecret of hook lost, which is not there",
  ]);
});

Deno.test("deno task verify says which file has other bytes than it was sent with", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  {
    await using store = await Store.open(path);
    const open = await OpenFiles.over(store);
    const { id } = await open.upload(someBytes(200_000));
    await open.say(timedId(), [{ id }]);
  }
  assertEquals((await verify(path)).code, 0);
  await damage(path, async (kv) => {
    for await (const { key, value } of kv.list<Uint8Array>({ prefix: ["chunk"] })) {
      return await kv.set(key, value.map((byte) => byte ^ 1));
    }
  });
  const { code, lines } = await verify(path);
  assertEquals([code, lines.length], [1, 1], lines.join("\n"));
  assertMatch(lines[0]!, /^damaged: what is under \["blob",.* can't be read, or has other bytes$/);
});
