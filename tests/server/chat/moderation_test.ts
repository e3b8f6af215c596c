import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../../protocol.ts";
import { backingOver } from "../../../server/backing.ts";
import { Store } from "../../../server/kv/store.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Somebody asks for something, and it is done. */
async function does(who: TestClient, command: Record<string, unknown>): Promise<void> {
  const answer = await who.ask(command);
  assertEquals(answer.type, "done", JSON.stringify(answer));
}

/** Why somebody is refused who asks for something. */
async function refusal(who: TestClient, command: Record<string, unknown>): Promise<string> {
  const answer = await who.ask(command);
  return answer.type === "refused" ? answer.reason : JSON.stringify(answer);
}

/** All that comes to somebody up to the answer to a ping. */
async function untilPong(who: TestClient): Promise<Event[]> {
  const events: Event[] = [];
  who.send({ type: "ping" });
  await who.until((event) => events.push(event) > 0 && event.type === "pong", "pong");
  return events;
}

Deno.test("Who is kicked is out on two sockets at once, while people talk", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  await using again = await TestClient.connect(server, { token: bob.welcome.token! });
  await again.join("den");
  for (let i = 0; i < 200; i++) ada.say("den", `before ${i}`);
  const kicked = does(ada, { type: "kick", room: "den", name: "bob" });
  for (let i = 0; i < 200; i++) ada.say("den", `after ${i}`);
  await kicked;
  for (const socket of [bob, again]) {
    assertEquals(await socket.next("left"), { type: "left", room: "den", reason: "kicked" });
    const after = await untilPong(socket);
    assertEquals(after.map(({ type }) => type), ["pong"], "nothing of the room follows");
  }
});

Deno.test("A hidden room, its owner, its people and its bans are what they were after a restart", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const tokens: Record<string, string> = {};
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.enter(server, "ada", "den");
    await using bob = await TestClient.enter(server, "bob", "den");
    await using eve = await TestClient.enter(server, "eve", "den");
    await does(ada, { type: "access", room: "den", access: "hidden" });
    await does(ada, { type: "moderator", room: "den", name: "bob", on: true });
    await does(ada, { type: "ban", room: "den", name: "eve" });
    ada.say("den", "a secret");
    await ada.texts(1);
    for (const { name, welcome } of [ada, bob, eve]) tokens[name] = welcome.token!;
  }
  await using server = await TestServer.start({ store });
  await using ada = await TestClient.connect(server, { token: tokens.ada! });
  await using bob = await TestClient.connect(server, { token: tokens.bob! });
  await using eve = await TestClient.connect(server, { token: tokens.eve! });
  assertEquals(eve.welcome.rooms.map(({ room }) => room), ["lobby"]);
  assertEquals(await refusal(eve, { type: "who", room: "den" }), "no-such-room");
  await ada.join("den", { after: 0 });
  assertEquals(await ada.texts(1), ["a secret"]);
  await does(bob, { type: "mute", room: "den", name: "eve", ms: 1000 });
  assertEquals(await refusal(bob, { type: "close", room: "den" }), "forbidden");
  await does(ada, { type: "close", room: "den" });
  assertEquals(await refusal(ada, { type: "who", room: "den" }), "no-such-room");
});

Deno.test("What is decided on one server is so on another over the same database", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await using ada = await TestClient.enter(ours, "ada", "den");
  await using bob = await TestClient.enter(theirs, "bob", "den");
  await using cyd = await TestClient.enter(theirs, "cyd", "den");
  await does(ada, { type: "kick", room: "den", name: "bob" });
  assertEquals((await bob.next("left")).reason, "kicked");
  await does(ada, { type: "mute", room: "den", name: "cyd", ms: 60_000 });
  await cyd.until((event) => event.type === "notice" && /muted/.test(event.text), "the notice");
  assertEquals(await refusal(cyd, { type: "typing", room: "den" }), "muted");
  await does(ada, { type: "access", room: "den", access: "hidden" });
  assertEquals((await cyd.next("left")).reason, "uninvited", "nobody saw them in the room there");
  assertEquals(await refusal(bob, { type: "who", room: "den" }), "no-such-room");
  const rooms = await bob.ask({ type: "rooms" });
  assert(rooms.type === "rooms" && rooms.rooms.every(({ room }) => room !== "den"));
});
