import { assert, assertEquals } from "@std/assert";
import type { Draft, Head, Journal } from "../../../hub/log/journal.ts";
import type { Entry } from "../../../protocol.ts";
import { type Backing, backingOver } from "../../../server/backing.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { Tallies } from "../../../server/service/removals/tallies.ts";
import { claim, claimAdmin, expect } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { until } from "../../support/until.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Says something many times in a room, before a server is there. */
async function fill(
  { journal }: Backing,
  room: string,
  count: number,
  { from, at }: { from: string; at: number },
): Promise<void> {
  await journal.createRoom(room, room);
  for (let i = 0; i < count; i += 250) {
    const drafts = Array.from({ length: Math.min(250, count - i) }, (_, n): Draft => ({
      by: `guest:${from}`,
      entry: { type: "said", room, at, id: `${from}-${room}-${i + n}`, from, text: "buy now" },
    }));
    await journal.append(room, drafts);
  }
}

/** All entries of a room. */
async function entriesOf({ journal }: Backing, room: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  while (true) {
    const some = await journal.read(room, { after: entries.length, limit: 500 });
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/** Counts what is left of somebody, and how often their messages were deleted. */
async function countIn(backing: Backing, rooms: readonly string[], from: string) {
  let [left, deletions, others] = [0, 0, 0];
  for (const room of rooms) {
    for (const entry of await entriesOf(backing, room)) {
      if (entry.type === "deleted") deletions++;
      if (entry.type !== "said" || entry.deleted) continue;
      if (entry.from === from) left++;
      else others++;
    }
  }
  return { left, deletions, others };
}

/** A journal that counts how often it is appended to, and tells. */
function counting(journal: Journal, onAppend: () => void): Journal {
  return new Proxy(journal, {
    get(_, name) {
      const method: unknown = Reflect.get(journal, name);
      if (typeof method !== "function") return method;
      return (...given: unknown[]): unknown => {
        if (name === "append") onAppend();
        return Reflect.apply(method, journal, given);
      };
    },
  });
}

/** What is told of removals: whether all are done, and how much they deleted. */
async function removalsOf(server: TestServer, token: string): Promise<[boolean, number]> {
  const { removals } = await expect(server, 200, "GET /api/admin/removals", { token });
  const told = removals as { done: boolean; deleted: number }[];
  return [told.every(({ done }) => done), told.reduce((sum, { deleted }) => sum + deleted, 0)];
}

Deno.test("10,000 messages of a spammer are deleted a hundred at a time, also after a crash, each told once", async () => {
  await using store = await Store.open(MEMORY);
  const backing = backingOver(store);
  const rooms = ["lobby", "den", "attic"];
  for (const [i, room] of rooms.entries()) {
    await fill(backing, room, 200, { from: "bob", at: Date.now() });
    await fill(backing, room, i === 0 ? 6_000 : 2_000, { from: "eve", at: Date.now() });
  }
  let appends = 0;
  const half = Promise.withResolvers<void>();
  const journal = counting(backing.journal, () => {
    if (++appends === 30) half.resolve();
  });
  let token = "";
  {
    await using server = await TestServer.start({ backing: { ...backing, journal } });
    token = await claimAdmin(server, "ada");
    const path = "/api/admin/people/eve/messages";
    const preview = await expect(server, 200, `GET ${path}?hours=1`, { token });
    assertEquals([preview.count, preview.more], [10_000, false]);
    assertEquals((preview.messages as unknown[]).length, 20);
    await expect(server, 202, `DELETE ${path}`, { token, body: { hours: 1 } });
    await half.promise;
  }
  const before = await countIn(backing, rooms, "eve");
  assert(before.left > 0 && before.left < 10_000, String(before.left));
  await using server = await TestServer.start({ backing: { ...backing, journal } });
  const isDone = async () => {
    const [done, deleted] = await removalsOf(server, token);
    return done && deleted > 0;
  };
  await until(isDone, "all to be deleted");
  const after = await countIn(backing, rooms, "eve");
  assertEquals([after.left, after.deletions, after.others], [0, 10_000, 600]);
  // A batch that has the end of a room, or that was broken off, is smaller.
  assert(appends <= 10_000 / 100 + 60, String(appends));
});

Deno.test("A removal leaves what was said before, and by others, and deletes in direct rooms too", async () => {
  await using store = await Store.open(MEMORY);
  const backing = backingOver(store);
  await fill(backing, "lobby", 3, { from: "Eve", at: Date.now() - 3 * HOUR_MS });
  await using server = await TestServer.start({ backing });
  const token = await claimAdmin(server, "ada");
  await using eve = await TestClient.connect(server, { token: await claim(server, "Eve") });
  await using bob = await TestClient.connect(server, { token: await claim(server, "bob") });
  await eve.join("lobby");
  await bob.join("lobby");
  eve.say("lobby", "spam");
  await eve.next("said");
  eve.send({ type: "say", to: ["bob"], text: "psst", id: "d-1" });
  await bob.until((event) => event.type === "said" && event.room === "@bob,eve", "a direct one");
  const path = "/api/admin/people/eve/messages";
  const preview = await expect(server, 200, `GET ${path}?hours=2`, { token });
  // What is said in direct rooms is shown to nobody else, nor counted.
  assertEquals([preview.count, JSON.stringify(preview).includes("psst")], [1, false]);
  await expect(server, 202, `DELETE ${path}`, { token, body: { hours: 2 } });
  const gone = [await bob.next("deleted"), await bob.next("deleted")];
  assertEquals(gone.map(({ room }) => room).toSorted(), ["@bob,eve", "lobby"]);
  await until(async () => (await removalsOf(server, token))[1] === 2, "both to be deleted");
  assertEquals((await countIn(backing, ["lobby"], "Eve")).left, 3);
  for (const hours of [0, -1, 721, "x"]) {
    await expect(server, "400 malformed", `DELETE ${path}`, { token, body: { hours } });
  }
  const { entries } = await expect(server, 200, "GET /api/audit?limit=1", { token });
  const [noted] = entries as Record<string, unknown>[];
  assertEquals([noted?.what, noted?.by, noted?.about], ["messages-deleted", "ada", "eve"]);
});

Deno.test("Who said how much is counted once at a time for each, and for some at once: more are refused", async () => {
  const held = Promise.withResolvers<Head | undefined>();
  const journal = { head: () => held.promise, read: () => Promise.resolve([]) };
  const tallies = new Tallies(journal, new AbortController().signal);
  const count = (by: string) => tallies.count({ room: "den", since: 0, by });
  const waiting = Array.from({ length: 10 }, (_, i) => count(`moderator ${i}`));
  assertEquals(await count("moderator 0"), "one at a time");
  assertEquals(await count("moderator 10"), "too many");
  held.resolve(undefined);
  const none = { people: new Map(), more: false };
  assertEquals(await Promise.all(waiting), Array(10).fill(none));
  assertEquals(await count("moderator 0"), none);
});
