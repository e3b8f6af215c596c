import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { connect, type Message, type Room } from "../../../client.ts";
import { newSecret, SealedRoom } from "../../../client/sealed.ts";
import { ask, expect } from "../../support/server/asker.ts";
import { soon } from "../../support/arrivals.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** The next messages that come to a room. */
async function next(room: Room, count: number): Promise<Message[]> {
  const found: Message[] = [];
  const reading = (async () => {
    for await (const message of room.messages()) if (found.push(message) === count) return;
  })();
  await soon(reading, `${count} messages`);
  return found;
}

Deno.test("Programs talk in a private room by its link, and the server has none of their words", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  await using bob = await connect(server.url(), { name: "bob" });
  const sealed = await SealedRoom.of(newSecret());
  const link = sealed.link(server.url().href);
  const [theirs, ours] = [await ada.join(link), await bob.join(`#!${sealed.secret}`)];
  assertEquals([theirs.name, ours.name], [sealed.name, sealed.name]);
  const said = await theirs.say("the plan: @bob goes first");
  assertEquals(said.text, "the plan: @bob goes first");
  const [heard] = await next(ours, 1);
  assertEquals([heard?.text, heard?.from, heard?.unreadable], [said.text, "ada", false]);
  const answer = await heard!.reply("I do");
  assertEquals([answer.text, answer.replyTo], ["I do", said.seq]);
  await said.edit("the plan: nobody goes");
  const history = await Array.fromAsync(ours.history(), ({ text }) => text);
  assertEquals(history, ["I do", "the plan: nobody goes"]);
  const path = `GET /api/rooms/${sealed.name}/messages`;
  const { entries } = await expect(server, 200, path, { token: String(ada.token) });
  const told = JSON.stringify(entries);
  for (const word of ["plan", "nobody", "goes", "I do"]) assert(!told.includes(word), word);
});

Deno.test("What was tampered with in a private room is unreadable, and is not hidden", async () => {
  await using server = await TestServer.start();
  await using bob = await connect(server.url(), { name: "bob" });
  const [one, other] = [await SealedRoom.of(newSecret()), await SealedRoom.of(newSecret())];
  const room = await bob.join(`#!${one.secret}`);
  await bob.join(`#!${other.secret}`);
  await using eve = await TestClient.enter(server, "eve", one.name);
  const by = { from: "eve", id: "1" };
  const good = await one.seal({ text: "hello" }, by);
  const last = good.at(-1) === "A" ? "Q" : "A";
  const cases: [why: string, sealed: string, id?: string][] = [
    ["as it was sealed", good],
    ["for another message", good, "2"],
    ["for another room", await other.seal({ text: "hello" }, { ...by, id: "3" }), "3"],
    ["by somebody else", await one.seal({ text: "hello" }, { from: "ada", id: "4" }), "4"],
    ["changed", (await one.seal({ text: "hello" }, { ...by, id: "5" })).slice(0, -1) + last, "5"],
    ["cut short", (await one.seal({ text: "hello" }, { ...by, id: "6" })).slice(0, 44), "6"],
    ["no seal at all", "A".repeat(80), "7"],
  ];
  for (const [, sealed, id = "1"] of cases) {
    eve.send({ type: "say", room: one.name, id, sealed });
    await eve.next("said");
  }
  const shown = (await next(room, cases.length)).map(({ text, unreadable }) => [text, unreadable]);
  assertEquals(shown, [["hello", false], ...Array.from(cases.slice(1), () => ["", true])]);
  // Nor is an edit that does not open taken for what was said before.
  eve.send({ type: "edit", room: one.name, of: 1, sealed: cases[2]![1] });
  await eve.next("edited");
  const [first] = (await Array.fromAsync(room.history())).toReversed();
  assertEquals([first?.text, first?.unreadable], ["", true]);
});

Deno.test("Whoever has another link reads nothing, and files are not sent where they would be read", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const sealed = await SealedRoom.of(newSecret());
  const room = await ada.join(`#!${sealed.secret}`);
  const file = { name: "plan.txt", data: new TextEncoder().encode("the plan") };
  await assertRejects(
    () => room.say("look", { files: [file] }),
    TypeError,
    "Cannot send files in a private room",
  );
  const { body } = await ask(server, `GET /api/rooms/${sealed.name}/files`, {
    token: String(ada.token),
  });
  assertEquals(body?.files, []);
  const other = await ada.join(`#!${newSecret()}`);
  assertNotEquals(other.name, room.name);
  const elsewhere = sealed.link("https://elsewhere.example");
  const error = await assertRejects(
    () => ada.join(elsewhere),
    TypeError,
    "leads to",
  );
  assert(!error.message.includes(sealed.secret));
  await assertRejects(() => ada.join("#!short"), TypeError, "must be the link");
});

Deno.test("What a guest says in a private room while they are renamed opens, sealed for the new name", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  await using bob = await connect(server.url(), { name: "bob" });
  const sealed = await SealedRoom.of(newSecret());
  const [theirs, ours] = [
    await ada.join(`#!${sealed.secret}`),
    await bob.join(`#!${sealed.secret}`),
  ];
  const before = await theirs.say("before");
  await expect(server, 200, "PUT /api/session/name", {
    token: String(ada.token),
    body: { name: "eve" },
  });
  await theirs.say("after");
  await before.edit("before, edited");
  const [one, two] = await next(ours, 2);
  assertEquals([one?.from, one?.unreadable], ["ada", false]);
  assertEquals([two?.from, two?.text, two?.unreadable], ["eve", "after", false]);
  const [, first] = await Array.fromAsync(ours.history());
  assertEquals([first?.from, first?.text], ["ada", "before, edited"]);
});
