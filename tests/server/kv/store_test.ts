import { assertEquals } from "@std/assert";
import type { Event } from "../../../protocol.ts";
import { FaultyJournal } from "../../support/memory/faulty_journal.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Says some messages at once, and gives what comes of each: an entry's number, or why not. */
async function say(
  client: TestClient,
  room: string,
  texts: readonly string[],
): Promise<[text: string, outcome: number | string][]> {
  client.send(
    ...texts.map((text, i) => ({ type: "say", ref: i, room, id: `id of ${text}`, text })),
  );
  const outcomes: [string, number | string][] = [];
  for (const text of texts) {
    const event = await client.until(
      (event) => "id" in event && event.id === `id of ${text}`,
      `what comes of ${text}`,
    );
    outcomes.push([text, outcomeOf(event)]);
  }
  return outcomes;
}

function outcomeOf(event: Event): number | string {
  if (event.type === "refused") return `${event.reason} ${event.ref}`;
  return event.type === "said" || event.type === "stored" ? event.seq : event.type;
}

Deno.test("What cannot be stored is refused, seen by nobody, and can be said again", async () => {
  const journal = new FaultyJournal();
  await using server = await TestServer.start({ backing: await journal.backing() });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  assertEquals(await say(ada, "lobby", ["hello"]), [["hello", 1]]);
  {
    using _ = journal.failing("lobby");
    assertEquals(await say(ada, "lobby", ["one", "two"]), [
      ["one", "unavailable 0"],
      ["two", "unavailable 1"],
    ]);
    assertEquals((await ada.ask({ type: "history", room: "lobby" })).type, "history");
  }
  assertEquals(await say(ada, "lobby", ["two", "one"]), [["two", 2], ["one", 3]]);
  const heard = await bob.entries(3);
  assertEquals(heard.map(({ seq, text }) => [seq, text]), [[1, "hello"], [2, "two"], [3, "one"]]);
});

Deno.test("A room that cannot be stored keeps nothing else from going on", async () => {
  const journal = new FaultyJournal();
  await using server = await TestServer.start({ backing: await journal.backing() });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  await ada.join("kitchen");
  await bob.join("kitchen");
  using _ = journal.failing("lobby");
  assertEquals(await say(ada, "lobby", ["lost"]), [["lost", "unavailable 0"]]);
  assertEquals(await say(ada, "kitchen", ["found"]), [["found", 1]]);
  assertEquals((await bob.next("said")).room, "kitchen");
  ada.send({ type: "typing", room: "lobby" });
  assertEquals((await bob.next("typing")).room, "lobby");
  assertEquals((await ada.ask({ type: "ping" })).type, "pong");
  await using cleo = await TestClient.enter(server, "cleo");
  assertEquals((await bob.next("online")).name, cleo.name);
});

Deno.test("A store that is slow in one room delays only what is said there", async () => {
  const journal = new FaultyJournal();
  await using server = await TestServer.start({ backing: await journal.backing() });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  await ada.join("kitchen");
  await bob.join("kitchen");
  {
    using _ = journal.holding("lobby");
    ada.say("lobby", "slow");
    // All of this comes while it waits.
    for (const text of ["one", "two", "three"]) {
      assertEquals(await say(bob, "kitchen", [text]).then(([said]) => said?.[0]), text);
    }
    assertEquals(await ada.texts(3), ["one", "two", "three"]);
    bob.send({ type: "typing", room: "lobby" });
    await ada.next("typing");
    assertEquals((await ada.ask({ type: "ping" })).type, "pong");
    assertEquals((await ada.ask({ type: "who", room: "lobby" })).type, "members");
  }
  assertEquals(await bob.texts(1), ["slow"]);
});

Deno.test("What was stored although the store failed comes to everybody once, in order", async () => {
  const journal = new FaultyJournal();
  await using server = await TestServer.start({ backing: await journal.backing() });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  {
    using _ = journal.failing("lobby", "after");
    assertEquals(await say(ada, "lobby", ["one", "two"]), [
      ["one", "unavailable 0"],
      ["two", "unavailable 1"],
    ]);
  }
  ada.send({ type: "say", room: "lobby", id: "id of one", text: "one" });
  assertEquals(await ada.next("stored"), {
    type: "stored",
    room: "lobby",
    id: "id of one",
    seq: 1,
  });
  bob.say("lobby", "three");
  for (const client of [ada, bob]) {
    const entries = await client.entries(3);
    assertEquals(entries.map(({ seq, text }) => `${seq} ${text}`), ["1 one", "2 two", "3 three"]);
  }
});

Deno.test("What was stored although the store failed comes even if nobody says it again", async () => {
  const journal = new FaultyJournal();
  await using server = await TestServer.start({ backing: await journal.backing() });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  {
    using _ = journal.failing("lobby", "after");
    assertEquals(await say(ada, "lobby", ["one"]), [["one", "unavailable 0"]]);
  }
  assertEquals(await bob.texts(1), ["one"]);
});
