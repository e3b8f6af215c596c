import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Entry } from "../../protocol.ts";
import { type HeldHub, OpenHub } from "../support/hub/open_hub.ts";
import type { Listener } from "../support/hub/listener.ts";

const ROOM = "~AbCdEfGhIjKlMnOpQrStUv";
/** Another room, whose name differs in case alone. */
const OTHER = "~abcdefghijklmnopqrstuv";
const ONE = "1".repeat(60);
const TWO = "2".repeat(60);

function say(chat: HeldHub, who: Listener, id: string, sealed: string, room = ROOM): void {
  chat.asks(who, { type: "say", room, id, text: "", sealed });
}

async function historyOf(chat: HeldHub, who: Listener, room = ROOM): Promise<Entry[]> {
  const range = { before: Infinity, limit: 50 };
  const answer = await chat.answers(who, { type: "history", room, range });
  assert(answer.type === "history");
  return answer.entries;
}

Deno.test("What is said in a sealed room comes back as it was sealed, and folded when it is edited", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", ROOM);
  const [bob] = await chat.enters("bob", ROOM);
  say(chat, ada, "a", ONE);
  const said = await bob.sees("said");
  assertEquals([said.text, said.sealed, said.id, said.from], ["", ONE, "a", "ada"]);
  chat.asks(ada, { type: "edit", room: ROOM, of: said.seq, text: "", sealed: TWO });
  const edited = await bob.sees("edited");
  assertEquals([edited.text, edited.sealed, edited.of], ["", TWO, said.seq]);
  const [whole, change] = await historyOf(chat, bob);
  assert(whole?.type === "said" && change?.type === "edited");
  assertEquals([whole.text, whole.sealed, change.sealed], ["", TWO, TWO]);
  chat.asks(ada, { type: "delete", room: ROOM, of: said.seq });
  await bob.sees("deleted");
  for (const entry of await historyOf(chat, bob)) assert(!("sealed" in entry), entry.type);
});

Deno.test("Two sealed rooms whose names differ in case alone are two, and look like none other", async () => {
  await using chat = await OpenHub.with();
  const [ada, one] = await chat.enters("ada", ROOM);
  const [, two] = await chat.enters("bob", OTHER);
  assertNotEquals(one.epoch, two.epoch);
  assertEquals([one.room, two.room], [ROOM, OTHER]);
  say(chat, ada, "a", ONE);
  await ada.sees("said");
  assertEquals((await historyOf(chat, ada, OTHER)).length, 0);
  // Names that look alike elsewhere are refused, which would tell of the other.
  const [, alike] = await chat.enters("eve", "~IIIIIIIIIIIIIIIIIIIIII");
  const [, too] = await chat.enters("eve", "~llllllllllllllllllllll");
  assertEquals([alike.head, too.head], [0, 0]);
});

Deno.test("A sealed room is in nobody's list who was never there, be they administrators", async () => {
  await using chat = await OpenHub.with("den");
  const [ada] = await chat.enters("ada", ROOM);
  say(chat, ada, "a", ONE);
  await ada.sees("said");
  const [eve, welcome] = await chat.arrives("eve");
  const admin = await chat.connects("root", undefined, { standing: { admin: true } });
  const names = async (who: Listener) => {
    const answer = await chat.answers(who, { type: "rooms" });
    assert(answer.type === "rooms");
    return answer.rooms.map(({ room }) => room).toSorted();
  };
  assertEquals(welcome.rooms.map(({ room }) => room), ["lobby"]);
  assertEquals(await names(eve), ["den", "lobby"]);
  assertEquals(await names(admin), ["den", "lobby"]);
  // To those who were there it is listed as any room, for what is unread.
  assertEquals(await names(ada), ["den", "lobby", ROOM]);
});

Deno.test("Nobody is called in a sealed room, though what is unread counts", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", ROOM);
  const [bob] = await chat.enters("bob", ROOM);
  say(chat, bob, "b", ONE);
  await bob.sees("said");
  chat.disconnects(bob);
  say(chat, ada, "a", TWO);
  await ada.sees("said");
  await ada.sees("said");
  const [, { rooms }] = await chat.arrives("bob");
  const [room] = rooms.filter(({ room }) => room === ROOM);
  assertEquals([room?.unread, room?.mentions], [1, 0]);
});

Deno.test("A sealed topic is told with who has set it, to whoever joins and in the log", async () => {
  await using chat = await OpenHub.with();
  const [ada, before] = await chat.enters("ada", ROOM);
  assertEquals([before.topic, before.sealedTopic], ["", undefined]);
  chat.asks(ada, { type: "topic", room: ROOM, text: "", sealed: ONE });
  const entry = await ada.sees("topic");
  assertEquals([entry.text, entry.sealed], ["", ONE]);
  const [, now] = await chat.enters("bob", ROOM);
  assertEquals([now.topic, now.sealedTopic], ["", { from: "ada", sealed: ONE }]);
  const head = await chat.journal.head(ROOM);
  assertEquals(head?.sealedTopic, { from: "ada", sealed: ONE, by: "guest:ada" });
});

Deno.test("The topic of somebody whose account is deleted is gone, as it opens only by their name", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", ROOM);
  chat.asks(ada, { type: "topic", room: ROOM, text: "", sealed: ONE });
  await ada.sees("topic");
  const { journal } = chat;
  for await (const room of journal.anonymize("guest:ada", "keep")) {
    chat.hub.handle({ type: "revised", room });
  }
  chat.ticks(2);
  const [bob] = await chat.enters("bob", "lobby");
  const look = async () => {
    const joined = await chat.answers(bob, { type: "join", room: ROOM });
    return joined.type === "joined" && joined.sealedTopic;
  };
  while (await look() !== undefined) chat.ticks(3);
  assertEquals((await journal.head(ROOM))?.sealedTopic, undefined);
});

Deno.test("Whom somebody has blocked tells them nothing in a sealed room either", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", ROOM);
  const [bob] = await chat.enters("bob", ROOM);
  await chat.does(bob, { type: "block", name: "ada" });
  say(chat, ada, "a", ONE);
  const { seq, sealed, text, blocked } = await bob.sees("said");
  assertEquals([sealed, text, blocked], [undefined, "", true]);
  chat.asks(ada, { type: "edit", room: ROOM, of: seq, text: "", sealed: TWO });
  const edited = await bob.sees("edited");
  assertEquals([edited.sealed, edited.text, edited.blocked], [undefined, "", true]);
});

Deno.test("A search of a sealed room finds people, and none of what they said", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", ROOM);
  say(chat, ada, "a", ONE);
  await ada.sees("said");
  const find = async (q: string) => {
    const search = { type: "search", room: ROOM, q, before: Infinity, limit: 9 } as const;
    const answer = await chat.answers(ada, search);
    return answer.type === "found" ? answer.entries.length : answer.type;
  };
  assertEquals([await find("111"), await find("from:ada")], [0, 1]);
});
