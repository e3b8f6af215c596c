import { assertEquals, assertMatch } from "@std/assert";
import { PINS_MAX } from "../../hub/log/journal.ts";
import type { Listener } from "../support/hub/listener.ts";
import { type HeldHub, OpenHub } from "../support/hub/open_hub.ts";

/** Ada, who made a room in which she has said some things, and bob. */
async function den(chat: HeldHub, ...texts: string[]): Promise<[ada: Listener, bob: Listener]> {
  const [ada] = await chat.enters("ada", "den");
  for (const text of texts) chat.asks(ada, { type: "say", room: "den", id: text, text });
  const [bob] = await chat.enters("bob", "den");
  await ada.sees("online");
  await bob.texts(texts.length);
  return [ada, bob];
}

async function pinsOf(chat: HeldHub, listener: Listener, room = "den"): Promise<string[]> {
  chat.asks(listener, { type: "pins", room });
  return (await listener.sees("pins")).entries.map(({ text }) => text);
}

Deno.test("What a moderator pins is listed for all, the last one first, and a notice says who did it", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = await den(chat, "one", "two", "three");
  for (const  of of[2, 1]) await chat.does(ada, { type: "pin", room: "den", of, on: true });
  const { text, pin, seq } = await bob.sees("notice");
  assertEquals([text, seq], ["Message #2 was pinned by ada", 4]);
  assertEquals(pin, { of: 2, on: true, from: "ada" });
  assertEquals(await pinsOf(chat, bob), ["one", "two"]);
  // What is pinned is pinned no second time.
  await chat.does(ada, { type: "pin", room: "den", of: 2, on: true });
  assertEquals(await pinsOf(chat, bob), ["one", "two"]);
  await chat.does(ada, { type: "pin", room: "den", of: 1, on: false });
  assertEquals(await pinsOf(chat, bob), ["two"]);
});

Deno.test("What is deleted is pinned no more, and what is edited is listed as it is now", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = await den(chat, "one", "two");
  for (const  of of[1, 2]) await chat.does(ada, { type: "pin", room: "den", of, on: true });
  chat.asks(ada, { type: "edit", room: "den", of: 1, text: "first" });
  chat.asks(ada, { type: "delete", room: "den", of: 2 });
  await bob.sees("deleted");
  assertEquals(await pinsOf(chat, bob), ["first"]);
  const head = await chat.journal.head("den");
  assertEquals(head?.pins, [1]);
});

Deno.test("What was trimmed is pinned no more, and counts as nothing", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = await den(chat, "one", "two", "three");
  for (const  of of[1, 3]) await chat.does(ada, { type: "pin", room: "den", of, on: true });
  await chat.journal.trim("den", 3);
  assertEquals(await pinsOf(chat, bob), ["three"]);
});

Deno.test("Who is no moderator pins nothing, and nobody pins what is not there", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = await den(chat, "one");
  chat.asks(bob, { type: "pin", room: "den", of: 1, on: true, ref: 7 });
  const refused = await bob.sees("refused");
  assertEquals([refused.ref, refused.reason], [7, "forbidden"]);
  assertMatch(refused.message, /^Cannot pin: in den only its moderators may/);
  chat.asks(ada, { type: "pin", room: "den", of: 9, on: true });
  const missing = await ada.sees("refused");
  assertEquals(missing.message, "Cannot pin: there is no such message");
  assertEquals(await pinsOf(chat, ada), []);
});

Deno.test("In a direct room both pin, and what somebody blocked said shows nothing", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  const room = "@ada,bob";
  chat.asks(ada, { type: "say", to: ["bob"], id: "1", text: "the code is 7" });
  await bob.texts(1);
  await chat.does(bob, { type: "pin", room, of: 1, on: true });
  assertEquals(await pinsOf(chat, ada, room), ["the code is 7"]);
  await chat.does(ada, { type: "pin", room, of: 1, on: false });
  assertEquals(await pinsOf(chat, bob, room), []);
});

Deno.test("A room has so many pins, and what could not be pinned can when one was unpinned", async () => {
  await using chat = await OpenHub.with();
  const texts = Array.from({ length: PINS_MAX + 1 }, (_, i) => `${i + 1}`);
  const [ada] = await chat.enters("ada", "den");
  for (const text of texts) chat.asks(ada, { type: "say", room: "den", id: text, text });
  await ada.texts(texts.length);
  for (let of = 1; of <= PINS_MAX; of++) {
    await chat.does(ada, { type: "pin", room: "den", of, on: true });
  }
  chat.asks(ada, { type: "pin", room: "den", of: PINS_MAX + 1, on: true });
  const { reason, message } = await ada.sees("refused");
  assertEquals([reason, message], [
    "quota",
    "Cannot pin: as many messages are pinned here as there may be; unpin one first",
  ]);
  await chat.does(ada, { type: "pin", room: "den", of: 50, on: false });
  await chat.does(ada, { type: "pin", room: "den", of: PINS_MAX + 1, on: true });
  assertEquals((await pinsOf(chat, ada)).length, PINS_MAX);
});
