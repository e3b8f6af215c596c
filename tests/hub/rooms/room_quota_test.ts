import { assertEquals } from "@std/assert";
import { OpenHub } from "../../support/hub/open_hub.ts";

const LIMITS = { total: 9, perPerson: 3, directsPerPerson: 2 };

Deno.test("A person owns so many rooms, and one more when one is closed", async () => {
  await using chat = await OpenHub.limited(LIMITS);
  const ada = await chat.connects("ada");
  for (const room of ["a", "b", "c"]) {
    assertEquals((await chat.answers(ada, { type: "join", room })).type, "joined");
  }
  const refused = await chat.answers(ada, { type: "join", room: "d" });
  assertEquals(refused.type === "refused" && [refused.reason, refused.message], [
    "quota",
    "Cannot create a room: you own 3, which is the limit; close one of them first",
  ]);
  assertEquals((await chat.answers(ada, { type: "join", room: "lobby" })).type, "joined");
  await chat.does(ada, { type: "close", room: "b" });
  assertEquals((await chat.answers(ada, { type: "join", room: "d" })).type, "joined");
});

Deno.test("Who may make no more rooms is refused, and who asks for the same one makes it", async () => {
  await using chat = await OpenHub.limited({ ...LIMITS, perPerson: 0 });
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  const ada = await chat.connects("ada");
  chat.asks(ada, { type: "join", room: "den", ref: 1 });
  chat.asks(ada, { type: "who", room: "den", ref: 2 });
  assertEquals((await ada.hears("refused")).reason, "quota");
  assertEquals((await ada.hears("refused")).reason, "no-such-room");
  chat.asks(ada, { type: "join", room: "den", ref: 3 });
  chat.asks(root, { type: "join", room: "den", ref: 4 });
  assertEquals((await root.hears("joined")).ref, 4);
  assertEquals((await ada.hears("joined")).ref, 3);
});

Deno.test("Many joins at once make no more rooms than one may have", async () => {
  await using chat = await OpenHub.limited(LIMITS);
  const ada = await chat.connects("ada");
  for (let i = 0; i < 9; i++) chat.asks(ada, { type: "join", room: `room${i}` });
  const answers = [];
  for (let i = 0; i < 9; i++) answers.push((await ada.next()).type);
  assertEquals(answers.filter((type) => type === "joined").length, 3);
});

Deno.test("A person makes so many direct rooms, and is written to in any number", async () => {
  await using chat = await OpenHub.limited(LIMITS);
  const ada = await chat.connects("ada");
  const others = ["bob", "cyd", "dan", "eve"];
  for (const name of others) await chat.connects(name);
  const join = (name: string) => chat.answers(ada, { type: "join", room: `@ada,${name}` });
  for (const name of ["bob", "cyd"]) assertEquals((await join(name)).type, "joined");
  const refused = await join("dan");
  assertEquals(refused.type === "refused" && refused.reason, "quota");
  chat.asks(ada, { type: "say", to: ["dan"], id: "a1", text: "hello" });
  assertEquals((await ada.sees("refused")).reason, "quota");
  const eve = await chat.connects("eve");
  chat.asks(eve, { type: "say", to: ["ada"], id: "e1", text: "hello" });
  assertEquals((await ada.sees("said")).text, "hello");
});

Deno.test("A server has so many rooms in all, whoever asks for one more", async () => {
  await using chat = await OpenHub.limited({ ...LIMITS, total: 4 }, "attic");
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  const ada = await chat.connects("ada");
  await chat.answers(ada, { type: "join", room: "den" });
  await chat.answers(ada, { type: "join", room: "@ada,root" });
  for (const who of [ada, root]) {
    assertEquals(await chat.refuses(who, { type: "join", room: "one-more" }), "quota");
  }
  assertEquals((await chat.answers(root, { type: "join", room: "den" })).type, "joined");
});
