import { assertEquals } from "@std/assert";
import { CALLED_MAX } from "../../../hub/log/posts.ts";
import type { Listener } from "../../support/hub/listener.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";

/** What a message calls, as somebody hears it. */
async function saidBy(chat: Awaited<ReturnType<typeof OpenHub.with>>, who: Listener, text: string) {
  const id = crypto.randomUUID();
  chat.asks(who, { type: "say", room: "den", id, text });
  while (true) {
    const event = await who.next();
    if (event.type === "said" && event.id === id) return event.calls;
  }
}

/** A room of ada's with so many people. */
async function crowd(count: number) {
  const chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "den");
  const others: Listener[] = [];
  for (let i = 1; i < count; i++) others.push((await chat.enters(`guest-${i}`, "den"))[0]);
  return { chat, ada, others };
}

Deno.test("Everybody in a small room may call all, and in a large one its moderators alone", async () => {
  const { chat, ada, others: [bob, ...others] } = await crowd(CALLED_MAX);
  await using _ = chat;
  assertEquals(await saidBy(chat, bob!, "@room: tea"), "room");
  assertEquals(await saidBy(chat, others[0]!, "@here: tea"), "here");
  assertEquals(await saidBy(chat, bob!, "`@room` is not meant"), undefined);

  const [late] = await chat.enters("late", "den");
  assertEquals(await saidBy(chat, late, "@room!"), undefined);
  assertEquals(await saidBy(chat, ada, "@room, listen"), "room");
  await chat.does(ada, { type: "moderator", room: "den", name: "guest-1", on: true });
  assertEquals(await saidBy(chat, bob!, "@here, listen"), "here");
});

Deno.test("@room counts as a mention of those who know the room, and an edit takes that back", async () => {
  const { chat, ada, others: [bob] } = await crowd(2);
  await using _ = chat;
  assertEquals(await saidBy(chat, bob!, "hello"), undefined);
  assertEquals(await saidBy(chat, ada, "@room: tea"), "room");
  assertEquals(await saidBy(chat, ada, "@here: cake"), "here");
  const mentions = async (who: Listener) => {
    const answer = await chat.answers(who, { type: "rooms" });
    return answer.type === "rooms"
      ? answer.rooms.find(({ room }) => room === "den")?.mentions
      : undefined;
  };
  assertEquals(await mentions(bob!), 1);
  assertEquals(await mentions(ada), 0);
  chat.asks(ada, { type: "edit", room: "den", of: 2, text: "tea" });
  await ada.hears("edited");
  assertEquals(await mentions(bob!), 0);
});

Deno.test("What calls somebody in a room is told to their other sockets, and with their rooms", async () => {
  const { chat, ada } = await crowd(1);
  await using _ = chat;
  const [phone] = await chat.arrives("ada");
  await chat.does(ada, { type: "notify", room: "den", level: "nothing" });
  assertEquals(await phone.hears("notify"), { type: "notify", room: "den", level: "nothing" });
  const [, { rooms }] = await chat.arrives("ada");
  assertEquals(rooms.find(({ room }) => room === "den")?.notify, "nothing");

  // What is usual is no choice.
  await chat.does(ada, { type: "notify", room: "den", level: "mentions" });
  const [, later] = await chat.arrives("ada");
  assertEquals(later.rooms.some(({ notify }) => notify !== undefined), false);
});

Deno.test("Somebody looks at a room for as long as they tell, on any of their sockets", async () => {
  const { chat, ada } = await crowd(1);
  await using _ = chat;
  const phone = await chat.connects("ada");
  const { person } = ada.member;
  const looks = () => chat.hub.reading.isInFront(person, "den");
  assertEquals(looks(), false);
  await chat.does(phone, { type: "front", shown: "DEN" });
  assertEquals(looks(), true);
  await chat.does(ada, { type: "front", shown: "lobby" });
  assertEquals(looks(), true);
  await chat.does(phone, { type: "front", shown: undefined });
  assertEquals(looks(), false);
  await chat.does(ada, { type: "front", shown: "den" });
  chat.disconnects(ada);
  assertEquals(looks(), false);
});
