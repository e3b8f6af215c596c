import { assertEquals } from "@std/assert";
import type { Listener } from "../../support/hub/listener.ts";
import { summary } from "../../support/hub/log.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** Bob has said some things in the lobby, which ada has read on two sockets. */
async function meets(chat: HeldHub, ...texts: string[]): Promise<[ada: Listener, phone: Listener]> {
  const [bob] = await chat.enters("bob", "lobby");
  for (const text of texts) chat.asks(bob, { type: "say", room: "lobby", id: text, text });
  await bob.texts(texts.length);
  const [ada] = await chat.enters("ada", "lobby");
  await ada.texts(texts.length);
  const phone = await chat.connects("ada");
  chat.asks(ada, { type: "read", room: "lobby", seq: texts.length });
  await phone.hears("read");
  return [ada, phone];
}

async function lobbyOf(chat: HeldHub, listener: Listener) {
  chat.asks(listener, { type: "rooms" });
  return (await listener.hears("rooms")).rooms.find(({ room }) => room === "lobby");
}

Deno.test("Who marks messages unread from one on is told how many on all sockets, and nobody else is", async () => {
  await using chat = await OpenHub.with();
  const [ada, phone] = await meets(chat, "1", "2", "3 @ada", "4");
  const eve = await chat.connects("eve");
  chat.asks(ada, { type: "unread", ref: 7, room: "Lobby", of: 3 });
  const called = { unread: 2, mentions: 1, mentioned: [3] };
  const told = { type: "read" as const, room: "lobby", seq: 2, back: 4, ...called };
  for (const listener of [ada, phone]) assertEquals(await listener.hears("read"), told);
  assertEquals(await ada.hears("done"), { type: "done", ref: 7, room: "lobby" });
  await eve.hearsNothing();
  const unread = { head: 4, count: 2, read: 2, ...called, back: 4 };
  assertEquals(await lobbyOf(chat, phone), summary("lobby", unread));
  const [, welcome] = await chat.arrives("ada");
  assertEquals(welcome.rooms[0], summary("lobby", unread));
});

Deno.test("What was said before it is marked unread does not mean that it is read, what is said later does", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await meets(chat, "1", "2", "3");
  const says = async (text: string) => {
    chat.asks(ada, { type: "say", room: "lobby", id: text, text });
    while ((await ada.hears("said")).text !== text);
  };
  await says("mine");
  chat.asks(ada, { type: "unread", room: "lobby", of: 2 });
  assertEquals((await ada.hears("read")).seq, 1);
  await ada.hears("done");
  // What a tick notes of her message was before that.
  chat.ticks();
  assertEquals((await lobbyOf(chat, ada))?.unread, 2);
  await says("mine again");
  chat.ticks();
  const { unread, read, back } = (await lobbyOf(chat, ada))!;
  assertEquals([unread, read, back], [0, 5, undefined]);
});

Deno.test("What somebody reported as read before they mark it unread is not written after that", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await meets(chat, "1", "2", "3");
  const { positions } = chat.ground;
  const held = Promise.withResolvers<void>();
  const read = positions.read.bind(positions);
  positions.read = async (...args) => {
    await held.promise;
    await read(...args);
  };
  chat.asks(ada, { type: "read", room: "lobby", seq: 3 });
  chat.asks(ada, { type: "unread", room: "lobby", of: 1 });
  held.resolve();
  assertEquals((await ada.hears("read")).seq, 0);
  await ada.hears("done");
  assertEquals((await lobbyOf(chat, ada))?.unread, 3);
});

Deno.test("Nothing is marked unread in a room that is not there for who asks", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  chat.asks(ada, { type: "unread", ref: 7, room: "kitchen", of: 1 });
  const { ref, reason, message } = await ada.hears("refused");
  assertEquals([ref, reason], [7, "no-such-room"]);
  assertEquals(message, "Cannot mark messages as unread: no room kitchen");
});
