import { assertEquals } from "@std/assert";
import { type Backing, kvBacking } from "../../server/backing.ts";
import { MEMORY } from "../../server/kv/store/database.ts";
import type { EventOf } from "../support/hub/listener.ts";
import { words } from "../support/hub/log.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer } from "../support/server/test_server.ts";
import { until } from "../support/until.ts";

Deno.test("A server that keeps everything in memory forgets what it need not retain, soon", async () => {
  await using server = await TestServer.start({ retain: { days: Infinity, messages: 100 } });
  await using ada = await TestClient.enter(server, "ada");
  for (const text of words(300)) ada.say("lobby", text);
  await ada.texts(300);
  const oldest = async () => {
    const history = { type: "history", room: "lobby", after: 0, limit: 1 };
    const { entries } = await ada.ask(history) as EventOf<"history">;
    return entries[0]?.seq;
  };
  await until(async () => await oldest() === 201, "the oldest messages to be forgotten");
  const joined = await ada.join("lobby");
  assertEquals([joined.first, joined.head], [201, 300]);
});

Deno.test("A database in memory is its opener's alone, and forgotten when it is closed", async () => {
  await using ours = await kvBacking(MEMORY);
  await ours.journal.createRoom("den", "den");
  {
    await using others = await kvBacking(MEMORY);
    assertEquals(await others.journal.head("den"), undefined);
    await others.journal.createRoom("attic", "attic");
  }
  await using later = await kvBacking(MEMORY);
  const rooms = async ({ journal }: Backing) =>
    (await Array.fromAsync(journal.rooms())).map(([room]) => room);
  assertEquals([await rooms(ours), await rooms(later)], [["den"], []]);
  assertEquals(await ours.trouble(), undefined);
});
