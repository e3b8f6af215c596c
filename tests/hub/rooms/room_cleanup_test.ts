import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { EMPTY_MS } from "../../../hub/rooms/room_cleanup.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";
import { until } from "../../support/until.ts";

/** When tests begin. */
const START = 1_000_000;

/** A hub that has been there for long enough to forget. */
async function open(...rooms: string[]): Promise<HeldHub> {
  const chat = await OpenHub.with(...rooms);
  chat.ticks(START);
  return chat;
}

/** It gets late: who is gone is noticed, and after that, what nobody needs is forgotten. */
function passes(chat: HeldHub, ms: number): void {
  for (const later of [0, 10_000, ms + 10_000]) chat.ticks(START + later);
}

/** Resolves when the journal has no room under a key. */
async function gone({ journal }: HeldHub, key: string): Promise<void> {
  await until(async () => await journal.memory.head(key) === undefined, `${key} to be gone`);
}

Deno.test("A room that is closed is gone from the journal, with its policy, and is counted no more", async () => {
  await using chat = await open();
  const [ada] = await chat.enters("ada", "den");
  chat.asks(ada, { type: "say", room: "den", id: "a1", text: "soon gone" });
  await ada.sees("said");
  await chat.does(ada, { type: "close", room: "den" });
  passes(chat, 0);
  await gone(chat, "den");
  await until(async () => await chat.ground.policies.of("den") === undefined, "its policy to go");
  const joined = await chat.answers(ada, { type: "join", room: "den" });
  assertEquals(joined.type === "joined" && [joined.head, joined.count], [0, 1]);
});

Deno.test("Rooms that are made and closed in a loop leave nothing behind", async () => {
  await using chat = await open();
  const ada = await chat.connects("ada");
  for (let i = 0; i < 50; i++) {
    const joined = await chat.answers(ada, { type: "join", room: "den" });
    assertEquals(joined.type, "joined", `${i}`);
    await chat.does(ada, { type: "close", room: "den" });
    chat.ticks(START);
  }
  for (let tick = 0; tick < 20; tick++) {
    chat.ticks(START + tick);
    await chat.answers(ada, { type: "who", room: "lobby" });
  }
  assertEquals((await Array.fromAsync(chat.journal.memory.rooms())).map(([key]) => key), ["lobby"]);
  assertEquals((await Array.fromAsync(chat.ground.policies.changes())).length, 0);
});

Deno.test("A room in which nobody is and nothing was said is forgotten, and not before a while", async () => {
  await using chat = await open();
  const [ada] = await chat.enters("ada", "den");
  chat.asks(ada, { type: "leave", room: "den" });
  passes(chat, EMPTY_MS - 20_000);
  const [bob, found] = await chat.enters("bob", "den");
  chat.asks(bob, { type: "leave", room: "den" });
  const later = START + 10 * EMPTY_MS;
  for (const at of [later, later + 10_000, later + 10_000 + EMPTY_MS]) chat.ticks(at);
  await gone(chat, "den");
  const [, anew] = await chat.enters("cyd", "den");
  assertNotEquals(anew.epoch, found.epoch);
  assertEquals(await chat.refuses(bob, { type: "close", room: "den" }), "forbidden", "it is cyd's");
});

Deno.test("Of the rooms of a guest who is gone, those in which nothing was said are forgotten", async () => {
  await using chat = await open();
  const [ada] = await chat.enters("ada", "den");
  const eve = await chat.connects("eve");
  for (const room of ["one", "two", "three", "@ada,eve"]) {
    await chat.answers(eve, { type: "join", room });
  }
  chat.asks(eve, { type: "say", room: "three", id: "e1", text: "hello" });
  await eve.sees("said");
  for (const who of [eve, ada]) chat.disconnects(who, START);
  passes(chat, EMPTY_MS);
  for (const key of ["one", "two", "den", "@ada,eve guest:ada guest:eve"]) await gone(chat, key);
  await until(async () => await chat.ground.policies.of("two") === undefined, "its policy to go");
  const kept = await Array.fromAsync(chat.journal.memory.rooms());
  assertEquals(kept.map(([key]) => key).sort(), ["lobby", "three"]);
});

Deno.test("A room with people, or in which anything was said, set or decided, is kept", async () => {
  await using chat = await open();
  const ada = await chat.connects("ada");
  for (const room of ["peopled", "spoken", "topical", "hidden"]) {
    await chat.answers(ada, { type: "join", room });
  }
  chat.asks(ada, { type: "say", room: "spoken", id: "a1", text: "hello" });
  await ada.sees("said");
  chat.asks(ada, { type: "topic", room: "topical", text: "tea" });
  await ada.sees("topic");
  await chat.does(ada, { type: "access", room: "hidden", access: "hidden" });
  await ada.sees("notice");
  for (const room of ["spoken", "topical", "hidden"]) {
    await chat.answers(ada, { type: "leave", room });
  }
  passes(chat, EMPTY_MS);
  passes(chat, 2 * EMPTY_MS);
  await chat.answers(ada, { type: "rooms" });
  const kept = await Array.fromAsync(chat.journal.memory.rooms());
  assertEquals(
    new Set(kept.map(([key]) => key)),
    new Set(["lobby", "peopled", "spoken", "topical", "hidden"]),
  );
});

Deno.test("Who joins a room that is being forgotten makes it anew, and loses nothing that they say", async () => {
  await using chat = await open();
  const [ada, { epoch }] = await chat.enters("ada", "den");
  chat.asks(ada, { type: "leave", room: "den" });
  await ada.hears("left");
  passes(chat, 0);
  const held = chat.journal.hold();
  chat.ticks(START + 20_000 + EMPTY_MS);
  chat.asks(ada, { type: "join", room: "den", epoch, after: 0, ref: 1 });
  chat.asks(ada, { type: "say", room: "den", id: "a1", text: "still here" });
  held[Symbol.dispose]();
  const joined = await ada.hears("joined");
  assertEquals([joined.ref, joined.reset, joined.head], [1, true, 0]);
  assertNotEquals(joined.epoch, epoch);
  assertEquals((await ada.hears("said")).text, "still here");
  assertEquals((await chat.journal.memory.head("den"))?.seq, 1);
});

Deno.test("A direct room in which nothing was said is forgotten, and comes back when something is", async () => {
  await using chat = await open();
  const ada = await chat.connects("ada");
  const bob = await chat.connects("bob");
  await chat.answers(ada, { type: "join", room: "@ada,bob" });
  const key = "@ada,bob guest:ada guest:bob";
  assert(await chat.journal.memory.head(key));
  for (const who of [ada, bob]) chat.disconnects(who, START);
  passes(chat, EMPTY_MS);
  await gone(chat, key);
  const again = await chat.connects("ada");
  chat.asks(again, { type: "say", to: ["bob"], id: "a1", text: "hello" });
  assertEquals((await again.sees("said")).seq, 1);
});

Deno.test("What can't be forgotten while the store fails is forgotten later", async () => {
  await using chat = await open();
  const [ada] = await chat.enters("ada", "den");
  await chat.does(ada, { type: "close", room: "den" });
  chat.journal.failing = true;
  passes(chat, 0);
  await chat.answers(ada, { type: "history", room: "lobby", range: { after: 0, limit: 1 } });
  assert(await chat.journal.memory.head("den"));
  chat.journal.failing = false;
  passes(chat, 0);
  await gone(chat, "den");
});

Deno.test("A hub that starts forgets what was empty, closed or never made, not what is new", async () => {
  const before = await OpenHub.with("spoken", "empty", "closed");
  const { ground } = before;
  const ada = await before.connects("ada");
  for (const room of ["spoken", "closed"]) {
    await before.answers(ada, { type: "join", room });
    before.asks(ada, { type: "say", room, id: room, text: "hello" });
    await ada.sees("said");
  }
  await before[Symbol.asyncDispose]();
  const owned = {
    access: "open",
    owner: "guest:ada",
    moderators: [],
    invited: [],
    mutes: [],
    bans: [],
    kicks: [],
  } as const;
  await ground.policies.change("closed", () => ({ ...owned, closed: true }));
  await ground.policies.change("never", () => owned);
  await using chat = await OpenHub.over(ground);
  chat.ticks(START);
  await gone(chat, "closed");
  assert(await chat.journal.memory.head("empty"), "somebody may come back to it");
  chat.ticks(START + EMPTY_MS);
  await gone(chat, "empty");
  await until(async () => await ground.policies.of("never") === undefined, "a policy to go");
  assert(await chat.journal.memory.head("spoken"));
  assert(await chat.journal.memory.head("lobby"));
});
