import { assertEquals, assertNotEquals } from "@std/assert";
import { COMMANDS } from "../../support/hub/commands.ts";
import type { Listener } from "../../support/hub/listener.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** What somebody is told who asks all that of a room, without what must differ. */
async function answersAbout(chat: HeldHub, who: Listener, room: string): Promise<string[]> {
  const answers: string[] = [];
  for (const [type, ask] of Object.entries(COMMANDS)) {
    const command = ask(room);
    if (!command) continue;
    chat.asks(who, { ...command, ref: answers.length });
    const told = JSON.stringify(await who.next())
      .replaceAll(room, "ROOM")
      .replaceAll(/"epoch":"[^"]+"/g, '"epoch":"E"');
    answers.push(`${type}: ${told}`);
    if (type === "close") await who.sees("done");
  }
  await who.hearsNothing();
  return answers;
}

/** A room that is hidden, in which something was said that calls eve, who was in it once. */
async function hide(chat: HeldHub): Promise<Listener> {
  const [ada] = await chat.enters("ada", "vault");
  const [eve] = await chat.enters("eve", "vault");
  await ada.hears("online");
  chat.asks(eve, { type: "read", room: "vault", seq: 0 });
  await chat.does(ada, { type: "access", room: "vault", access: "hidden" });
  await chat.does(ada, { type: "uninvite", room: "vault", name: "eve" });
  chat.asks(ada, { type: "say", room: "vault", id: "s1", text: "not a word to @eve" });
  await ada.sees("said");
  await eve.sees("left");
  chat.disconnects(eve);
  return ada;
}

Deno.test("To who is outside, a hidden room is answered as one that never was, whatever they ask", async () => {
  await using chat = await OpenHub.with();
  await hide(chat);
  for (const name of ["eve", "mallory"]) {
    const [outsider, welcome] = await chat.arrives(name);
    assertEquals(welcome.rooms.map(({ room }) => room), ["lobby"]);
    const about = await answersAbout(chat, outsider, "vault");
    assertEquals(about, await answersAbout(chat, outsider, "attic"));
  }
});

Deno.test("To who is inside, a hidden room answers", async () => {
  await using chat = await OpenHub.with();
  const ada = await hide(chat);
  const joined = await chat.answers(ada, { type: "join", room: "vault" });
  assertEquals(joined.type === "joined" && joined.members, ["ada"]);
  const history = await chat.answers(ada, COMMANDS.history("vault")!);
  assertEquals(history.type === "history" && history.entries.length, 3);
});

Deno.test("A hidden room and another of its name have nothing to do with each other", async () => {
  await using chat = await OpenHub.with();
  const ada = await hide(chat);
  const [eve, other] = await chat.enters("eve", "vault");
  assertEquals([other.head, other.members], [0, ["eve"]]);
  chat.asks(eve, { type: "say", room: "vault", id: "e1", text: "is anybody here?" });
  assertEquals((await eve.hears("said")).seq, 1);
  chat.asks(eve, { type: "typing", room: "vault" });
  await ada.hearsNothing();
  chat.asks(ada, { type: "say", room: "vault", id: "a1", text: "still secret" });
  assertEquals((await ada.hears("said")).text, "still secret");
  await eve.hearsNothing();
  const inside = await chat.answers(ada, { type: "join", room: "vault" });
  assertNotEquals(inside.type === "joined" && inside.epoch, other.epoch);
  chat.asks(ada, { type: "rooms" });
  const { rooms } = await ada.sees("rooms");
  assertEquals(rooms.filter(({ room }) => room === "vault").map(({ access }) => access), [
    "hidden",
  ]);
  const open = { type: "access", room: "vault", access: "open" } as const;
  assertEquals(await chat.refuses(ada, open), "forbidden", "its name is eve's room's now");
});

Deno.test("Who is invited into a hidden room stays where they are under its name until they leave", async () => {
  await using chat = await OpenHub.with();
  const ada = await hide(chat);
  const [eve, { epoch }] = await chat.enters("eve", "vault");
  await chat.does(ada, { type: "invite", room: "vault", name: "eve" });
  assertEquals((await eve.hears("invited")).from, "ada");
  chat.asks(eve, { type: "say", room: "vault", id: "e1", text: "to the open one" });
  assertEquals((await eve.hears("said")).seq, 1);
  await ada.sees("notice");
  await ada.hearsNothing();
  chat.asks(eve, { type: "leave", room: "vault" });
  await eve.hears("left");
  const joined = await chat.answers(eve, { type: "join", room: "vault", after: 1, epoch });
  assertEquals(joined.type === "joined" && [joined.reset, joined.count], [true, 2]);
});

Deno.test("Outsiders who invite themselves into a hidden room are told that there is none", async () => {
  await using chat = await OpenHub.with();
  await hide(chat);
  const eve = await chat.connects("eve");
  for (const room of ["vault", "attic"]) {
    const invite = { type: "invite", room, name: "eve" } as const;
    assertEquals(await chat.refuses(eve, invite), "no-such-room");
  }
});

Deno.test("An administrator finds a hidden room by its name", async () => {
  await using chat = await OpenHub.with();
  await hide(chat);
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  chat.asks(root, { type: "rooms" });
  const { rooms } = await root.hears("rooms");
  assertEquals(rooms.map(({ room }) => room), ["vault", "lobby"]);
  assertEquals((await chat.answers(root, { type: "join", room: "vault" })).type, "joined");
});

Deno.test("Who has the name of one who spoke in a hidden room does not learn of it by an id", async () => {
  await using chat = await OpenHub.with();
  const ada = await hide(chat);
  chat.disconnects(ada);
  const later = await chat.connects("ada", "guest:later");
  const say = { type: "say", room: "lobby", id: "s1", text: "hello" } as const;
  chat.asks(later, { type: "join", room: "lobby" });
  await later.hears("joined");
  assertEquals(await chat.refuses(later, say), "forbidden");
});
