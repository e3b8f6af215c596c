import { assertEquals } from "@std/assert";
import { DEN, den, says } from "../../../support/hub/den.ts";
import type { Listener } from "../../../support/hub/listener.ts";
import type { HeldHub } from "../../../support/hub/open_hub.ts";
import type { Event } from "../../../../protocol.ts";

/** What comes of a message, said `at` a time under an id that it is: that it is there, or why not. */
async function saying(chat: HeldHub, who: Listener, text: string, at: number): Promise<Event> {
  says(chat, who, text, at);
  while (true) {
    const event = await who.next();
    if (event.type === "said" && event.id === text || event.type === "refused") return event;
  }
}

Deno.test("In slow mode each member waits between two messages, and moderators do not", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "slow", ...DEN, ms: 30_000 }, 1_000);
  assertEquals((await saying(chat, bob, "one", 1_000)).type, "said");
  const refused = await saying(chat, bob, "two", 11_000);
  assertEquals(refused, {
    type: "refused",
    reason: "too-fast",
    message:
      "Cannot say: slow mode lets you say one message in 30 seconds here, the next in 20 seconds",
    code: "slow-mode",
    params: { eachms: 30_000, ms: 20_000 },
    id: "two",
    retry: 20_000,
    slow: true,
  });
  for (const text of ["a", "b"]) {
    assertEquals((await saying(chat, ada, text, 11_000)).type, "said");
  }
  const [cyd] = await chat.enters("cyd", "den");
  assertEquals((await saying(chat, cyd, "mine", 11_000)).type, "said");
  assertEquals((await saying(chat, bob, "two", 31_000)).type, "said");
  await chat.does(ada, { type: "slow", ...DEN, ms: 0 }, 31_000);
  assertEquals((await saying(chat, bob, "three", 31_001)).type, "said");
});

Deno.test("In slow mode a message that is said again is stored, not refused", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "slow", ...DEN, ms: 30_000 });
  assertEquals((await saying(chat, bob, "one", 1)).type, "said");
  says(chat, bob, "one", 2);
  assertEquals((await bob.sees("stored")).id, "one");
});

Deno.test("Slow mode of one room keeps nobody from speaking in another", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "slow", ...DEN, ms: 30_000 });
  assertEquals((await saying(chat, bob, "one", 1)).type, "said");
  chat.asks(bob, { type: "join", room: "lobby" });
  await bob.sees("joined");
  chat.asks(bob, { type: "say", room: "lobby", id: "elsewhere", text: "hello" }, 2);
  assertEquals((await bob.sees("said")).room, "lobby");
});
