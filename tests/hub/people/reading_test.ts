import { assertEquals } from "@std/assert";
import type { Listener } from "../../support/hub/listener.ts";
import { summary } from "../../support/hub/log.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** Somebody says things in a room that they are in, and hears them. */
async function says(
  chat: HeldHub,
  listener: Listener,
  room: string,
  ...texts: string[]
): Promise<void> {
  for (const text of texts) chat.asks(listener, { type: "say", room, id: text, text });
  await listener.texts(texts.length);
}

/** The rooms that somebody is told of when they ask. */
async function roomsOf(chat: HeldHub, listener: Listener) {
  chat.asks(listener, { type: "rooms" });
  return (await listener.hears("rooms")).rooms;
}

Deno.test("People are told on their other sockets how far they have read, and nobody else is", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  await says(chat, ada, "lobby", "1", "2", "3");
  const [phone, tab] = [await chat.connects("ada"), await chat.connects("ada")];
  const bob = await chat.connects("bob");
  chat.asks(ada, { type: "read", ref: 7, room: "Lobby", seq: 2 });
  for (const listener of [phone, tab]) {
    assertEquals(await listener.hears("read"), { type: "read", room: "lobby", seq: 2 });
  }
  for (const listener of [ada, bob]) await listener.hearsNothing();
});

Deno.test("People can't have read what was not said yet", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  await says(chat, ada, "lobby", "1", "2");
  const phone = await chat.connects("ada");
  chat.asks(ada, { type: "read", room: "lobby", seq: 9_000 });
  assertEquals((await phone.hears("read")).seq, 2);
  const [bob] = await chat.enters("bob", "lobby");
  await ada.hears("online");
  await bob.texts(2);
  await says(chat, bob, "lobby", "3");
  await ada.texts(1);
  const [lobby] = await roomsOf(chat, ada);
  assertEquals(lobby, summary("lobby", { head: 3, count: 2, read: 2, unread: 1 }));
});

Deno.test("People find in welcome and in rooms what they have not read, and who called them", async () => {
  await using chat = await OpenHub.with("kitchen", "attic");
  const [ada] = await chat.enters("ada", "lobby");
  chat.asks(ada, { type: "join", room: "kitchen" });
  await ada.hears("joined");
  const bob = await chat.connects("bob");
  await says(chat, ada, "lobby", "1", "2 @bob", "3 @Bob", "4");
  await says(chat, ada, "kitchen", "5", "where is @bob?");
  chat.asks(bob, { type: "read", room: "lobby", seq: 2 });
  const known = [
    summary("kitchen", { head: 2, count: 1, unread: 2, mentions: 1, mentioned: [2] }),
    summary("lobby", { head: 4, count: 1, read: 2, unread: 2, mentions: 1, mentioned: [3] }),
  ];
  const byName = (a: { room: string }, b: { room: string }) => a.room < b.room ? -1 : 1;
  const [, { rooms }] = await chat.arrives("bob");
  assertEquals(rooms.toSorted(byName), known);
  assertEquals((await roomsOf(chat, bob)).toSorted(byName), [summary("attic"), ...known]);
});

Deno.test("People read in rooms that they have not joined", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  await says(chat, ada, "lobby", "1");
  const bob = await chat.connects("bob");
  chat.asks(bob, { type: "read", room: "lobby", seq: 1 });
  await bob.hearsNothing();
  assertEquals((await roomsOf(chat, bob))[0]?.unread, 0);
});

Deno.test("Reading in a room that is not there is refused, and makes none", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  for (const room of ["kitchen", "@ada,nobody"]) {
    chat.asks(ada, { type: "read", ref: 7, room, seq: 1 });
    const { ref, reason } = await ada.hears("refused");
    assertEquals([ref, reason], [7, "no-such-room"]);
  }
  assertEquals((await roomsOf(chat, ada)).length, 1);
});

Deno.test("A later guest of the same name has read nothing", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  await says(chat, ada, "lobby", "1", "2");
  chat.asks(ada, { type: "read", room: "lobby", seq: 2 });
  chat.disconnects(ada);
  const [, { rooms }] = await chat.arrives("ada", "guest:later");
  assertEquals(rooms.map(({ read, unread }) => [read, unread]), [[0, 2]]);
});

Deno.test("What people read in private is told on their other sockets, too", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  chat.asks(ada, { type: "say", to: ["bob"], id: "1", text: "psst" });
  await bob.texts(1);
  const phone = await chat.connects("bob");
  chat.asks(bob, { type: "read", room: "@ada,bob", seq: 1 });
  assertEquals((await phone.hears("read")).room, "@ada,bob");
  const [own] = await roomsOf(chat, bob);
  assertEquals([own?.room, own?.read, own?.unread], ["@ada,bob", 1, 0]);
  await ada.texts(1);
  await ada.hearsNothing();
});

Deno.test("What those have read who begin to talk is noted of all at the next tick, or when one leaves", async () => {
  await using chat = await OpenHub.with();
  const { positions } = chat.ground;
  const noted: number[] = [];
  const readAll = positions.readAll.bind(positions);
  positions.readAll = async (reads) => {
    noted.push(reads.length);
    await readAll(reads);
  };
  const people: Listener[] = [];
  for (const name of ["ada", "bob", "eve"]) people.push((await chat.enters(name, "lobby"))[0]);
  for (const text of ["1", "2"]) {
    for (const [i, { member }] of people.entries()) {
      chat.asks(people[i]!, {
        type: "say",
        room: "lobby",
        id: `${text}${member.person.key}`,
        text,
      });
    }
  }
  assertEquals(noted, []);
  chat.ticks();
  chat.ticks();
  const watcher = await chat.connects("watcher");
  // Three joined where nothing had been said, and three speak.
  assertEquals(noted, [6]);
  const [zoe] = await chat.enters("zoe", "lobby");
  chat.asks(zoe, { type: "say", room: "lobby", id: "z", text: "hello" });
  chat.disconnects(zoe);
  await chat.hub.reading.of(watcher.member);
  assertEquals(noted, [6, 1]);
});

Deno.test("Who asks where they are is told what they have just said is read, on any socket", async () => {
  await using chat = await OpenHub.with("kitchen");
  const [bob] = await chat.enters("bob", "lobby");
  await says(chat, bob, "lobby", "1");
  const [ada] = await chat.enters("ada", "lobby");
  chat.asks(ada, { type: "say", room: "lobby", id: "a1", text: "hello" });
  while ((await ada.hears("said")).text !== "hello");
  const [lobby] = await roomsOf(chat, ada);
  assertEquals(lobby, summary("lobby", { head: 2, count: 2, read: 2, unread: 0 }));
  const [, welcome] = await chat.arrives("ada");
  assertEquals(welcome.rooms[0], lobby);
});

Deno.test("What is said in a room that somebody joined when it was empty is unread to them later", async () => {
  await using chat = await OpenHub.with("kitchen");
  for (const room of ["lobby", "kitchen", "~AAAAAAAAAAAAAAAAAAAAAA"]) {
    const [ada] = await chat.enters("ada", room);
    chat.disconnects(ada);
    const bob = await chat.connects("bob");
    chat.asks(bob, { type: "join", room });
    await bob.hears("joined");
    const isRead = !room.startsWith("~");
    await says(chat, bob, room, `${room} 1`, isRead ? `${room} 2 @ada` : `${room} 2`);
    const called = isRead ? { mentions: 1, mentioned: [2] } : {};
    const unread = summary(room, { head: 2, unread: 2, joined: true, ...called });
    const [again, welcome] = await chat.arrives("ada");
    for (const rooms of [welcome.rooms, await roomsOf(chat, again)]) {
      const found = rooms.find((one) => one.room === room)!;
      assertEquals({ ...found, count: 0 }, unread);
    }
    // Once they have read some of it they have read so far, as anywhere.
    chat.asks(again, { type: "read", room, seq: 1 });
    const [, { rooms }] = await chat.arrives("ada");
    const { read, joined } = rooms.find((one) => one.room === room)!;
    assertEquals([read, joined], [1, undefined]);
  }
  // Who joined later has not.
  const [eve] = await chat.enters("eve", "kitchen");
  await eve.texts(2);
  const kitchen = (await roomsOf(chat, eve)).find(({ room }) => room === "kitchen");
  assertEquals([kitchen?.read, kitchen?.joined], [0, undefined]);
});
