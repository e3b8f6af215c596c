import { assertEquals } from "@std/assert";
import { COMMANDS } from "../../support/hub/commands.ts";
import { DEN, den, says } from "../../support/hub/den.ts";
import { summary } from "../../support/hub/log.ts";
import type { Listener } from "../../support/hub/listener.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** Where somebody comes to by a name: the room, and what it is called; or why not. */
async function leads(chat: HeldHub, who: Listener, room: string): Promise<string> {
  const answer = await chat.answers(who, { type: "join", room });
  if (answer.type === "joined") return `${answer.room}, called ${answer.name ?? answer.room}`;
  return answer.type === "refused" ? answer.message : answer.type;
}

Deno.test("A room that is renamed is found by both names, with all that was said in it", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  says(chat, bob, "before");
  await bob.texts(1);
  await chat.does(ada, { type: "rename", ...DEN, name: "Cave" });
  assertEquals((await bob.sees("settings")).name, "Cave");
  assertEquals((await bob.hears("notice")).text, "The room was renamed to Cave by ada");
  const cyd = await chat.connects("cyd");
  for (const name of ["cave", "den", "Den"]) {
    assertEquals(await leads(chat, cyd, name), "den, called Cave", name);
  }
  for (const room of ["cave", "den"]) {
    const found = await chat.answers(cyd, COMMANDS.history(room)!);
    assertEquals(found.type === "history" && [found.room, found.entries.length], ["den", 2]);
  }
  // What is said by the new name is said there.
  chat.asks(cyd, { type: "say", room: "cave", id: "c", text: "after" });
  assertEquals((await bob.sees("said")).room, "den");
  const rooms = await chat.answers(cyd, { type: "rooms" });
  const names = rooms.type === "rooms" ? rooms.rooms.map(({ room, name }) => [room, name]) : [];
  assertEquals(names.toSorted(), [["den", "Cave"], ["lobby", undefined]]);
});

Deno.test("Both names of a renamed room stay its own, and what looks like them is nobody's", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "rename", ...DEN, name: "cave" });
  const eve = await chat.connects("eve");
  const like = (name: string) => `Cannot join: its name looks like that of ${name}`;
  assertEquals(await leads(chat, eve, "cаve"), like("cave"));
  assertEquals(await leads(chat, eve, "dеn"), like("cave"));
  await chat.enters("eve", "attic");
  for (const name of ["cave", "cаve", "den"]) {
    const rename = { type: "rename", room: "attic", name } as const;
    assertEquals(await chat.refuses(eve, rename), "forbidden", name);
  }
  // A name that is given up is free, and its own was never given up.
  await chat.does(ada, { type: "rename", ...DEN, name: "den" });
  assertEquals(await leads(chat, eve, "den"), "den, called den");
  await chat.does(eve, { type: "rename", room: "attic", name: "cave" });
  assertEquals(await leads(chat, ada, "cave"), "attic, called cave");
});

Deno.test("The name of a hidden room is nobody's to know, and keeps none from others", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "access", ...DEN, access: "hidden" });
  await chat.does(ada, { type: "rename", ...DEN, name: "cave" });
  const eve = await chat.connects("eve");
  assertEquals(await chat.refuses(eve, COMMANDS.who("cave")!), "no-such-room");
  // Whoever is in it is led there, everybody else to a room of their own.
  assertEquals(await leads(chat, bob, "cave"), "den, called cave");
  assertEquals(await leads(chat, eve, "cave"), "cave, called cave");
  assertEquals(await chat.refuses(ada, { type: "access", ...DEN, access: "open" }), "forbidden");
  // Nor may it take the name of a room that all know: it would lead its people astray.
  const rename = { type: "rename", ...DEN, name: "lobby" } as const;
  assertEquals(await chat.refuses(ada, rename), "forbidden");
  await chat.does(ada, { type: "rename", ...DEN, name: "grotto" });
  await chat.does(ada, { type: "access", ...DEN, access: "open" });
  assertEquals(await leads(chat, eve, "grotto"), "den, called grotto");
});

Deno.test("The lobby may be called something else, and is the lobby all the same", async () => {
  await using chat = await OpenHub.with();
  const [zoe] = await chat.enters("zoe", "lobby", { standing: { admin: true } });
  await chat.does(zoe, { type: "rename", room: "lobby", name: "Square" });
  const [, { rooms }] = await chat.arrives("ada");
  assertEquals(rooms, [summary("lobby", { name: "Square", head: 1, count: 1 })]);
});
