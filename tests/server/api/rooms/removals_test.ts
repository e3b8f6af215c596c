import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Journal } from "../../../../hub/log/journal.ts";
import { backingOver } from "../../../../server/backing.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { Store } from "../../../../server/kv/store.ts";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { until } from "../../../support/until.ts";

const HOUR_MS = 60 * 60 * 1000;
const EVE = "DELETE /api/rooms/den/people/eve/messages";

/** Says something many times, and waits until the last is stored. */
async function says(who: TestClient, room: string, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    who.say(room, text);
    await who.until((event) => event.type === "said" && event.text === text, text);
  }
}

/** What can still be read in a room. */
async function left(
  server: TestServer,
  room: string,
  token: string | undefined,
): Promise<string[]> {
  const { entries } = await expect(server, 200, `GET /api/rooms/${room}/messages`, { token });
  assert(Array.isArray(entries));
  return entries.filter(({ type, deleted }) => type === "said" && !deleted)
    .map(({ from, text }) => `${from}: ${text}`);
}

/** How many messages the removals of a room deleted, when all of them are done. */
async function deletedIn(
  server: TestServer,
  room: string,
  token: string | undefined,
): Promise<number> {
  let deleted = 0;
  await until(async () => {
    const { removals } = await expect(server, 200, `GET /api/rooms/${room}/removals`, { token });
    assert(Array.isArray(removals));
    deleted = removals.reduce((sum, removal) => sum + removal.deleted, 0);
    return removals.length > 0 && removals.every(({ done }) => done);
  }, "all removals to be done");
  return deleted;
}

/** A journal in which nothing is deleted until that is let through; `reached` when the first waits. */
function holding(journal: Journal) {
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const held = new Proxy(journal, {
    get(_, name) {
      const method: unknown = Reflect.get(journal, name);
      if (typeof method !== "function") return method;
      return (...given: unknown[]): unknown => {
        const act = () => Reflect.apply(method, journal, given);
        const isHeld = name === "append" && JSON.stringify(given).includes('"type":"deleted"');
        if (!isHeld) return act();
        reached.resolve();
        return gate.promise.then(act);
      };
    },
  });
  return { held, reached: reached.promise, release: gate.resolve };
}

Deno.test("A moderator deletes what somebody said in their room lately or ever, and nowhere else", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const admin = await claimAdmin(server, "zoe");
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token }, "den");
  await using eve = await TestClient.enter(server, { token: await claim(server, "eve") }, "den");
  await says(eve, "den", "long ago");
  await eve.join("lobby");
  await says(eve, "lobby", "elsewhere");
  clock.pass(3 * HOUR_MS);
  await says(eve, "den", "buy", "now");
  await says(ada, "den", "no");
  const { id } = await expect(server, 202, EVE, { token, body: { hours: 1 } });
  assertEquals((await ada.next("deleted")).from, "ada");
  assertEquals(await deletedIn(server, "den", token), 2);
  assertEquals(await left(server, "den", token), ["eve: long ago", "ada: no"]);
  const { removals } = await expect(server, 200, "GET /api/rooms/den/removals", { token });
  assert(Array.isArray(removals));
  const { at, since, ...told } = removals[0];
  assertEquals([at - since, told], [HOUR_MS, {
    ...{ id, name: "eve", room: "den", by: "ada", deleted: 2, done: true },
  }]);

  await expect(server, 202, EVE, { token, body: {} });
  await ada.next("deleted");
  assertEquals(await deletedIn(server, "den", token), 3);
  assertEquals(await left(server, "den", token), ["ada: no"]);
  assertEquals(await left(server, "lobby", token), ["eve: elsewhere"]);
  const { entries } = await expect(server, 200, "GET /api/audit?limit=1", { token: admin });
  assert(Array.isArray(entries));
  const { what, by, about, room, address } = entries[0];
  const noted = ["messages-deleted", "ada", "eve", "den", "127.0.0.1"];
  assertEquals([what, by, about, room, address], noted);
});

Deno.test("Nobody deletes at once what those said who may do as much in the room as they", async () => {
  await using server = await TestServer.start();
  const people = ["ada", "bob", "cleo", "eve"] as const;
  const tokens = new Map<string, string>([["zoe", await claimAdmin(server, "zoe")]]);
  for (const name of people) tokens.set(name, await claim(server, name));
  await using ada = await TestClient.connect(server, { token: tokens.get("ada")! });
  await ada.join("den");
  for (const name of ["bob", "cleo"]) {
    const appointed = { type: "moderator", room: "den", name, on: true };
    assertEquals((await ada.ask(appointed)).type, "done");
  }
  const answers = async (by: string, about: string, room = "den") => {
    const path = `DELETE /api/rooms/${room}/people/${about}/messages`;
    const { status, body } = await ask(server, path, { token: tokens.get(by)!, body: {} });
    // The next one begins when this one is done.
    if (status === 202) await deletedIn(server, room, tokens.get(by)!);
    return [status, body?.error];
  };
  const forbidden = [403, "forbidden"];
  for (const about of ["ada", "cleo", "zoe", "bob"]) {
    assertEquals(await answers("bob", about), forbidden, about);
  }
  assertEquals(await answers("eve", "bob"), forbidden);
  for (const [by, about] of [["bob", "eve"], ["bob", "mallory"], ["ada", "bob"], ["zoe", "ada"]]) {
    assertEquals(await answers(by!, about!), [202, undefined], `${by} about ${about}`);
  }
  await expect(server, "403 forbidden", EVE, { token: tokens.get("eve")!, body: {} });
  await expect(server, "403 forbidden", "GET /api/rooms/den/removals", {
    token: tokens.get("eve")!,
  });
  assertEquals((await ada.ask({ type: "access", room: "den", access: "hidden" })).type, "done");
  assertEquals((await answers("eve", "bob"))[0], 404);
  // A direct room belongs to all its people.
  const bob = tokens.get("bob")!;
  const direct = await ask(server, "DELETE /api/rooms/@bob,eve/people/eve/messages", {
    ...{ token: bob, body: {} },
  });
  assertEquals(direct.status, 403);
  for (const hours of [0, -1, 721, "x", null]) {
    await expect(server, "400 malformed", EVE, { token: bob, body: { hours } });
  }
});

Deno.test("A moderator has one removal under way, and one who is dismissed deletes no more", async () => {
  await using store = await Store.open(MEMORY);
  const backing = backingOver(store);
  const { held: journal, reached, release } = holding(backing.journal);
  await using server = await TestServer.start({ backing: { ...backing, journal } });
  await using ada = await TestClient.enter(server, "ada", "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  assertEquals(
    (await ada.ask({ type: "moderator", room: "den", name: "bob", on: true })).type,
    "done",
  );
  const texts = Array.from({ length: 250 }, (_, index) => `spam ${index}`);
  await says(eve, "den", ...texts);
  await expect(server, 202, EVE, { token: bob.welcome.token, body: { hours: 1 } });
  await reached;
  const again = await ask(server, EVE, { token: bob.welcome.token, body: {} });
  assertEquals(again.status, 503);
  assertStringIncludes(String(again.body?.message), "still being deleted");
  const { token } = ada.welcome;
  // Others are not kept waiting.
  await expect(server, 202, "DELETE /api/rooms/den/people/mallory/messages", { token, body: {} });
  assertEquals(
    (await ada.ask({ type: "moderator", room: "den", name: "bob", on: false })).type,
    "done",
  );
  release();
  assertEquals(await deletedIn(server, "den", token), 100);
  const { removals } = await expect(server, 200, "GET /api/rooms/den/removals", { token });
  assert(Array.isArray(removals));
  assertEquals(removals.map(({ by }) => by).toSorted(), ["ada", "bob"]);
});
