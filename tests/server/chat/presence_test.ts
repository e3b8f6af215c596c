import { assertEquals, assertLess } from "@std/assert";
import type { Event } from "../../../protocol.ts";
import { Clock } from "../../support/clock.ts";
import { expect } from "../../support/server/asker.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Where more people are, they are counted and not named. */
const NAMED_MAX = 200;

/** What somebody is told of who comes and goes, until somebody is gone. */
async function until(client: TestClient, gone: string): Promise<Event[]> {
  const told: Event[] = [];
  while (true) {
    const event = await client.until(
      ({ type }) => ["online", "offline", "count"].includes(type),
      `${gone} to be gone`,
    );
    told.push(event);
    if (event.type === "offline" && event.name === gone) return told;
  }
}

/** Cuts somebody off, and waits until the server has noticed. */
async function cutOff(server: TestServer, client: TestClient): Promise<void> {
  await client[Symbol.asyncDispose]();
  await server.freed(client.name);
}

Deno.test("Nobody notices someone who is cut off and back within five seconds", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  await using ada = await TestClient.enter(server, "ada");
  const [bob, eve, zoe] = [
    await TestClient.enter(server, "bob"),
    await TestClient.enter(server, "eve"),
    await TestClient.enter(server, "zoe"),
  ];
  for (const name of ["bob", "eve", "zoe"]) assertEquals((await ada.next("online")).name, name);
  await cutOff(server, eve);
  clock.pass(1_000);
  await cutOff(server, bob);
  clock.pass(4_000);
  // The server has looked who is gone. Of bob it does not know yet.
  const offline = { type: "offline", room: "lobby" };
  assertEquals<unknown[]>(await until(ada, "eve"), [{ ...offline, name: "eve" }]);
  await using again = await TestClient.connect(server, { token: bob.welcome.token! });
  assertEquals((await again.join("lobby")).members, ["ada", "bob", "zoe"]);
  await cutOff(server, zoe);
  clock.pass(5_000);
  assertEquals<unknown[]>(await until(ada, "zoe"), [{ ...offline, name: "zoe" }]);
});

Deno.test("Someone whose network breaks is gone after five seconds, with their last socket", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  await using ada = await TestClient.enter(server, "ada");
  const tab = await TestClient.enter(server, "bob");
  const phone = await RawClient.ask(server, "/ws", {
    authorization: `Bearer ${tab.welcome.token}`,
  });
  await phone.send({ type: "join", room: "lobby" }, {
    type: "say",
    room: "lobby",
    id: "1",
    text: "!",
  });
  await ada.next("said");
  await tab[Symbol.asyncDispose]();
  clock.pass(60_000);
  await using eve = await TestClient.enter(server, "eve");
  assertEquals((await eve.join("lobby")).members, ["ada", "bob", "eve"]);
  phone[Symbol.dispose]();
  // Their name is kept for as long.
  await server.freed("bob", () => clock.pass(1000));
  assertEquals((await until(ada, "bob")).map(({ type }) => type), ["online", "offline"]);
  const members = await eve.ask({ type: "who", room: "lobby" });
  assertEquals(members.type === "members" && members.members, ["ada", "eve"]);
});

Deno.test("Someone who leaves is gone at once", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  bob.send({ type: "leave", room: "lobby" });
  assertEquals((await until(ada, "bob")).map(({ type }) => type), ["online", "offline"]);
});

Deno.test("A crowd of more than two hundred is counted, at most once a second", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  await using stack = new AsyncDisposableStack();
  await using ada = await TestClient.enter(server, "ada");
  const people: TestClient[] = [];
  for (let i = 0; i < NAMED_MAX - 1; i++) {
    people.push(stack.use(await TestClient.enter(server, `guest-${i}`)));
    assertEquals((await ada.next("online")).name, `guest-${i}`);
  }
  const late: TestClient[] = [];
  for (let i = 0; i < 20; i++) late.push(await TestClient.enter(server, `late-${i}`));
  const counts: number[] = [];
  while (counts.at(-1) !== NAMED_MAX + 20) counts.push((await ada.next("count")).count);
  // While they come, a second may pass or two.
  assertLess(counts.length, 4);
  const joined = await ada.join("lobby");
  assertEquals([joined.members.length, joined.count], [NAMED_MAX, NAMED_MAX + 20]);
  for (const client of late) await cutOff(server, client);
  clock.pass(5_000);
  people[0]!.send({ type: "leave", room: "lobby" });
  const offline = await ada.until(({ type }) => type === "offline", "somebody to be named again");
  assertEquals("room" in offline && offline.room, "lobby");
});

Deno.test("Somebody who is renamed is gone under the old name before they come under the new one", async () => {
  // Its time stands still: nobody is given up for having been cut off.
  await using server = await TestServer.start({ now: new Clock().now });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  assertEquals((await ada.next("online")).name, "bob");
  const token = bob.welcome.token!;
  await expect(server, 200, "PUT /api/session/name", { token, body: { name: "eve" } });
  assertEquals(await until(ada, "bob"), [{ type: "offline", room: "lobby", name: "bob" }]);
  await using _eve = await TestClient.enter(server, { token });
  assertEquals((await ada.next("online")).name, "eve");
});
