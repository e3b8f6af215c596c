import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { connect, CutError, type Message, RefusedError, type Room } from "../../../client.ts";
import { newSecret, SealedRoom, sealFile } from "../../../client/sealed.ts";
import type { FileInfo } from "../../../protocol.ts";
import { expect } from "../../support/server/asker.ts";
import { soon } from "../../support/arrivals.ts";
import { png } from "../../browser/support/samples.ts";
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
  const fifth = await one.seal({ text: "hello" }, { ...by, id: "5" });
  const changed = fifth.slice(0, -1) + (fifth.at(-1) === "A" ? "Q" : "A");
  const cases: [why: string, sealed: string, id?: string][] = [
    ["as it was sealed", good],
    ["for another message", good, "2"],
    ["for another room", await other.seal({ text: "hello" }, { ...by, id: "3" }), "3"],
    ["by somebody else", await one.seal({ text: "hello" }, { from: "ada", id: "4" }), "4"],
    ["changed", changed, "5"],
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

Deno.test("Programs send files in a private room, of which the server has neither bytes, nor names, nor types", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  await using bob = await connect(server.url(), { name: "bob" });
  const sealed = await SealedRoom.of(newSecret());
  const [theirs, ours] = [
    await ada.join(`#!${sealed.secret}`),
    await bob.join(`#!${sealed.secret}`),
  ];
  const text = new TextEncoder().encode("the aubergine plan");
  const picture = await png(30, 20);
  const said = await theirs.say("", {
    files: [
      { name: "catapult.txt", data: text, alt: "A doldrum" },
      { name: "bagpipe.png", data: picture },
    ],
  });
  assertEquals(said.files.map(({ name }) => name), ["catapult.txt", "bagpipe.png"]);
  const [heard] = await next(ours, 1);
  assertEquals(
    heard?.files.map(({ name, type, size, alt }) => [name, type, size, alt]),
    [
      ["catapult.txt", "text/plain", text.length, "A doldrum"],
      ["bagpipe.png", "image/png", picture.length, undefined],
    ],
  );
  assertEquals(await heard!.files[0]!.bytes(), text);
  assertEquals(await new Response(heard!.files[1]!.stream()).bytes(), picture);
  // An edit is all that is told of the message later: its files stay.
  await said.edit("look");
  const [later] = await Array.fromAsync(ours.history());
  assertEquals([later?.text, later?.files.length], ["look", 2]);
  assertEquals(await later!.files[0]!.bytes(), text);
  const token = String(ada.token);
  const told = await expect(server, 200, `GET /api/rooms/${sealed.name}/files`, { token });
  const files = told.files as FileInfo[];
  assertEquals(files.map(({ name, type }) => [name, type]), [
    ["sealed", "application/octet-stream"],
    ["sealed", "application/octet-stream"],
  ]);
  for (const { url } of later!.files) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const bytes = new TextDecoder("latin1").decode(await answer.bytes());
    for (const word of ["aubergine", "PNG", "IHDR"]) assert(!bytes.includes(word), word);
  }
  const { entries } = await expect(server, 200, `GET /api/rooms/${sealed.name}/messages`, {
    token,
  });
  for (const word of ["catapult", "bagpipe", "doldrum", "text/plain", "image/png", "width"]) {
    assert(!JSON.stringify(entries).includes(word), word);
  }
  await said.delete();
  await assertRejects(() => later!.files[0]!.bytes(), RefusedError);
});

Deno.test("A file in a private room that is not what was sealed does not open, and has no bytes", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const sealed = await SealedRoom.of(newSecret());
  const room = await ada.join(`#!${sealed.secret}`);
  const data = new TextEncoder().encode("the plan");
  const said = await room.say("", { files: [{ name: "a.txt", data }] });
  // Whoever says it again with another key, or another size, shows it to nobody.
  const { file, key } = await uploadedBy(server, String(ada.token), data);
  const other = (await sealFile(data)).key;
  const cases = [{ key: other, size: data.length }, { key, size: data.length - 1 }];
  for (const [i, { key, size }] of cases.entries()) {
    const id = `wrong ${i}`;
    const named = { id: file, name: "a.txt", type: "text/plain", size, key };
    const words = await sealed.seal({ text: "", files: [named] }, { from: "ada", id });
    const ids = i === 0 ? [file] : undefined;
    await expect(server, 201, `POST /api/rooms/${sealed.name}/messages`, {
      token: String(ada.token),
      body: { id, sealed: words, files: ids },
    });
  }
  const [wrongSize, wrongKey, good] = await Array.fromAsync(room.history());
  assertEquals(good?.seq, said.seq);
  await assertRejects(() => wrongKey!.files[0]!.bytes(), RefusedError, "can't be opened");
  await assertRejects(() => wrongSize!.files[0]!.bytes(), CutError, "more than the file has");
});

Deno.test("Files of a private room are named by their ids alone, and their names are not repeated", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const sealed = await SealedRoom.of(newSecret());
  await ada.join(`#!${sealed.secret}`);
  for (const named of [{ name: "plan.txt" }, { alt: "A plan" }, { preview: "other" }]) {
    const words = await sealed.seal({ text: "look" }, { from: "ada", id: "1" });
    const { message } = await expect(
      server,
      "400 malformed",
      `POST /api/rooms/${sealed.name}/messages`,
      {
        token: String(ada.token),
        body: { id: "1", sealed: words, files: [{ id: "some", ...named }] },
      },
    );
    assertMatch(String(message), /IDs alone/);
    assert(!String(message).includes("plan"));
  }
});

/** Uploads a file as clients of private rooms do. */
async function uploadedBy(
  server: TestServer,
  token: string,
  data: Uint8Array<ArrayBuffer>,
): Promise<{ file: string; key: string }> {
  const { key, sealed } = await sealFile(data);
  const answer = await fetch(new URL("/api/files?name=sealed", server.url()), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: sealed,
  });
  const { id } = await answer.json();
  return { file: id, key };
}

Deno.test("Whoever has another link reads nothing", async () => {
  await using server = await TestServer.start();
  await using ada = await connect(server.url(), { name: "ada" });
  const sealed = await SealedRoom.of(newSecret());
  const room = await ada.join(`#!${sealed.secret}`);
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
