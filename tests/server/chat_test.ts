import { assertEquals, assertMatch } from "@std/assert";
import { Close, type Event, LIMITS } from "../../protocol.ts";
import { HeldJournal } from "../support/memory/held_journal.ts";
import { summary } from "../support/hub/log.ts";
import { RawClient } from "../support/server/raw_client.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer } from "../support/server/test_server.ts";

/** What is answered by the entry that comes of it, which echoes no `ref`. */
const ENTRIES = ["said", "edited", "deleted", "reacted", "topic"];

const room = "kitchen";
/** What somebody asks one after the other, and what they are answered. */
const COMMANDS: [Record<string, unknown>, string][] = [
  [{ type: "join", room }, "joined"],
  [{ type: "who", room }, "members"],
  [{ type: "rooms" }, "rooms"],
  [{ type: "ping" }, "pong"],
  [{ type: "say", room, id: "a", text: "hello" }, "said"],
  [{ type: "say", room, id: "a", text: "hello" }, "stored"],
  [{ type: "say", room, id: "b", text: "you", reply: 1 }, "said"],
  [{ type: "edit", room, of: 1, text: "Hello" }, "edited"],
  [{ type: "react", room, of: 1, emoji: "👍", on: true }, "reacted"],
  [{ type: "topic", room, text: "Greetings" }, "topic"],
  [{ type: "delete", room, of: 2 }, "deleted"],
  [{ type: "say", to: ["bob"], id: "c", text: "psst" }, "said"],
  [{ type: "history", room, limit: 1 }, "history"],
  [{ type: "edit", room, of: 2, text: "me" }, "refused: no-such-message"],
  [{ type: "delete", room, of: 9 }, "refused: no-such-message"],
  [{ type: "react", room, of: 3, emoji: "👍", on: true }, "refused: no-such-message"],
  [{ type: "say", room, id: "d", text: "you", reply: 9 }, "refused: no-such-message"],
  [{ type: "edit", room, of: 3, text: "" }, "refused: malformed"],
  [{ type: "react", room, of: 1, emoji: "yes", on: true }, "refused: malformed"],
  [{ type: "topic", room, text: "x".repeat(201) }, "refused: too-long"],
  [{ type: "read", room: "attic", seq: 1 }, "refused: no-such-room"],
  [{ type: "say", to: "nobody", id: "e", text: "hello" }, "refused: no-such-person"],
  [{ type: "say", to: "ada", id: "e", text: "hello" }, "refused: malformed"],
  [{ type: "join", room: "@bob,eve" }, "refused: no-such-room"],
  [{ type: "leave", room }, "left"],
  [{ type: "edit", room, of: 1, text: "hello" }, "refused: not-a-member"],
  [{ type: "topic", room, text: "hello" }, "refused: not-a-member"],
  [{ type: "say", room, id: "1", text: "hello" }, "refused: not-a-member"],
  [{ type: "who", room: "attic" }, "refused: no-such-room"],
  [{ type: "history", room, limit: 0 }, "refused: malformed"],
  [{ type: "say", room, id: "1", text: "x".repeat(4_001) }, "refused: too-long"],
  [{ type: "shout" }, "refused: unknown-command"],
];

/** Says something or changes it, and gives the entry or the refusal that comes of it. */
async function tell(client: TestClient, command: Record<string, unknown>): Promise<Event> {
  client.send(command);
  return await client.until(
    ({ type }) => ENTRIES.includes(type) || type === "refused",
    `what becomes of ${command.type}`,
  );
}

Deno.test("Chat welcomes a guest before anything else", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  const { token = "", ...welcome } = ada.welcome;
  assertEquals(welcome, {
    type: "welcome",
    v: 1,
    you: "ada",
    guest: true,
    server: "test/1",
    limits: LIMITS,
    rooms: [summary("lobby")],
  });
  assertMatch(token, /^[\w-]{43}$/);
});

Deno.test("Chat lets two people talk", async () => {
  await using server = await TestServer.start({ now: () => 7 });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  assertEquals((await ada.next("online")).name, "bob");
  bob.say("lobby", "你好", "m1");
  const said = { type: "said", room: "lobby", seq: 1, id: "m1", from: "bob", at: 7, text: "你好" };
  assertEquals<unknown[]>([await ada.next("said"), await bob.next("said")], [said, said]);
});

Deno.test("Chat executes the many lines of a frame in order", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  const lines = [
    '{"type":"join","ref":1,"room":"kitchen"}',
    "",
    '{"type":"say","ref":2,"room":"kitchen","id":"1","text":"one"}',
    "what is this?",
    '  {"type":"say","ref":3,"room":"kitchen","id":"2","text":"two"}\r',
    '{"type":"who","ref":4,"room":"kitchen"}',
    "",
  ];
  ada.socket.send(lines.join("\n"));
  const events = await ada.events(5);
  const answers = events.filter(({ type }) => type !== "said").map(({ type }) => type);
  // What can't be read is refused at once, whatever is being done.
  const executed = answers.filter((type) => type !== "refused");
  assertEquals([answers.length, executed], [3, ["joined", "members"]]);
  const texts = events.flatMap((event) => event.type === "said" ? event.text : []);
  assertEquals(texts, ["one", "two"]);
});

Deno.test("Chat answers every command over the wire", async (t) => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  await using _bob = await TestClient.connect(server, "bob");
  for (const [command, answer] of COMMANDS) {
    await t.step(`${command.type}: ${answer}`, async () => {
      const event = ENTRIES.includes(answer) ? await tell(ada, command) : await ada.ask(command);
      assertEquals(event.type === "refused" ? `refused: ${event.reason}` : event.type, answer);
    });
  }
});

Deno.test("Chat tells the others that somebody types", async () => {
  await using server = await TestServer.start({ now: () => 7 });
  await using ada = await TestClient.enter(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  bob.send({ type: "typing", room: "lobby" }, { type: "typing", room: "lobby" });
  bob.say("lobby", "there");
  assertEquals(await ada.next("typing"), { type: "typing", room: "lobby", from: "bob" });
  await ada.until((event) => event.type !== "typing", "anything but typing a second time");
});

Deno.test("Chat closes every connection with 1001 when it stops", async () => {
  const server = await TestServer.start();
  const clients = [
    await TestClient.enter(server, "ada"),
    await TestClient.enter(server, "bob", "kitchen"),
    await TestClient.connect(server, "eve"),
  ];
  await server[Symbol.asyncDispose]();
  for (const client of clients) assertEquals(await client.closed, Close.GoingAway);
});

Deno.test("Chat stores what was said before it stopped", async () => {
  const journal = new HeldJournal();
  const server = await TestServer.start({ journal });
  const ada = await TestClient.enter(server, "ada");
  journal.hold();
  ada.say("lobby", "last words");
  await journal.batches.next();
  const stopped = server[Symbol.asyncDispose]();
  assertEquals(await ada.closed, Close.GoingAway);
  journal.release();
  await stopped;
  const log = await journal.read("lobby", { after: 0, limit: 9 });
  assertEquals(log.map((entry) => entry.type === "said" && entry.text), ["last words"]);
});

Deno.test("Chat is healthy", async () => {
  await using server = await TestServer.start();
  const response = await fetch(server.url("/healthz"));
  assertEquals([response.status, await response.json()], [200, { status: "ok" }]);
  assertEquals(response.headers.get("cache-control"), "no-store");
});

Deno.test("Chat brings the page to a browser", async () => {
  await using server = await TestServer.start();
  const response = await fetch(server.url("/"));
  assertEquals(response.status, 200);
  assertMatch(await response.text(), /<!doctype html>/i);
});

Deno.test("Chat has nothing at an address that it does not know", async () => {
  await using server = await TestServer.start();
  for (const path of ["/nothing", "/ws/", "/main.ts", "/..%2fmain.ts"]) {
    const response = await fetch(server.url(path));
    const { error } = await response.json();
    assertEquals([response.status, error], [404, "not-found"], path);
  }
});

Deno.test("What comes along with the handshake is heard", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  using sockets = new DisposableStack();
  const names = Array.from({ length: 50 }, (_, i) => `w${i}`);
  await Promise.all(names.map(async (name) => {
    const say = { type: "say", room: "lobby", id: name, text: name };
    const join = { type: "join", room: "lobby" };
    sockets.use(await RawClient.ask(server, `/ws?name=${name}`, {}, [join, say]));
  }));
  assertEquals((await bob.texts(names.length)).sort(), names.sort());
});
