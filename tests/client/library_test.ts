import { assert, assertEquals, assertRejects } from "@std/assert";
import { connect, type Message, RefusedError, SignInError } from "../../client.ts";
import { soon } from "../support/arrivals.ts";
import { TestServer } from "../support/server/test_server.ts";

/** The texts of so many messages, in the order in which they come. */
async function texts(messages: AsyncIterable<Message>, count: number): Promise<string[]> {
  const found: string[] = [];
  const reading = (async () => {
    for await (const { text } of messages) if (found.push(text) === count) return;
  })();
  await soon(reading, `${count} messages`);
  return found;
}

Deno.test("A bot hears what others say, and answers", async () => {
  await using server = await TestServer.start();
  await using echo = await connect(server.url(), { name: "echo" });
  await using ada = await connect(server.url(), { name: "ada" });
  const heard = await echo.join("lobby");
  const lobby = await ada.join("lobby");
  const ping = await lobby.say("!ping");
  assertEquals([ping.room, ping.seq, ping.from, ping.text], ["lobby", 1, "ada", "!ping"]);
  assert(Number.isInteger(ping.at));
  for await (const message of heard.messages()) {
    assertEquals(message.text, "!ping");
    await message.reply("pong");
    break;
  }
  for await (const answer of lobby.messages()) {
    assertEquals([answer.text, answer.replyTo, answer.from], ["pong", ping.seq, "echo"]);
    break;
  }
});

Deno.test("A program edits, reacts to and deletes what it said, each until it is stored", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  const deploy = await lobby.say("deploying…");
  await deploy.edit("deployed");
  assertEquals(deploy.text, "deployed");
  await deploy.react("🚀");
  await deploy.unreact("🚀");
  const gone = await lobby.say("a secret");
  await gone.delete();
  const kept = await Array.fromAsync(lobby.history(), ({ text }) => text);
  assertEquals(kept, ["deployed"]);
});

Deno.test("Where a room begins is what its join says", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  for (let i = 1; i <= 60; i++) await lobby.say(`old ${i}`);
  const joinedAt = async (name: string, since?: "now" | "start" | number) => {
    const chat = await connect(server.url(), { name });
    return { chat, room: await chat.join("lobby", { since }) };
  };
  const now = await joinedAt("now");
  const start = await joinedAt("start", "start");
  const seq = await joinedAt("seq", 58);
  await using _1 = now.chat, _2 = start.chat, _3 = seq.chat;
  await lobby.say("new");
  assertEquals(await texts(now.room.messages(), 1), ["new"]);
  assertEquals(await texts(seq.room.messages(), 3), ["old 59", "old 60", "new"]);
  const all = await texts(start.room.messages(), 61);
  assertEquals([all[0], all.at(-1)], ["old 1", "new"]);
});

Deno.test("A bot that begins where it stopped reading hears what was said meanwhile", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  await lobby.say("before it ever came");
  let token;
  {
    await using bot = await connect(server.url(), { name: "bot" });
    token = bot.token;
    const room = await bot.join("lobby", { since: "last-read" });
    await lobby.say("one");
    await lobby.say("two");
    const messages = room.messages();
    assertEquals((await messages.next()).value?.text, "one");
    // One is done with who asks for the next.
    assertEquals((await messages.next()).value?.text, "two");
  }
  await lobby.say("three");
  await using again = await connect(server.url(), { token });
  const room = await again.join("lobby", { since: "last-read" });
  assertEquals(await texts(room.messages(), 2), ["two", "three"]);
});

Deno.test("Who reads slower than others say misses nothing, and keeps nobody waiting", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  await using bot = await connect(server.url(), { name: "bot" });
  const heard = await bot.join("lobby");
  const lobby = await ada.join("lobby");
  const messages = heard.messages();
  const first = messages.next();
  const said = Array.from({ length: 2_500 }, (_, i) => `text ${i}`);
  // Five times what waits at most, in two halves: one while nobody reads, one while somebody does.
  await Promise.all(said.slice(0, 1_500).map((text) => lobby.say(text)));
  const later = Promise.all(said.slice(1_500).map((text) => lobby.say(text)));
  assertEquals((await first).value?.text, "text 0");
  // What it says itself does not wait for what it has not read.
  await heard.say("busy");
  assertEquals(await texts(messages, said.length - 1), said.slice(1));
  await later;
});

Deno.test("History goes back page after page, from a message", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  const said = await Promise.all(Array.from({ length: 450 }, (_, i) => lobby.say(`${i}`)));
  const older = await Array.fromAsync(lobby.history({ before: said[440] }), ({ text }) => text);
  assertEquals(older, said.slice(0, 440).map(({ text }) => text).reverse());
});

Deno.test("What is said to somebody reaches them in their direct room", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  await using bob = await connect(server.url(), { name: "bob" });
  assertEquals(await Array.fromAsync(ada.to("bob").history()), []);
  const heard = bob.to("Ada").messages();
  const next = heard.next();
  const psst = await ada.to("bob").say("psst");
  assertEquals([psst.room, psst.text], ["@ada,bob", "psst"]);
  const { value } = await soon(next, "a message");
  assertEquals([value?.text, value?.room], ["psst", "@ada,bob"]);
  await value?.reply("what?");
  await value?.react("👂");
});

Deno.test("All that the server tells is there for who wants it", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  const types: string[] = [];
  const reading = (async () => {
    for await (const event of ada.events()) {
      types.push(event.type);
      if (event.type === "reacted") break;
    }
  })();
  const hello = await lobby.say("hello");
  await hello.react("👋");
  await soon(reading, "the events");
  assertEquals(types, ["said", "reacted"]);
});

Deno.test("A name that is taken, or none, is an error that says so", async () => {
  await using server = await TestServer.start();
  await using _ada = await connect(server.url(), { name: "ada" });
  const taken = await assertRejects(() => connect(server.url(), { name: "Ada" }), SignInError);
  assertEquals(taken.reason, "name-taken");
  assertEquals(taken.asked, { type: "sign-in", name: "Ada" });
  const bad = await assertRejects(
    () => connect(server.url(), { name: "ada", password: "wrong" }),
    SignInError,
  );
  assertEquals(bad.asked, { type: "sign-in", name: "ada" });
  await assertRejects(() => connect(server.url(), {}), TypeError, "by name or by token");
});

Deno.test("What is refused says why, and what was asked", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  const long = await assertRejects(() => lobby.say("x".repeat(4_001)), RefusedError);
  assertEquals([long.reason, long.asked?.type, long.asked?.room], ["too-long", "say", "lobby"]);
  const huge = await assertRejects(() => lobby.say("x".repeat(100_000)), RefusedError);
  assertEquals(huge.reason, "too-long");
  const name = await assertRejects(() => ada.join("no name"), RefusedError);
  assertEquals([name.reason, name.asked], [
    "malformed",
    { type: "join", room: "no name", since: "now" },
  ]);
  await using bob = await connect(server.url(), { name: "bob" });
  const hello = await lobby.say("hello");
  const theirs = await bob.join("lobby", { since: "start" });
  const { value } = await theirs.messages().next();
  const foreign = await assertRejects(async () => await value?.edit("mine"), RefusedError);
  assertEquals([foreign.reason, foreign.asked?.of], ["forbidden", hello.seq]);
});
