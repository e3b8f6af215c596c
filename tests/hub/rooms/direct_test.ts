import { assertEquals } from "@std/assert";
import type { Listener } from "../../support/hub/listener.ts";
import { summary } from "../../support/hub/log.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";
import { isPending } from "../../support/pending.ts";

type Command = Parameters<HeldHub["asks"]>[1];

const DIRECT = "@ada,bob";

/** Says something to people, under the id that it is. */
function saysTo(chat: HeldHub, who: Listener, to: string[], text: string, ref?: number): void {
  chat.asks(who, { type: "say", ref, to, id: text, text });
}

/** All that somebody may ask of a room. */
function questionsAbout(room: string): Command[] {
  return [
    { type: "join", room, after: 0 },
    { type: "leave", room },
    { type: "who", room },
    { type: "typing", room },
    { type: "history", room, range: { before: Infinity, limit: 9 } },
    { type: "say", room, id: "guess", text: "hello" },
    { type: "edit", room, of: 1, text: "hello" },
    { type: "delete", room, of: 1 },
    { type: "react", room, of: 1, emoji: "👍", on: true },
    { type: "topic", room, text: "hello" },
    { type: "read", room, seq: 1 },
  ];
}

/** What somebody is answered who asks all that of a room. */
async function answersAbout(chat: HeldHub, listener: Listener, room: string): Promise<string> {
  const answers: unknown[] = [];
  for (const question of questionsAbout(room)) {
    chat.asks(listener, { ...question, ref: answers.length });
    answers.push(await listener.hears("refused"));
  }
  return JSON.stringify(answers).replaceAll(room, "@ROOM");
}

Deno.test("People hear what is said to them on each of their sockets, and joined nothing", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("Ada");
  const bobs = [await chat.connects("Bob"), await chat.connects("Bob")];
  const eve = await chat.connects("eve");
  saysTo(chat, ada, ["BOB"], "psst");
  saysTo(chat, bobs[0]!, ["ada"], "what?");
  for (const listener of [ada, ...bobs]) {
    const said = await listener.hears("said");
    assertEquals([said.room, said.seq, said.from, said.text], [DIRECT, 1, "Ada", "psst"]);
    assertEquals((await listener.hears("said")).seq, 2);
  }
  await eve.hearsNothing();
});

Deno.test("A direct room keeps what was said to somebody who is away, and lists it for them", async () => {
  await using chat = await OpenHub.with();
  const bob = await chat.connects("bob");
  chat.disconnects(bob);
  const ada = await chat.connects("ada");
  for (const text of ["are you there?", "call me, @bob"]) saysTo(chat, ada, ["bob"], text);
  await ada.texts(2);
  const [again, { rooms }] = await chat.arrives("bob");
  assertEquals(rooms, [
    summary(DIRECT, { head: 2, unread: 2, mentions: 1, mentioned: [2] }),
    summary("lobby"),
  ]);
  chat.asks(again, { type: "join", room: DIRECT, after: 0 });
  assertEquals((await again.hears("joined")).head, 2);
  assertEquals(await again.texts(2), ["are you there?", "call me, @bob"]);
});

Deno.test("A direct room continues for somebody who reconnects where welcome said it was", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "1");
  await bob.texts(1);
  chat.disconnects(bob);
  const [again, { rooms }] = await chat.arrives("bob");
  assertEquals(rooms[0]?.head, 1);
  for (const text of ["2", "3"]) saysTo(chat, ada, ["bob"], text);
  assertEquals(await again.texts(2), ["2", "3"]);
});

Deno.test("A direct room is put away when nobody is there, and brought back with its people", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "1");
  for (const listener of [ada, bob]) {
    await listener.texts(1);
    chat.disconnects(listener);
  }
  chat.ticks(60_000);
  const again = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, again[0]!, ["bob"], "2");
  for (const listener of again) assertEquals((await listener.hears("said")).seq, 2);
});

Deno.test("Nobody else can tell a direct room from one that is not there", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob, eve] = await Promise.all(["ada", "bob", "eve"].map((n) => chat.connects(n)));
  for (const name of ["dan", "zoe"]) await chat.connects(name);
  saysTo(chat, ada!, ["bob"], "psst");
  await bob!.texts(1);
  const there = await answersAbout(chat, eve!, DIRECT);
  assertEquals(there, await answersAbout(chat, eve!, "@dan,zoe"), "known people without a room");
  assertEquals(there, await answersAbout(chat, eve!, "@nobody,noone"), "people never heard of");
  chat.asks(eve!, { type: "rooms" });
  assertEquals((await eve!.hears("rooms")).rooms, [summary("lobby")]);
  await bob!.hearsNothing();
});

Deno.test("Nobody learns of a direct room by who went away and left it", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "psst");
  for (const listener of [ada, bob]) {
    await listener.texts(1);
    chat.disconnects(listener);
  }
  chat.ticks(60_000);
  const eve = await chat.connects("eve");
  const there = await answersAbout(chat, eve, DIRECT);
  assertEquals(there, await answersAbout(chat, eve, "@nobody,noone"));
});

Deno.test("A later guest of the same name finds nothing of the one before", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "the key is under the mat");
  for (const listener of [ada, bob]) await listener.texts(1);
  chat.disconnects(ada);
  const [later, { rooms }] = await chat.arrives("ada", "guest:later");
  assertEquals(rooms, [summary("lobby")]);
  chat.asks(later, { type: "history", room: DIRECT, range: { after: 0, limit: 9 } });
  assertEquals((await later.hears("refused")).reason, "no-such-room");
  chat.asks(later, { type: "rooms" });
  assertEquals((await later.hears("rooms")).rooms.length, 1);
  chat.asks(later, { type: "join", room: DIRECT, after: 0 });
  assertEquals((await later.hears("joined")).head, 0);
  await later.hearsNothing();
});

Deno.test("Who talks to a later guest of the same name is shown that it is another room", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "old");
  const { room } = await bob.hears("said");
  chat.disconnects(ada);
  const later = await chat.connects("ada", "guest:later");
  saysTo(chat, later, ["bob"], "new");
  const joined = await bob.hears("joined");
  assertEquals([joined.room, joined.reset, joined.head], [room, true, 0]);
  const said = await bob.hears("said");
  assertEquals([said.room, said.seq, said.text], [room, 1, "new"]);
});

Deno.test("Who was here before a guest of the same name goes on where they were", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "old");
  for (const listener of [ada, bob]) await listener.texts(1);
  chat.disconnects(ada);
  const later = await chat.connects("ada", "guest:later");
  saysTo(chat, later, ["bob"], "new");
  await bob.hears("joined");
  await bob.texts(1);
  chat.disconnects(later);
  const again = await chat.connects("ada");
  saysTo(chat, again, ["bob"], "old again");
  assertEquals((await again.hears("said")).seq, 2);
  assertEquals((await bob.hears("joined")).reset, true);
  assertEquals(await bob.texts(2), ["old", "old again"]);
});

Deno.test("Who joins a room again after one of the same name hears only the one they joined", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "old");
  for (const listener of [ada, bob]) await listener.texts(1);
  chat.disconnects(ada);
  const later = await chat.connects("ada", "guest:later");
  saysTo(chat, later, ["bob"], "new");
  const { epoch } = await bob.hears("joined");
  await bob.texts(1);
  chat.disconnects(later);
  await chat.connects("ada");
  chat.asks(bob, { type: "join", ref: 7, room: DIRECT, after: 1, epoch });
  await bob.hears("joined");
  const joined = await bob.hears("joined");
  assertEquals([joined.ref, joined.reset], [7, true]);
  assertEquals(await bob.texts(1), ["old"]);
  assertEquals([...bob.member.cursors.values()].length, 1);
});

Deno.test("A room of which nobody is left is put away, also after one of the same name", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "old");
  for (const listener of [ada, bob]) await listener.texts(1);
  chat.disconnects(ada);
  const later = await chat.connects("ada", "guest:later");
  saysTo(chat, later, ["bob"], "new");
  await bob.hears("joined");
  chat.disconnects(later);
  chat.ticks(60_000);
  const again = await chat.connects("ada");
  chat.journal.hold();
  chat.asks(again, { type: "who", room: DIRECT });
  const members = again.hears("members");
  assertEquals(await isPending(members), true, "it was still open");
  chat.journal.release();
  await members;
});

Deno.test("Three people talk, and a fourth is not there", async () => {
  await using chat = await OpenHub.with();
  const names = ["ada", "bob", "dan", "eve"];
  const [ada, bob, dan, eve] = await Promise.all(names.map((name) => chat.connects(name)));
  saysTo(chat, ada!, ["dan", "bob"], "1");
  saysTo(chat, dan!, ["ada", "BOB", "dan"], "2");
  chat.asks(bob!, { type: "say", room: "@ada,bob,dan", id: "3", text: "3" });
  for (const listener of [ada!, bob!, dan!]) {
    assertEquals(await listener.texts(3), ["1", "2", "3"]);
  }
  const [asked, noSuchRoom] = ["@ada,bob,dan", "@ada,bob,zoe"];
  assertEquals(await answersAbout(chat, eve!, asked), await answersAbout(chat, eve!, noSuchRoom));
  // Two of them have another room.
  saysTo(chat, ada!, ["bob"], "4");
  assertEquals((await bob!.hears("said")).room, DIRECT);
  await dan!.hearsNothing();
});

Deno.test("Nobody can say anything to people who were never here", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  await chat.connects("bob");
  for (const to of [["nobody"], ["bob", "nobody"]]) {
    saysTo(chat, ada, to, "hello", 7);
    const { ref, id, reason } = await ada.hears("refused");
    assertEquals([ref, id, reason], [7, "hello", "no-such-person"]);
  }
  chat.asks(ada, { type: "join", room: "@ada,nobody" });
  assertEquals((await ada.hears("refused")).reason, "no-such-room");
});

Deno.test("Nobody talks to themselves", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  for (const to of [["ada"], ["ADA", "ada"]]) {
    saysTo(chat, ada, to, "hello", 7);
    const { ref, id, reason } = await ada.hears("refused");
    assertEquals([ref, id, reason], [7, "hello", "malformed"]);
  }
});

Deno.test("Who joins a direct room is there, and who leaves it still hears it", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  chat.asks(ada, { type: "join", room: DIRECT });
  assertEquals((await ada.hears("joined")).members, ["ada"]);
  chat.asks(bob, { type: "join", room: DIRECT });
  assertEquals((await bob.hears("joined")).members, ["ada", "bob"]);
  assertEquals((await ada.hears("online")).name, "bob");
  chat.asks(bob, { type: "typing", room: DIRECT });
  assertEquals((await ada.hears("typing")).from, "bob");
  chat.asks(bob, { type: "leave", room: DIRECT });
  await bob.hears("left");
  await ada.hears("offline");
  saysTo(chat, ada, ["bob"], "still?");
  assertEquals(await bob.texts(1), ["still?"]);
  chat.asks(bob, { type: "say", room: DIRECT, id: "1", text: "still." });
  assertEquals(await ada.texts(2), ["still?", "still."]);
});

Deno.test("People change what they said to each other as they do elsewhere", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  saysTo(chat, ada, ["bob"], "helo");
  await bob.texts(1);
  chat.asks(ada, { type: "edit", room: DIRECT, of: 1, text: "hello" });
  chat.asks(bob, { type: "react", room: DIRECT, of: 1, emoji: "👍", on: true });
  assertEquals((await bob.hears("edited")).text, "hello");
  assertEquals((await bob.hears("reacted")).seq, 3);
  chat.asks(bob, { type: "delete", room: DIRECT, of: 1 });
  assertEquals((await bob.hears("refused")).reason, "forbidden");
});
