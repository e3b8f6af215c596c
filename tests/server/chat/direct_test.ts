import { assertEquals, assertNotEquals } from "@std/assert";
import { summary } from "../../support/hub/log.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { expect } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const DIRECT = "@ada,bob";

/** Somebody says something to somebody, and it is stored. */
async function tells(client: TestClient, to: string | string[], text: string): Promise<number> {
  client.send({ type: "say", to, id: text, text });
  const event = await client.until((event) => "id" in event && event.id === text, "what was said");
  return event.type === "said" ? event.seq : NaN;
}

/** Everything that somebody may ask of a room, and what they are answered. */
async function answersAbout(client: TestClient, room: string, shown = room): Promise<string> {
  const about = { of: 1, seq: 1, id: "guess", text: "hello", emoji: "👍", on: true };
  const answers: unknown[] = [];
  for (
    const type of [
      ...["join", "leave", "say", "typing", "who", "history"],
      ...["edit", "delete", "react", "topic", "read"],
    ]
  ) {
    const { ref: _, ...answer } = { ref: 0, ...await client.ask({ ...about, type, room }) };
    answers.push(answer);
  }
  return JSON.stringify(answers).replaceAll(shown, "@ROOM");
}

Deno.test("People are told in private on each of their sockets, wherever they are", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  await using tab = await TestClient.enter(server, "bob", "kitchen");
  await using phone = await TestClient.connect(server, { token: tab.welcome.token! });
  await using eve = await TestClient.enter(server, "eve", "kitchen");
  assertEquals(await tells(ada, "Bob", "psst"), 1);
  for (const socket of [tab, phone]) {
    const { room, from, text } = await socket.next("said");
    assertEquals([room, from, text], [DIRECT, "ada", "psst"]);
  }
  assertEquals(await tells(tab, ["ada"], "yes?"), 2);
  for (const socket of [ada, phone]) assertEquals(await socket.texts(1), ["yes?"]);
  // The next that eve hears is not of that.
  tab.say("kitchen", "nothing");
  assertEquals((await eve.events(1)).map((event) => "text" in event && event.text), ["nothing"]);
});

Deno.test("Three people talk in private, and a fourth can't tell that they do", async () => {
  await using server = await TestServer.start();
  await using stack = new AsyncDisposableStack();
  const [ada, bob, dan, eve] = await Promise.all(
    ["ada", "bob", "dan", "eve"].map(async (name) =>
      stack.use(await TestClient.connect(server, name))
    ),
  );
  assertEquals(await tells(ada!, ["dan", "bob"], "1"), 1);
  assertEquals(await tells(dan!, ["bob", "ada"], "2"), 2);
  assertEquals((await bob!.log(2)).map(({ room, seq }) => [room, seq]), [
    ["@ada,bob,dan", 1],
    ["@ada,bob,dan", 2],
  ]);
  assertEquals((await ada!.log(1)).map(({ seq }) => seq), [2]);
  const there = await answersAbout(eve!, "@ada,bob,dan");
  assertEquals(there, await answersAbout(eve!, "@ada,bob,zoe"));
});

Deno.test("Nobody finds a private room, by any question, name or key", async () => {
  await using folder = await TempFolder.make();
  await using server = await TestServer.start({ store: folder.file("chat.db") });
  await using ada = await TestClient.connect(server, "ada");
  await using bob = await TestClient.connect(server, "bob");
  await tells(ada, "bob", "psst");
  await bob.texts(1);
  await using eve = await TestClient.connect(server, "eve");
  assertEquals(eve.welcome.rooms, [summary("lobby")]);
  const listed = await eve.ask({ type: "rooms" });
  assertEquals(listed.type === "rooms" && listed.rooms, [summary("lobby")]);
  const there = await answersAbout(eve, DIRECT);
  assertEquals(there, await answersAbout(eve, "@dan,zoe"));
  assertEquals(there, await answersAbout(eve, "@BOB,Ada", DIRECT), "in another spelling");
  const keys = (await Array.fromAsync(server.backing.journal.rooms())).map(([key]) => key);
  const secret = keys.find((key) => key.startsWith(DIRECT))!;
  assertNotEquals(secret, DIRECT);
  for (const room of [secret, `${DIRECT} `, "@ada", "@"]) {
    for (const type of ["join", "history", "who"]) {
      const answer = await eve.ask({ type, room });
      assertEquals(answer.type === "refused" && answer.reason, "malformed", room);
    }
  }
});

Deno.test("A private room waits for somebody who is away while the server is, too", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let tokens: string[] = [];
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.connect(server, "ada");
    const bob = await TestClient.connect(server, "bob");
    await tells(ada, "bob", "before");
    await bob.texts(1);
    await bob[Symbol.asyncDispose]();
    assertEquals(await tells(ada, "bob", "while you were away"), 2);
    tokens = [ada, bob].map(({ welcome }) => welcome.token!);
  }
  await using server = await TestServer.start({ store });
  await using bob = await TestClient.connect(server, { token: tokens[1]! });
  assertEquals([bob.name, bob.welcome.rooms], [
    "bob",
    [summary(DIRECT, { head: 2, unread: 2 }), summary("lobby")],
  ]);
  await bob.join(DIRECT, { after: 1 });
  assertEquals(await bob.texts(1), ["while you were away"]);
  // Ada was not here since. She is not forgotten, nor is what she may change.
  assertEquals(await tells(bob, "ada", "I am back"), 3);
  await using ada = await TestClient.connect(server, { token: tokens[0]! });
  assertEquals(ada.welcome.rooms[0]?.unread, 1);
  ada.send({ type: "edit", room: DIRECT, of: 2, text: "while you were out" });
  assertEquals((await bob.next("edited")).text, "while you were out");
  ada.send({ type: "edit", room: DIRECT, of: 3, text: "I am front" });
  assertEquals((await ada.next("refused")).reason, "forbidden");
});

Deno.test("A later guest of the same name finds nothing private, also after a restart", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let token = "";
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.connect(server, "ada");
    await using bob = await TestClient.connect(server, "bob");
    await tells(ada, "bob", "psst");
    await bob.texts(1);
    token = ada.welcome.token!;
  }
  await using server = await TestServer.start({ store });
  {
    await using later = await TestClient.connect(server, "ada");
    assertEquals(later.welcome.rooms, [summary("lobby")]);
    const history = await later.ask({ type: "history", room: DIRECT });
    assertEquals(history.type === "refused" && history.reason, "no-such-room");
    assertEquals((await later.join(DIRECT, { after: 0 })).head, 0);
    const changes = await later.ask({ type: "delete", room: DIRECT, of: 1 });
    assertEquals(changes.type === "refused" && changes.reason, "no-such-message");
  }
  await server.freed("ada");
  // Who has the token is who they were.
  await using back = await TestClient.connect(server, { token });
  assertEquals(back.welcome.rooms[0], summary(DIRECT, { head: 1, read: 1 }));
  const history = await back.ask({ type: "history", room: DIRECT });
  assertEquals(history.type === "history" && history.entries.length, 1);
});

Deno.test("After a guest's rename neither they nor who takes the old name reads what was said to another", async () => {
  await using server = await TestServer.start();
  await using ann = await TestClient.connect(server, "ann");
  let cookie = "";
  for (const name of ["bob", "eve"]) {
    await using guest = await TestClient.connect(server, name);
    await tells(guest, "ann", `psst from ${name}`);
    await tells(ann, name, `psst to ${name}`);
    if (name === "bob") cookie = guest.welcome.token!;
  }
  for (const name of ["bob", "eve"]) await server.freed(name);
  const renamed = { cookie, body: { name: "eve" } };
  const { token } = await expect(server, 201, "POST /api/session", renamed);
  await using eve = await TestClient.connect(server, { token: String(token) });
  await using bob = await TestClient.connect(server, "bob");
  for (const guest of [eve, bob]) {
    assertEquals(guest.welcome.rooms, [summary("lobby")]);
    for (const room of ["@ann,bob", "@ann,eve"]) {
      for (const type of ["history", "search"]) {
        const answer = await guest.ask({ type, room, q: "psst" });
        assertEquals(answer.type === "refused" && answer.reason, "no-such-room", `${type} ${room}`);
      }
      const by = { token: guest === eve ? String(token) : guest.welcome.token! };
      await expect(server, "404 not-found", `GET /api/rooms/${room}/messages`, by);
    }
  }
  // What is said from now on is said to who has the name now, and begins anew.
  for (const [name, guest] of [["eve", eve], ["bob", bob]] as const) {
    assertEquals(await tells(ann, name, `hello ${name}`), 1);
    const history = await guest.ask({ type: "history", room: `@ann,${name}` });
    const texts = history.type === "history" &&
      history.entries.map((entry) => entry.type === "said" && entry.text);
    assertEquals(texts, [`hello ${name}`]);
  }
});
